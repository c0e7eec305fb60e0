"""Release profiles, in our words and in the family's."""

import httpx2
import pytest

from neonarr.settings.tags import ensure
from tests.kit.app import App
from tests.web.reading import sentence

pytestmark = pytest.mark.anyio

OURS, FAMILY = "/api/v1/terms", "/api/v3/releaseprofile"


async def test_one_is_added_changed_and_deleted(app: App, api: httpx2.AsyncClient) -> None:
    body = {"name": "No HDR", "ignored": ["HDR", "/\\bDV\\b/i", "HDR"], "tags": ["4K"]}
    made = (await api.post(OURS, json=body)).json()
    assert made == {
        "id": made["id"],
        "name": "No HDR",
        "enabled": True,
        "required": [],
        "ignored": ["HDR", "/\\bDV\\b/i"],
        "tags": ["4k"],
    }
    assert (await api.get(OURS)).json() == [made]
    family = (await api.get(f"{FAMILY}/{made['id']}")).json()
    assert family["indexerId"] == 0 and len(family["tags"]) == 1
    family |= {"enabled": False, "required": "x264, x265", "ignored": None, "indexerId": 7}
    changed = await api.put(f"{FAMILY}/{made['id']}", json=family)
    assert (changed.status_code, changed.json()["required"]) == (202, ["x264", "x265"])
    assert (await api.get(f"{OURS}/{made['id']}")).json() == made | {
        "enabled": False,
        "required": ["x264", "x265"],
        "ignored": [],
        "indexerId": 7,
    }
    assert (await api.delete(f"{OURS}/{made['id']}")).json() == {}
    assert (await api.get(FAMILY)).json() == []
    for method in ("GET", "PUT", "DELETE"):
        gone = await api.request(method, f"{OURS}/{made['id']}", json=body)
        assert gone.status_code == 404 and str(made["id"]) in sentence(gone)


@pytest.mark.parametrize(
    ("body", "field", "said"),
    [
        ({}, "required", "at least one word"),
        ({"required": [" ", ""]}, "required", "at least one word"),
        ({"ignored": ["/(unclosed/"]}, "ignored", "(unclosed"),
        ({"ignored": ["x" * 501]}, "ignored", "500"),
        ({"ignored": ["x"] * 201}, "ignored", "200"),
        ({"ignored": ["a\x00b"]}, "ignored", "NUL"),
        ({"ignored": {"a": 1}}, "ignored", "list"),
        ({"ignored": ["x"], "tags": [99]}, "tags", "no tag 99"),
        ({"ignored": ["x"], "tags": ["a,b"]}, "tags", "commas"),
        ({"ignored": ["x"], "tags": [["kids"]]}, "tags", "labels"),
        ({"ignored": ["x"], "tags": [-1]}, "tags", "no tag"),
        ({"ignored": ["x"], "indexerId": -1}, "indexerId", "0"),
    ],
)
async def test_what_is_wrong_is_named_and_nothing_is_saved(
    app: App, api: httpx2.AsyncClient, body: dict[str, object], field: str, said: str
) -> None:
    await app.world.db.write(ensure, ["kids"])
    for path in (OURS, FAMILY):
        answer = await api.post(path, json=body)
        assert answer.status_code == 400, answer.text
        assert field in answer.text and said in sentence(answer), answer.text
        assert (await api.get(path)).json() == []
