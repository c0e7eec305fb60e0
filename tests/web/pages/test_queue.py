"""The queue on the Downloads page: moved by button, key and mouse; paused as a whole."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

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
    expect(page.locator("[data-moved]")).not_to_be_empty()  # the focus is where it belongs
    second.locator('[data-move="up"]').focus()
    with page.expect_response("**/api/v1/queue/move/*"):
        page.keyboard.press("ArrowUp")
    assert ("POST", f"/api/v1/queue/move/{two}", {"before": one}) in web.calls
    calls = len(web.calls)
    highest = first.locator('[data-move="up"]')
    expect(highest).to_be_disabled()
    highest.press("Enter")
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


def test_moved_to_the_top_by_button_and_key(page: "Page", web: FakeWeb) -> None:
    first, *_, last = rows(page, web)
    row = page.locator(f'[data-download="{last}"]')
    row.get_by_text("Details").click()
    with page.expect_response("**/api/v1/queue/move/*"):
        row.get_by_role("button", name="Move to the top").click()
    assert ("POST", f"/api/v1/queue/move/{last}", {"before": first}) in web.calls
    count = len(web.calls)
    with page.expect_response("**/api/v1/queue/move/*"):
        row.locator('.actions [data-move="up"]').press("Home")
    assert len(web.calls) == count + 1


def test_where_it_is_now_is_said_and_its_button_keeps_the_focus(page: "Page", web: FakeWeb) -> None:
    one, *_ = rows(page, web)
    first, second, *others = web.desk.rows
    moved = [second, first, *others]
    web.changes[f"/api/v1/queue/move/{one}"] = lambda: setattr(web.desk, "rows", moved)

    page.locator(f'[data-download="{one}"] .actions [data-move="down"]').click()

    expect(page.locator("[data-moved]")).to_have_text("Night Tide (1961) is number 2 of 8 now.")
    down = page.locator(f'[data-download="{one}"] .actions [data-move="down"]')
    expect(down).to_be_focused()


def test_only_what_helps_is_offered(page: "Page", web: FakeWeb) -> None:
    pause = page.get_by_role("button", name="Pause all")
    resume = page.get_by_role("button", name="Resume all")
    web.desk.rows = [r for r in web.desk.rows if r["status"] in ("imported", "failed")]
    page.goto(web.url + "/downloads")
    expect(page.locator("[data-download]").first).to_be_visible()
    assert pause.count() == resume.count() == 0, "nothing moves"
    paused = web.desk.rows[0] | {"status": "paused", "id": "p", "canResume": True}
    web.desk.rows.append(paused)
    page.reload()
    expect(resume).to_be_visible()
    assert pause.count() == 0, "all of it is paused already"
    web.desk.rows.append(paused | {"status": "downloading", "id": "d"})
    page.reload()
    expect(pause).to_be_visible()
    expect(resume).to_be_visible()


def test_what_waits_says_why(page: "Page", web: FakeWeb) -> None:
    full = "The disk of the library (/srv/media) has 1.0 GB free; 9.8 GB are needed."
    queued = next(r for r in web.desk.rows if r["status"] == "queued")
    page.goto(web.url + "/downloads?tab=moving")
    row = page.locator(f'[data-download="{queued["id"]}"]')
    expect(row).to_contain_text("waits for its turn: 5 at once")
    queued["errorMessage"] = full
    page.reload()
    expect(row.locator(".note")).to_have_text(full)
    assert row.get_by_text("waits for its turn").count() == 0


def test_the_buttons_of_a_row_are_large_enough_to_tap(page: "Page", web: FakeWeb) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    rows(page, web)
    for button in page.locator("[data-download] .actions button").all():
        box = button.bounding_box()
        assert box and min(box["width"], box["height"]) >= 44, button.inner_text()
