"""/api/v1/settings: services, preferences and folders."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest

from neonarr.base.errors import Unreachable
from neonarr.base.ids import AdapterId
from neonarr.base.secret import Secret
from neonarr.search import store as search
from neonarr.settings import store
from neonarr.settings.adapters import Role
from neonarr.settings.registry import HIDDEN_SECRET
from neonarr.settings.vault import Vault
from neonarr.storage.db import open_sqlite
from neonarr.storage.migrate import upgrade
from tests.kit.app import App, running
from tests.kit.fake_indexer import release
from tests.kit.moved_clock import MovedClock
from tests.kit.waiting import until
from tests.web.reading import sentence

pytestmark = pytest.mark.anyio

ADAPTERS = "/api/v1/settings/adapters"
PREFERENCES = "/api/v1/settings/preferences"
FAKE = {
    "role": "indexer",
    "kind": "fake",
    "name": "Mine",
    "settings": {"url": "http://127.0.0.1:2/", "apiKey": "hunter2", "timeoutS": 5, "is_fast": True},
}


WISHES = {
    "min_seeders": 1,
    "freeleech_only": False,
    "tags": "",
    "multi_languages": "",
    "never_gives_up": False,
    "share_ratio": "",
    "share_minutes": "",
}


async def added(api: httpx2.AsyncClient, **change: Any) -> dict[str, Any]:
    answer = await api.post(ADAPTERS, json={**FAKE, **change})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def test_what_can_be_added_is_told_with_its_form(api: httpx2.AsyncClient) -> None:
    kinds = (await api.get(f"{ADAPTERS}/kinds", params={"role": "indexer"})).json()
    assert {"prowlarr", "jackett", "torznab"} <= {k["kind"] for k in kinds}
    fake = next(k for k in kinds if k["kind"] == "fake")
    assert [(f["name"], f["kind"], f["isRequired"]) for f in fake["fields"]] == [
        ("url", "text", True),
        ("api_key", "secret", False),
        ("timeout_s", "number", False),
        ("is_fast", "switch", False),
        ("min_seeders", "number", False),
        ("freeleech_only", "switch", False),
        ("tags", "text", False),
        ("multi_languages", "text", False),
        ("never_gives_up", "switch", False),
        ("share_ratio", "text", False),
        ("share_minutes", "text", False),
    ]
    clients = (await api.get(f"{ADAPTERS}/kinds", params={"role": "download_client"})).json()
    assert "builtin" not in {k["kind"] for k in clients}
    answer = await api.get(f"{ADAPTERS}/kinds", params={"role": "printer"})
    assert answer.status_code == 400


async def test_added_changed_and_deleted(api: httpx2.AsyncClient, app: App) -> None:
    made = await added(api)
    assert made["settings"] == {
        "url": "http://127.0.0.1:2",
        "api_key": HIDDEN_SECRET,
        "timeout_s": 5,
        "is_fast": True,
        **WISHES,
    }
    assert (made["origin"], made["isEditable"], made["kindLabel"]) == ("user", True, "Fake")
    assert app.built[-1][0] == "Mine", "it is used at once"
    assert app.built[-1][1].api_key == Secret("hunter2")
    change = {**FAKE, "name": "Ours", "settings": {**made["settings"], "timeout_s": 7}}
    changed = (await api.put(f"{ADAPTERS}/{made['id']}", json=change)).json()
    assert (changed["id"], changed["name"]) == (made["id"], "Ours")
    name, used = app.built[-1]
    assert (name, used.timeout_s, used.api_key) == ("Ours", 7, Secret("hunter2"))
    change["settings"]["api_key"] = ""
    await api.put(f"{ADAPTERS}/{made['id']}", json=change)
    assert not app.built[-1][1].api_key, "an emptied secret is taken away"
    count = len(app.built)
    await api.put(f"{ADAPTERS}/{made['id']}", json=change)
    assert len(app.built) == count, "what did not change is not built anew"
    assert (await api.delete(f"{ADAPTERS}/{made['id']}")).json() == {}
    for method in ("PUT", "DELETE"):
        answer = await api.request(method, f"{ADAPTERS}/{made['id']}", json=change)
        assert answer.status_code == 404 and str(made["id"]) in sentence(answer)
    names = [a["name"] for a in (await api.get(ADAPTERS)).json()]
    assert names == ["Fake indexer", "Fake download_client", "Built-in engine"]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("minSeeders", -1, "from 0 to"),
        ("minSeeders", "many", "from 0 to"),
        ("freeleechOnly", "yes", "true or false"),
        ("multiLanguages", "French, Klingon", "Klingon"),
        ("tags", "x" * 101, "tag"),
    ],
)
async def test_wishes_that_can_not_be(
    api: httpx2.AsyncClient, name: str, value: object, said: str
) -> None:
    answer = await api.post(ADAPTERS, json={**FAKE, "settings": {**FAKE["settings"], name: value}})
    assert answer.status_code == 400 and said in sentence(answer), answer.text


async def test_one_that_is_switched_off_is_not_asked(api: httpx2.AsyncClient, app: App) -> None:
    made = await added(api)
    lines = (await api.get("/api/v1/search/global/heat")).json()["indexers"]
    assert len(lines) == 2
    await api.put(f"{ADAPTERS}/{made['id']}", json={**FAKE, "isEnabled": False})
    lines = (await api.get("/api/v1/search/global/heat")).json()["indexers"]
    assert len(lines) == 1


async def test_a_deleted_indexer_takes_its_sources_and_results_along(
    api: httpx2.AsyncClient, app: App
) -> None:
    app.outside.indexer.releases[""] = [release("Heat.1995.1080p.BluRay.x264-GRP")]
    made = await added(api)
    answer = (await api.get("/api/v1/search/global/heat")).json()
    assert len(answer["results"]) == 2
    await api.delete(f"{ADAPTERS}/{made['id']}")
    left = await app.world.db.read(search.sources)
    assert {s.adapter_id for s in left} == {AdapterId(1)}
    gone = next(r for r in answer["results"] if r["indexerId"] not in {s.id for s in left})
    grab = {"guid": gone["guid"], "indexerId": gone["indexerId"]}
    assert (await api.post("/api/v3/download", json=grab)).status_code == 404


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        ({"role": "printer"}, "role", "indexer"),
        ({"kind": "usenet"}, "kind", "must be one of"),
        ({"role": "download_client", "kind": "builtin"}, "kind", "must be one of"),
        ({"name": "x" * 201}, "name", "200"),
        ({"name": "a\0b"}, "name", "control"),
        ({"name": "Fake indexer"}, "name", "different name"),
        ({"name": " fake  INDEXER "}, "name", "different name"),
        ({"priority": 0}, "priority", "1"),
        ({"priority": 51}, "priority", "50"),
        ({"settings": []}, "settings", "dictionary"),
        ({"settings": {}}, "url", "must not be empty"),
        ({"settings": {"url": " "}}, "url", "http://"),
        ({"settings": {"url": "indexer:9117"}}, "url", "http://"),
        ({"settings": {"url": "http://"}}, "url", "host"),
        ({"settings": {"url": "http://:80"}}, "url", "host"),
        ({"settings": {"url": "http://["}}, "url", "host"),
        ({"settings": {"url": "http://h:99999"}}, "url", "host"),
        ({"settings": {"url": "http://a b/"}}, "url", "host"),
        ({"settings": {"url": "http://me:pw@host/"}}, "url", "user name"),
        ({"settings": {"url": 7}}, "url", "must be text"),
        ({"settings": {"url": "http://h", "timeoutS": 0}}, "timeout_s", "number"),
        ({"settings": {"url": "http://h", "timeoutS": 0.5}}, "timeout_s", "from 1 to 86400"),
        ({"settings": {"url": "http://h", "timeoutS": 10**400}}, "timeout_s", "number"),
        ({"settings": {"url": "http://h", "timeoutS": "soon"}}, "timeout_s", "number"),
        ({"settings": {"url": "http://h", "isFast": "yes"}}, "is_fast", "true or false"),
        ({"settings": {"url": "http://h", "apiKey": "a\nb"}}, "api_key", "one line"),
        (
            {"kind": "prowlarr", "settings": {"url": "http://h", "apiKey": ""}},
            "api_key",
            "must not be empty",
        ),
        ({"settings": {"url": "http://h", "apiKey": "\ud800"}}, "api_key", "one line"),
    ],
)
async def test_what_is_refused_names_the_field_and_the_fix(
    api: httpx2.AsyncClient, change: dict[str, Any], field: str, says: str
) -> None:
    as_json = {"content-type": "application/json"}
    body = json.dumps({**FAKE, **change})
    answer = await api.post(ADAPTERS, content=body, headers=as_json)
    assert (answer.status_code, answer.json().get("field")) == (400, field)
    assert says in sentence(answer)
    assert len((await api.get(ADAPTERS)).json()) == 3


async def test_a_kind_stays_what_it_is(api: httpx2.AsyncClient) -> None:
    made = await added(api)
    for other in ({"role": "download_client"}, {"kind": "torznab"}):
        for method, path in (("PUT", f"{ADAPTERS}/{made['id']}"), ("POST", f"{ADAPTERS}/test")):
            answer = await api.request(method, path, json={**FAKE, "id": made["id"], **other})
            assert (answer.status_code, answer.json()["field"]) == (400, "kind")
            assert "add a new one" in sentence(answer)


async def test_a_test_tells_what_was_found(api: httpx2.AsyncClient, app: App) -> None:
    told = (await api.post(f"{ADAPTERS}/test", json=FAKE)).json()
    assert told.items() >= {"success": True, "ok": True, "message": "Fake answers."}.items()
    assert told["facts"] == {} and told["timestamp"].endswith("Z")
    assert app.built[-1][1].api_key == Secret("hunter2")
    app.outside.indexer.failures[""] = Unreachable("Fake", "can't be reached.")
    told = (await api.post(f"{ADAPTERS}/test", json=FAKE)).json()
    assert (told["ok"], told["message"]) == (False, "Fake: can't be reached.")
    assert len((await api.get(ADAPTERS)).json()) == 3, "nothing was saved"


async def test_a_test_uses_the_stored_secret(api: httpx2.AsyncClient, app: App) -> None:
    made = await added(api)
    body = {**FAKE, "id": made["id"], "settings": made["settings"]}
    assert (await api.post(f"{ADAPTERS}/test", json=body)).json()["ok"] is True
    assert app.built[-1][1].api_key == Secret("hunter2")


@pytest.mark.parametrize("failure", [Unreachable("Fake", "is away."), ValueError("a bug"), None])
async def test_a_check_that_fails_is_still_told(
    api: httpx2.AsyncClient, app: App, monkeypatch: pytest.MonkeyPatch, failure: Exception | None
) -> None:
    async def check() -> Any:
        if failure:
            raise failure
        await until(never)

    async def never() -> bool:
        return False

    monkeypatch.setattr(app.outside.indexer, "check", check)
    monkeypatch.setattr("neonarr.web.api.settings.TEST_S", 0.05)
    told = (await api.post(f"{ADAPTERS}/test", json=FAKE)).json()
    assert told["ok"] is False and told["message"].endswith(".")
    assert "a bug" not in told["message"]


async def test_secrets_of_another_key_are_said_to_be_unreadable(
    api: httpx2.AsyncClient, app: App, tmp_path: Path
) -> None:
    made = await added(api)
    (tmp_path / "other").mkdir()
    stored = await app.world.db.read(store.adapter, AdapterId(made["id"]))
    assert stored is not None
    sealed = {"api_key": Vault(str(tmp_path / "other")).seal(Secret("x"))}
    foreign = replace(stored, sealed=sealed)
    await app.world.db.write(store.save_adapter, foreign, app.clock.now())
    body = {**FAKE, "id": made["id"], "settings": made["settings"]}
    answer = await api.post(f"{ADAPTERS}/test", json=body)
    assert (answer.status_code, answer.json()["code"]) == (409, "unreadable_secret")
    assert "secret.key" in sentence(answer)
    assert (await api.get(ADAPTERS)).status_code == 200


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("indexer", "prowlarr"),
        ("indexer", "jackett"),
        ("indexer", "torznab"),
        ("download_client", "qbittorrent"),
    ],
)
async def test_every_real_kind_is_tested_saved_and_said_to_be_down(
    api: httpx2.AsyncClient, app: App, role: str, kind: str
) -> None:
    body = {
        "role": role,
        "kind": kind,
        "settings": {"url": "http://127.0.0.1:9", "apiKey": "qbt_" + "k" * 28, "timeoutS": 2},
    }
    told = (await api.post(f"{ADAPTERS}/test", json=body)).json()
    assert told["ok"] is False and told["message"].endswith((".", "?"))
    made = (await api.post(ADAPTERS, json=body)).json()
    assert made["name"] == made["kindLabel"]
    [shown] = [a for a in (await api.get(ADAPTERS, params={"role": role})).json() if a == made]
    assert shown["settings"]["api_key"] == HIDDEN_SECRET
    health = (await api.get("/health")).json()
    assert made["name"] in {c["name"] for c in health["components"]}


@pytest.fixture
async def fixed(tmp_path: Path, clock: MovedClock, vault: Vault) -> AsyncIterator[App]:
    db = open_sqlite(str(tmp_path / "neonarr.db"))
    upgrade(db)
    given = {"url": "http://127.0.0.1:3", "api_key": Secret("from-outside")}
    service = (Role.INDEXER, "fake", "Given", given)
    settings = {"movies_dir": "/media/movies"}
    async with running(db, clock, vault, tmp_path, fixed=settings, environment=[service]) as app:
        yield app
    db.close()


async def test_what_the_environment_sets_is_shown_and_stays(fixed: App) -> None:
    async with fixed.with_key() as api:
        given = next(a for a in (await api.get(ADAPTERS)).json() if a["name"] == "Given")
        assert (given["origin"], given["isEditable"]) == ("environment", False)
        assert fixed.built[-1][1].api_key == Secret("from-outside") or len(fixed.built) > 1
        for method in ("PUT", "DELETE"):
            answer = await api.request(method, f"{ADAPTERS}/{given['id']}", json=FAKE)
            assert answer.status_code == 409 and "environment" in sentence(answer)
        engine = next(a for a in (await api.get(ADAPTERS)).json() if a["origin"] == "engine")
        answer = await api.delete(f"{ADAPTERS}/{engine['id']}")
        assert answer.status_code == 409
        shown = (await api.get(PREFERENCES)).json()
        assert (shown["moviesDir"], shown["locked"]) == ("/media/movies", ["moviesDir"])
        answer = await api.put(PREFERENCES, json={"moviesDir": "/mine", "shareRatio": 3})
        assert answer.status_code == 409 and "moviesDir" in sentence(answer)
        assert (await api.get(PREFERENCES)).json() == shown


async def test_preferences_change_in_part(api: httpx2.AsyncClient, app: App) -> None:
    before = (await api.get(PREFERENCES)).json()
    change = {"maxActiveDownloads": 7, "share_ratio": 1.5, "locked": ["x"], "musicDir": " /m "}
    after = (await api.put(PREFERENCES, json=change)).json()
    expected = {"maxActiveDownloads": 7, "shareRatio": 1.5, "musicDir": "/m"}
    assert after == {**before, **expected}
    assert app.world.preferences().max_active_downloads == 7
    assert (await api.put(PREFERENCES, json={})).json() == after


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"moviesDir": "relative"}, "moviesDir"),
        ({"moviesDir": ""}, "moviesDir"),
        ({"moviesDir": "/a\0b"}, "moviesDir"),
        ({"moviesDir": "/a\ud800"}, "moviesDir"),
        ({"moviesDir": None}, "moviesDir"),
        ({"propers": "always"}, "propers"),
        ({"minAgeMinutes": -1}, "minAgeMinutes"),
        ({"retentionDays": 1.5}, "retentionDays"),
        ({"grabPauseMinutes": "long"}, "grabPauseMinutes"),
        ({"reserveGb": None}, "reserveGb"),
        ({"refusesHardcodedSubs": 1}, "refusesHardcodedSubs"),
        ({"allowedSubs": "a\0b"}, "allowedSubs"),
        ({"maxActiveDownloads": 0}, "maxActiveDownloads"),
        ({"maxActiveDownloads": 1.5}, "maxActiveDownloads"),
        ({"maxActiveDownloads": True}, "maxActiveDownloads"),
        ({"shareRatio": float("nan")}, "shareRatio"),
        ({"shareRatio": 10**400}, "shareRatio"),
        ({"removeTorrent": "sometimes"}, "removeTorrent"),
        ({"engineDiscovery": "on"}, "engineDiscovery"),
        ({"engineListen": "everywhere"}, "engineListen"),
        ({"engineListen": "0.0.0.0:99999"}, "engineListen"),
        ({"shoeSize": 44}, "shoeSize"),
    ],
)
async def test_one_bad_preference_changes_none(
    api: httpx2.AsyncClient, change: dict[str, Any], field: str
) -> None:
    before = (await api.get(PREFERENCES)).json()
    body = json.dumps({"shareMinutes": 1, **change})
    as_json = {"content-type": "application/json"}
    answer = await api.put(PREFERENCES, content=body, headers=as_json)
    assert (answer.status_code, answer.json()["field"]) == (400, field)
    assert field in sentence(answer)
    assert (await api.get(PREFERENCES)).json() == before


async def test_folders_are_really_looked_at(api: httpx2.AsyncClient, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    async def look(path: str) -> dict[str, Any]:
        answer = await api.post("/api/v1/settings/folders/test", json={"path": path})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    fine = await look(str(tmp_path))
    assert fine["ok"] and fine["facts"]["Free"].endswith("GB") and str(tmp_path) in fine["message"]
    for bad, says in (
        (str(tmp_path / "file"), "is a file"),
        (str(tmp_path / "a" / "b"), "not visible"),
        ("/proc/1", "can be written"),
    ):
        told = await look(bad)
        assert told["ok"] is False and bad in told["message"] and says in told["message"], told
    assert sorted(p.name for p in tmp_path.iterdir() if "probe" in p.name) == []
    for path in ("", "relative", "/a\0b"):
        answer = await api.post("/api/v1/settings/folders/test", json={"path": path})
        assert (answer.status_code, answer.json()["field"]) == (400, "path")
