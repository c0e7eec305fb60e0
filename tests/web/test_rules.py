"""What a person set and what is known of a movie count in every choice: through the API in, and out
again as a reason in the search and in the decision that was made by itself."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import httpx2
import pytest

from neonarr.base.ids import ItemId
from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes
from neonarr.library import store as library
from neonarr.profiles import store as profiles
from neonarr.releases.model import Release
from neonarr.settings.tags import ensure
from tests.kit.app import App
from tests.kit.fake_indexer import release

pytestmark = pytest.mark.anyio

NAME = "Heat.1995.GERMAN.1080p.BluRay.x264-GRP"
HEAT = {"title": "Heat", "year": 1995, "monitored": True, "addOptions": {"searchForMovie": False}}
GB = 10**9

Arrange = Callable[[App, httpx2.AsyncClient], Awaitable[None]]


@dataclass(frozen=True)
class Case:
    """`key` None: nothing must speak against it."""

    key: str | None
    arrange: Arrange
    facts: dict[str, Any] = field(default_factory=dict)
    name: str = NAME
    age: timedelta | None = timedelta(days=3)
    size: int = 8 * GB
    seeders: int = 10
    is_freeleech: bool = False


async def nothing(app: App, api: httpx2.AsyncClient) -> None:
    """Everything as it comes."""


def preferences(**changes: Any) -> Arrange:
    async def arrange(app: App, api: httpx2.AsyncClient) -> None:
        answer = await api.put("/api/v1/settings/preferences", json=changes)
        assert answer.status_code == 200, answer.text
        await app.space.look()

    return arrange


def indexer(**changes: Any) -> Arrange:
    async def arrange(app: App, api: httpx2.AsyncClient) -> None:
        [one] = (await api.get("/api/v1/settings/adapters", params={"role": "indexer"})).json()
        body = one | {"settings": one["settings"] | changes}
        answer = await api.put(f"/api/v1/settings/adapters/{one['id']}", json=body)
        assert answer.status_code == 200, answer.text

    return arrange


def terms(**body: Any) -> Arrange:
    async def arrange(app: App, api: httpx2.AsyncClient) -> None:
        answer = await api.post("/api/v1/terms", json=body)
        assert answer.status_code == 201, answer.text

    return arrange


def language(wanted: str, then: Arrange = nothing) -> Arrange:
    """What the profile that counts asks for."""

    async def arrange(app: App, api: httpx2.AsyncClient) -> None:
        default = await app.world.db.read(profiles.default_profile, MediaKind.MOVIE)
        assert default is not None
        body = (await api.get(f"/api/v3/qualityprofile/{default.id}")).json()
        known = (await api.get("/api/v3/language")).json()
        [body["language"]] = [one for one in known if one["name"] == wanted]
        answer = await api.put(f"/api/v3/qualityprofile/{default.id}", json=body)
        assert answer.status_code == 202, answer.text
        await then(app, api)

    return arrange


async def unmonitored(app: App, api: httpx2.AsyncClient) -> None:
    """Somebody changed their mind while it was being searched for."""
    one = await app.world.db.read(library.item, ItemId(1))
    assert one is not None
    await app.world.db.write(library.change_item, replace(one, is_monitored=False))


async def delayed(app: App, api: httpx2.AsyncClient) -> None:
    body = {"torrentDelay": 14400, "bypassIfHighestQuality": False}
    assert (await api.put("/api/v3/delayprofile/1", json=body)).status_code == 202


LATER = {"minimumAvailability": "released", "digitalRelease": "2099-01-01T00:00:00Z"}
KORSUB = "Heat.1995.1080p.KORSUB.WEB-DL.x264-GRP"
MULTI = "Heat.1995.MULTi.1080p.BluRay.x264-GRP"

EVERYWHERE = {
    "plain": Case(None, nothing),
    "long": Case(None, nothing, {"runtime": 170}),
    "too small by the minute": Case("too_small", nothing, {"runtime": 170}, size=200_000_000),
    "too large by the minute": Case("too_large", nothing, {"runtime": 1}),
    "not out": Case("not_available", nothing, LATER),
    "out": Case(None, nothing, LATER | {"digitalRelease": "2001-01-01T00:00:00Z"}),
    "not waited for": Case(None, nothing, LATER | {"minimumAvailability": "announced"}),
    "not the original language": Case(
        "wrong_language", language("Original"), {"originalLanguage": {"id": 21, "name": "Korean"}}
    ),
    "the original language": Case(
        None, language("Original"), {"originalLanguage": {"id": 4, "name": "German"}}
    ),
    "what MULTI means": Case(
        "wrong_language", language("Korean", indexer(multiLanguages="fr, German")), name=MULTI
    ),
    "what MULTI means fits": Case(
        None, language("German", indexer(multiLanguages="fr, German")), name=MULTI
    ),
    "an indexer for others": Case("other_tags", indexer(tags="kids, 4K")),
    "an indexer for it": Case(None, indexer(tags="kids, 4K"), {"tags": [1]}),
    "too few seeders": Case("no_seeders", indexer(minSeeders=11)),
    "nobody's seeders": Case(None, indexer(minSeeders=0), seeders=0),
    "nobody": Case("no_seeders", nothing, seeders=0),
    "not free": Case("not_freeleech", indexer(freeleechOnly=True)),
    "free": Case(None, indexer(freeleechOnly=True), is_freeleech=True),
    "a word missing": Case("term_missing", terms(required=["REMUX", "/x26[57]/"])),
    "a word there": Case(None, terms(required=["REMUX", "/x26[45]/"])),
    "a word ignored": Case("term_ignored", terms(ignored=["german"])),
    "a word for others": Case(None, terms(ignored=["german"], tags=["kids"])),
    "a word for these": Case("term_ignored", terms(ignored=["german"], tags=["4k"]), {"tags": [1]}),
    "a word elsewhere": Case(None, terms(ignored=["german"], indexerId=99)),
    "a word switched off": Case(None, terms(ignored=["german"], enabled=False)),
    "burned-in subtitles": Case(
        "hardcoded_subs", preferences(refusesHardcodedSubs=True), name=KORSUB
    ),
    "welcome subtitles": Case(
        None, preferences(refusesHardcodedSubs=True, allowedSubs="x, korsub"), name=KORSUB
    ),
    "too new": Case("too_new", preferences(minAgeMinutes=90), age=timedelta(hours=1)),
    "new enough": Case(None, preferences(minAgeMinutes=90), age=timedelta(hours=2)),
    "too old": Case("too_old", preferences(retentionDays=2)),
    "not too old": Case(None, preferences(retentionDays=4)),
    "no space": Case("no_space", preferences(reserveGb=1_000_000)),
    "delayed": Case("delayed", delayed),
}


def offer(app: App, case: Case) -> None:
    now = app.clock.now()
    one: Release = replace(
        release(case.name, seeders=case.seeders),
        size=Bytes(case.size),
        published_at=now - case.age if case.age else None,
        is_freeleech=case.is_freeleech,
    )
    app.outside.indexer.releases[""] = [one]


async def added(app: App, api: httpx2.AsyncClient, case: Case) -> int:
    await app.world.db.write(ensure, ["4k"])
    await case.arrange(app, api)
    offer(app, case)
    answer = await api.post("/api/v3/movie", json=HEAT | case.facts)
    assert answer.status_code == 201, answer.text
    return int(answer.json()["id"])


async def searched(api: httpx2.AsyncClient) -> dict[str, Any]:
    found = (await api.get("/api/v1/search/global/heat")).json()
    [one] = [one for one in found["results"] if one["source"] == "indexer"]
    return dict(one)


async def chosen(app: App, api: httpx2.AsyncClient, item_id: int) -> dict[str, Any]:
    """The first decision after asking for it; there are no torrents here, so others follow."""
    of_item = {"itemId": item_id, "limit": 100}
    before = (await api.get("/api/v1/decisions", params=of_item)).json()["total"]
    wish = {"title": "Heat", "mediaType": "movie"}
    answer = await api.post("/api/v1/download/request", json=wish)
    assert answer.status_code == 201, answer.text
    await app.settle()
    found = (await api.get("/api/v1/decisions", params=of_item)).json()
    return dict(found["decisions"][found["total"] - before - 1])


def keys(judged: dict[str, Any]) -> list[str]:
    return [one["key"] for one in judged["rejections"]]


@pytest.mark.parametrize("case", EVERYWHERE.values(), ids=EVERYWHERE)
async def test_it_counts_in_the_search_and_in_the_choice(
    app: App, api: httpx2.AsyncClient, case: Case
) -> None:
    item_id = await added(app, api, case)

    found, made = await searched(api), await chosen(app, api, item_id)

    wanted = [] if case.key is None else [case.key]
    assert (keys(found), found["approved"]) == (wanted, not wanted)
    [judged] = made["candidates"]
    assert keys(judged) == wanted
    assert ("taken" in made) is not bool(wanted)


async def test_what_nobody_looks_after_is_not_taken_by_itself(
    app: App, api: httpx2.AsyncClient
) -> None:
    item_id = await added(app, api, Case(None, nothing, seeders=0))
    await chosen(app, api, item_id)
    offer(app, Case(None, nothing))
    await unmonitored(app, api)
    app.clock.move(3600)
    await app.settle()

    found = await searched(api)

    made = (await api.get("/api/v1/decisions", params={"itemId": item_id})).json()["decisions"][0]
    assert keys(made["candidates"][0]) == ["not_monitored"]
    assert found["approved"], "a person who searches knows what they do"


async def test_asking_for_it_again_is_asking_to_look_after_it(
    app: App, api: httpx2.AsyncClient
) -> None:
    offer(app, Case(None, nothing))
    unwatched = HEAT | {"monitored": False}
    item_id = (await api.post("/api/v3/movie", json=unwatched)).json()["id"]

    made = await chosen(app, api, item_id)

    assert made["taken"] == NAME
    assert (await api.get(f"/api/v3/movie/{item_id}")).json()["monitored"] is True


async def got(app: App, api: httpx2.AsyncClient, name: str) -> int:
    """The movie with that release of it imported."""
    offered = app.outside.offer(name)
    app.outside.indexer.releases[""] = [release(name)]
    answer = await api.post("/api/v3/movie", json=HEAT | {"addOptions": {"searchForMovie": True}})
    await app.settle()
    app.outside.finish(offered.info_hash)
    await app.settle()
    [story] = (await api.get("/api/v3/download")).json()
    assert story["status"] == "imported", story
    return int(answer.json()["id"])


PLAIN, PROPER = "Heat.1995.1080p.WEB-DL.x264-GRP", "Heat.1995.PROPER.1080p.WEB-DL.x264-GRP"


@pytest.mark.parametrize(
    ("arrange", "key"),
    [
        (nothing, None),
        (preferences(propers="keep"), "proper_not_wanted"),
        (preferences(propers="ignore"), "not_an_upgrade"),
    ],
    ids=["prefer", "keep", "ignore"],
)
async def test_what_becomes_of_repairs(
    app: App, api: httpx2.AsyncClient, arrange: Arrange, key: str | None
) -> None:
    item_id = await got(app, api, PLAIN)
    await arrange(app, api)
    app.outside.indexer.releases[""] = [release(PROPER)]

    found, made = await searched(api), await chosen(app, api, item_id)

    assert keys(found) == keys(made["candidates"][0]) == ([key] if key else [])


async def test_a_pause_after_a_grab(app: App, api: httpx2.AsyncClient) -> None:
    await preferences(grabPauseMinutes=60)(app, api)
    item_id = await got(app, api, PLAIN)
    app.outside.indexer.releases[""] = [release("Heat.1995.720p.WEB-DL.x264-OTHER")]
    during = keys(await searched(api)), keys((await chosen(app, api, item_id))["candidates"][0])
    app.clock.move(3601)
    after = keys(await searched(api))

    assert all("recently_grabbed" in told for told in during)
    assert "recently_grabbed" not in after


async def test_how_long_it_plays_is_learned_from_what_was_imported(
    app: App, api: httpx2.AsyncClient
) -> None:
    item_id = await got(app, api, PLAIN)

    one = await app.world.db.read(library.item, ItemId(item_id))

    assert one is not None and one.facts.minutes
