"""What goes wrong reads the same in the health, on the System page, in the history and live."""

import pytest

from neonarr.health.notices import HOLD, Notices
from tests.kit.app import App
from tests.web.test_live import grab, listening

pytestmark = pytest.mark.anyio

SAID, ADVICE = "Its /downloads is not visible here.", "Save the mapping."


async def test_the_same_words_everywhere_and_none_is_missed(app: App) -> None:
    notices = Notices(app.world, app.inside.board)
    app.inside.board.bad("Paths: qBittorrent", "doctor", SAID, ADVICE)
    app.clock.move(HOLD.total_seconds())
    async with listening(app) as ear:
        await ear.hears("hello")
        await notices.look()
        [told] = await ear.hears("notice")
    assert told == {
        "id": told["id"],
        "component": "doctor",
        "state": "error",
        "previous": "ok",
        "title": "Paths: qBittorrent",
        "label": "Paths: qBittorrent",
        "message": SAID,
        "todo": ADVICE,
        "at": told["at"],
    }
    async with app.with_key() as api:
        for version in ("v3", "v1"):
            [shown, *_] = (await api.get(f"/api/{version}/health")).json()
            assert (shown["source"], shown["type"]) == ("Paths: qBittorrent", "error")
            assert shown["message"] == f"{SAID} {ADVICE}"
            assert shown["wikiUrl"].startswith("http") and shown["wikiUrl"].endswith("/doctor")
        page = (await api.get("/system")).text
        assert page.count(SAID) == page.count(ADVICE) == 2, "in the health and in the history"
        assert (await api.get("/")).text.count(SAID) == 1, "its activity is that of downloads"
    made = await grab(app)
    app.inside.board.forget("doctor", set())
    await notices.look()
    async with listening(app, str(told["id"])) as ear:
        [state], [over] = await ear.hears("state"), await ear.hears("notice")
    assert (state["downloadId"], over["state"]) == (made, "ok")
    assert told["id"] < state["id"] < over["id"]
