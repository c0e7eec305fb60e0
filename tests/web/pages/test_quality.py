"""What the pages of profiles tell of what else there is; no browser is needed for it."""

import httpx2
import pytest

from tests.kit.app import App

pytestmark = pytest.mark.anyio

HTML = {"Accept": "text/html"}
OWN, FORMATS = "/api/v1/profiles", "/api/v3/customformat"


async def shown(app: App, path: str) -> str:
    async with app.with_key() as person:
        answer = await person.get(path, headers=HTML)
    assert answer.status_code == 200, answer.text
    return answer.text


async def test_a_preset_whose_format_was_deleted_says_so(api: httpx2.AsyncClient, app: App) -> None:
    for one in (await api.get(OWN)).json()["profiles"]:
        scores = [{**item, "score": 0} for item in one["formatItems"]]
        changed = {**one, "formatItems": scores, "cutoffFormatScore": 0}
        assert (await api.put(f"{OWN}/{one['id']}", json=changed)).status_code == 200
    [hdr] = [one for one in (await api.get(FORMATS)).json() if one["name"] == "HDR"]
    before = await shown(app, "/profiles/new?kind=movie&preset=3")
    assert "begins without" not in before and "4K with HDR (copy)" in before
    assert (await api.delete(f"{FORMATS}/{hdr['id']}")).status_code == 200
    after = await shown(app, "/profiles/new?kind=movie&preset=3")
    assert "HDR is not among your" in after and "begins without its score" in after


async def test_the_list_tells_how_many_items_have_a_profile(
    api: httpx2.AsyncClient, app: App
) -> None:
    assert "Chosen for" not in await shown(app, "/profiles")
    movie = (await api.post("/api/v3/movie", json={"title": "Heat", "year": 1995})).json()
    slots = {"slots": {"main": 2}}
    assert (await api.put(f"{OWN}/items/{movie['id']}", json=slots)).status_code == 200
    assert "Chosen for 1 item<" in await shown(app, "/profiles")


async def test_without_any_format_both_pages_say_what_to_do(
    api: httpx2.AsyncClient, app: App
) -> None:
    for one in (await api.get(OWN)).json()["profiles"]:
        changed = {**one, "formatItems": [], "cutoffFormatScore": 0}
        await api.put(f"{OWN}/{one['id']}", json=changed)
    for one in (await api.get(FORMATS)).json():
        assert (await api.delete(f"{FORMATS}/{one['id']}")).status_code == 200
    assert "No format yet" in await shown(app, "/formats")
    assert "begins without" not in await shown(app, "/profiles/new?kind=movie&preset=none")
