"""The queue on the Downloads page: moved by button, key and mouse; paused as a whole."""

from typing import TYPE_CHECKING

import pytest

from tests.kit.fake_web import FakeWeb

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.real


def rows(page: "Page", web: FakeWeb) -> list[str]:
    page.goto(web.url + "/downloads?tab=moving")
    found = page.locator("[data-download]")
    return [found.nth(n).get_attribute("data-download") or "" for n in range(found.count())]


def test_moved_by_button_and_key(page: "Page", web: FakeWeb) -> None:
    one, two, *_ = rows(page, web)
    first, second = (page.locator(f'[data-download="{row}"]') for row in (one, two))

    with page.expect_response("**/api/v1/queue/move/*"):
        first.locator('[data-move="down"]').click()
    assert ("POST", f"/api/v1/queue/move/{one}", {"after": two}) in web.calls
    second.locator('[data-move="up"]').focus()
    with page.expect_response("**/api/v1/queue/move/*"):
        page.keyboard.press("ArrowUp")
    assert ("POST", f"/api/v1/queue/move/{two}", {"before": one}) in web.calls
    calls = len(web.calls)
    first.locator('[data-move="up"]').click()
    assert len(web.calls) == calls, "the first can't go higher"


def test_moved_by_mouse(page: "Page", web: FakeWeb) -> None:
    one, two, *_ = rows(page, web)
    first, second = (page.locator(f'[data-download="{row}"]') for row in (one, two))

    with page.expect_response("**/api/v1/queue/move/*"):
        second.locator("h3").drag_to(first, target_position={"x": 20, "y": 4})

    assert ("POST", f"/api/v1/queue/move/{two}", {"before": one}) in web.calls
    assert page.locator("[data-drop]").count() == 0


def test_everything_is_paused_and_what_failed_is_said(page: "Page", web: FakeWeb) -> None:
    answer = {"success": True, "count": 1, "failed": ["Fake is away. Start it."]}
    web.answers["/api/v1/queue/pause"] = (200, answer)
    page.goto(web.url + "/downloads")

    page.get_by_role("button", name="Pause all").click()

    page.locator(".toast", has_text="Fake is away. Start it.").wait_for()
    assert ("POST", "/api/v1/queue/pause", None) in web.calls


def test_that_everything_is_paused_is_told(page: "Page", web: FakeWeb) -> None:
    page.goto(web.url + "/downloads")
    page.get_by_role("button", name="Resume all").wait_for()
    assert page.get_by_text("All downloads are paused").count() == 0
