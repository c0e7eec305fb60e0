"""The pages move with the server, without a reload, also when it was away."""

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.kit.fake_desk import FakeDesk
from tests.kit.fake_samples import SCRIPT_NAME
from tests.kit.fake_web import FIRST, FakeWeb, serving, wait_live

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.real


def test_a_bar_moves_without_a_reload(page: "Page", web: FakeWeb) -> None:
    page.goto(web.url + "/downloads")
    wait_live(page)
    page.evaluate("window.isSamePage = true")
    row = page.locator(f'[data-download="{FIRST}"]')
    bar = row.get_by_role("progressbar")
    assert bar.get_attribute("value") == "63.4"
    size = 18_200_000_000
    move = {
        "id": FIRST,
        "status": "downloading",
        "progress": 71.25,
        "downSpeed": 30_000_000,
        "upSpeed": 0,
        "etaSeconds": 61,
        "seeds": 50,
        "peers": 1,
        "ratio": 0.1,
        "sizeBytes": size,
        "sizeLeft": size // 4,
    }
    web.push("progress", {"downloads": [move]})
    expect(bar).to_have_js_property("value", 71.25)
    for words in ("71%", "↓ 30.0 MB/s", "1 min left", "50 seeds, 1 peer", "13.7 GB of 18.2 GB"):
        expect(row).to_contain_text(words)
    expect(row).not_to_contain_text("1.2 MB/s")
    expect(page.locator("[data-total=down]")).to_have_text("30.0 MB/s")
    assert page.evaluate("window.isSamePage")


def test_a_state_changes_what_a_row_is(page: "Page", web: FakeWeb) -> None:
    page.goto(web.url + "/downloads")
    wait_live(page)
    row = page.locator(f'[data-download="{FIRST}"]')
    row.locator("summary").click()
    row.get_by_role("button", name="Cancel").focus()
    web.desk.rows[0] |= {"status": "paused", "canPause": False, "canResume": True}
    web.push("state", {"id": 1, "downloadId": FIRST, "state": "paused", "label": "Night Tide"})
    row.get_by_role("button", name="Resume").wait_for()
    assert row.locator(".chip").inner_text() == "Paused"
    assert row.locator("details").evaluate("e => e.open")
    assert page.locator("article.download").count() == 11


def test_figures_change_and_nothing_moves(page: "Page", web: FakeWeb) -> None:
    """On the narrowest screen and the widest: what slides away under a thumb is pressed wrongly."""
    size = 18_200_000_000
    figures = [(0, 0, None, 0), (999_000, 1, 59, 1), (100_000_000, 33_000_000, 400_000, 1234)]
    page.goto(web.url + "/downloads")
    wait_live(page)
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(
            """() => {
              window.moved = [];
              new PerformanceObserver((list) => {
                for (const one of list.getEntries()) if (!one.hadRecentInput)
                  window.moved.push([one.value, one.sources.map((s) => s.node?.outerHTML)]);
              }).observe({ type: "layout-shift" });
            }"""
        )
        page.wait_for_timeout(600)  # a new size counts as input so long
        for down, up, eta, seeds in figures:
            move = {"id": FIRST, "status": "downloading", "progress": 70, "downSpeed": down}
            move |= {"upSpeed": up, "etaSeconds": eta, "seeds": seeds, "peers": seeds}
            move |= {"sizeBytes": size, "sizeLeft": size // (seeds + 1)}
            web.push("progress", {"downloads": [move]})
            row = page.locator(f'[data-download="{FIRST}"]')
            expect(row.locator('[data-field="peers"]')).to_contain_text(f"{seeds} seed")
            page.evaluate("() => new Promise((done) => setTimeout(done, 100))")
        assert page.evaluate("window.moved") == []


def test_a_row_keeps_what_is_open_and_where_the_focus_is(page: "Page", web: FakeWeb) -> None:
    page.goto(web.url + "/downloads")
    wait_live(page)
    row = page.locator(f'[data-download="{FIRST}"]')
    row.locator("summary").click()
    cancel = row.get_by_role("button", name="Cancel")
    cancel.focus()
    web.desk.rows[0] |= {"status": "warning", "errorMessage": "No seeds.", "canRetry": True}
    web.push("state", {"id": 1, "downloadId": FIRST, "state": "warning", "label": "Night Tide"})
    row.get_by_role("button", name="Retry").wait_for()
    assert row.locator("details").evaluate("e => e.open")
    expect(cancel).to_be_focused()
    web.desk.rows[0] |= {"status": "downloading", "errorMessage": "", "canRetry": False}
    web.push("state", {"id": 2, "downloadId": FIRST, "state": "downloading", "label": "Night Tide"})
    expect(row.locator(".note")).to_have_count(0)
    assert row.locator("details").evaluate("e => e.open")
    expect(cancel).to_be_focused()


def test_the_focus_stays_near_what_goes(page: "Page", web: FakeWeb) -> None:
    """Nobody with a keyboard begins again at the top because a row is gone."""
    page.goto(web.url + "/downloads")
    wait_live(page)
    second = page.locator("article.download").nth(1)
    name = second.get_attribute("data-download")
    page.locator("article.download").first.get_by_role("button", name="Cancel").press("Enter")
    expect(page.locator("#cancel-dialog")).to_be_visible()
    del web.desk.rows[0]
    web.push("state", {"id": 1, "downloadId": FIRST, "state": "removed", "label": "Night Tide"})
    expect(page.locator("article.download").first).to_have_attribute("data-download", str(name))
    page.keyboard.press("Escape")
    expect(page.locator("article.download").first.locator("summary")).to_be_focused()


def test_a_countdown_is_never_set_back_to_words(page: "Page", web: FakeWeb) -> None:
    page.goto(web.url + "/system")
    time = page.locator("time[data-until]").first
    expect(time).to_have_text(re.compile(r"in \d+:\d\d"))
    told = page.evaluate(
        """async () => {
          const { refresh } = await import("/static/js/regions.js");
          await refresh();
          return document.querySelector("time[data-until]").textContent;
        }"""
    )
    assert re.fullmatch(r"in \d+:\d\d", told)


def test_a_new_download_appears_and_a_finished_one_is_told(page: "Page", web: FakeWeb) -> None:
    page.goto(web.url + "/")
    wait_live(page)
    web.desk.rows.insert(0, web.desk.rows[0] | {"id": "new", "label": "Nosferatu (1922)"})
    web.push("state", {"id": 1, "downloadId": "new", "state": "grabbing", "label": "Nosferatu"})
    page.get_by_role("heading", name="Nosferatu (1922)").wait_for()
    web.push("state", {"id": 2, "downloadId": "x", "state": "imported", "label": SCRIPT_NAME})
    page.locator(".toast", has_text=SCRIPT_NAME).wait_for()
    assert page.evaluate("window.hacked === undefined")


def test_the_page_waits_for_a_server_that_is_away(page: "Page") -> None:
    desk = FakeDesk()
    with serving(desk) as web:
        page.goto(web.url + "/downloads")
        wait_live(page)
    page.locator('[data-live="reconnecting"]').wait_for()
    desk.rows[0] |= {"status": "failed", "errorMessage": "The disk is full."}
    with serving(desk, port=int(web.url.rsplit(":", 1)[1])):
        page.get_by_text("The disk is full.").wait_for()
        wait_live(page)


def test_the_page_is_true_again_after_its_stream_was_cut(page: "Page", web: FakeWeb) -> None:
    page.goto(web.url + "/downloads")
    wait_live(page)
    before = web.streams
    web.desk.rows[0] |= {"status": "imported", "canPause": False, "canCancel": False}
    web.cut += 1
    page.locator(f'[data-download="{FIRST}"] .chip', has_text="Imported").wait_for()
    wait_live(page)
    assert web.streams > before
