"""The pages in a real Chromium, served by the fake web."""

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from tests.kit.browser import chromium
from tests.kit.fake_desk import FakeDesk
from tests.kit.fake_samples import SCRIPT_NAME
from tests.kit.fake_web import FakeWeb, serving

from neonarr.web import wording

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.real

PAGES = [
    "/",
    "/search",
    "/search?q=night+tide",
    "/downloads",
    "/library",
    "/settings/indexers",
    "/settings/indexers/new",
    "/settings/download-clients/4",
    "/settings/folders",
    "/settings/downloads",
    "/settings/security",
    "/system",
    "/login",
    "/setup",
]
FIRST = "00000000-0000-0000-0000-000000000001"


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def web() -> Iterator[FakeWeb]:
    with serving(FakeDesk()) as served:
        yield served


@pytest.fixture
def page(browser: "Browser") -> Iterator["Page"]:
    """A page that fails the test if anything complains in its console."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda m: complaints.append(m.text) if m.type != "log" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("dialog", lambda dialog: dialog.accept())
    yield opened
    context.close()
    assert [c for c in complaints if "net::ERR" not in c and "status of" not in c] == []


def wait_live(page: "Page") -> None:
    page.locator('[data-live-dot][data-live="connected"]').wait_for(timeout=5000)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_a_phone(page: "Page", web: FakeWeb, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(web.url + path)
    if path.startswith("/search?"):
        page.locator(".result").nth(4).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    beyond = page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter((e) => {
             const box = e.getBoundingClientRect();
             return box.width > 1 && box.right > 390.5 && !e.closest(".visually-hidden");
           }).map((e) => e.outerHTML.slice(0, 120))"""
    )
    assert beyond == []


@pytest.mark.parametrize("path", PAGES)
def test_everything_to_act_with_is_reached_by_keyboard(
    page: "Page", web: FakeWeb, path: str
) -> None:
    """Tab goes to each visible control, and each shows where the focus is."""
    page.goto(web.url + path)
    page.evaluate("document.activeElement.blur()")
    wanted = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, input, select, summary")]
             .filter((e) => e.checkVisibility() && !e.disabled && e.type !== "hidden"
               && !(e.type === "radio" && !e.checked) && !e.closest(".empty[hidden]")).length"""
    )
    seen = set()
    for _ in range(min(wanted, 60) + 2):
        page.keyboard.press("Tab")
        told = page.evaluate(
            """() => {
              const e = document.activeElement;
              if (e === document.body) return null;
              e.dataset.tabbed ??= Math.random();
              const rings = [e, e.nextElementSibling, e.closest(".search-box")].filter(Boolean);
              const ring = (one) => getComputedStyle(one);
              const shows = (s) => s.outlineStyle !== "none" || s.boxShadow !== "none";
              return [e.dataset.tabbed, rings.map(ring).some(shows), e.outerHTML.slice(0, 99)];
            }"""
        )
        if told:
            assert told[1], f"no focus ring on {told[2]}"
            seen.add(told[0])
    assert len(seen) >= min(wanted, 60)


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
        assert words in row.inner_text()
    assert "1.2 MB/s" not in row.inner_text()
    assert page.locator("[data-total=down]").inner_text() == "30.0 MB/s"
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


def test_cancel_asks_and_says_what_happens_to_the_files(page: "Page", web: FakeWeb) -> None:
    page.goto(web.url + "/downloads")
    button = page.locator(f'[data-download="{FIRST}"]').get_by_role("button", name="Cancel")
    dialog = page.get_by_role("dialog")
    button.click()
    assert "Cancel Night Tide (1961)?" in dialog.inner_text()
    assert "stay in the downloads folder" in dialog.inner_text()
    page.keyboard.press("Escape")
    assert not [call for call in web.calls if call[0] == "DELETE"]
    button.click()
    dialog.get_by_role("checkbox").check()
    assert "are deleted" in dialog.inner_text()
    dialog.get_by_role("button", name="Yes, cancel it").click()
    page.locator(".toast", has_text="is removed").wait_for()
    assert ("DELETE", f"/api/v3/download/{FIRST}?deleteFiles=true", None) in web.calls


def test_pause_and_what_the_server_refuses(page: "Page", web: FakeWeb) -> None:
    path = f"/api/v1/download/pause/{1:040x}"
    web.answers[path] = (409, {"success": False, "error": "It is finished.", "code": "conflict"})
    page.goto(web.url + "/downloads")
    page.locator(f'[data-download="{FIRST}"]').get_by_role("button", name="Pause").click()
    page.locator(".toast", has_text="It is finished.").wait_for()
    assert ("POST", path, None) in web.calls


def test_a_magnet_can_be_added(page: "Page", web: FakeWeb) -> None:
    page.goto(web.url + "/downloads")
    page.get_by_label("Magnet link").fill("http://example.test/x.torrent")
    page.keyboard.press("Enter")
    page.get_by_text("That is no magnet link").wait_for()
    page.get_by_label("Magnet link").fill("magnet:?xt=urn:btih:" + "a" * 40)
    with page.expect_response("**/api/v1/download/request"):
        page.keyboard.press("Enter")
    assert web.calls[-1][2] == {"magnet": "magnet:?xt=urn:btih:" + "a" * 40}


def test_search_streams_in_with_a_line_per_indexer_and_every_rejection(
    page: "Page", web: FakeWeb
) -> None:
    page.goto(web.url + "/system")
    page.keyboard.press("/")
    page.wait_for_url("**/search")
    page.keyboard.type("night tide")
    page.keyboard.press("Enter")
    page.locator(".source", has_text="5 results in 212 ms").wait_for()
    failed = page.locator(".source", has_text="Jackett at home")
    assert "Answered 429" in failed.inner_text()
    results = page.locator("#results .result")
    titles = [results.nth(n).locator("h3").inner_text() for n in range(5)]
    assert titles[0] == "Night.Tide.1961.1080p.BluRay.x264-GRP"
    assert titles[4] == SCRIPT_NAME
    assert page.get_by_text("Nobody has it: 0 seeders").count() == 2
    assert page.get_by_text("61.7 GB is more than").is_visible()
    assert "In your library" in page.locator("#in-library").inner_text()
    assert page.url.endswith("/search?q=night+tide&category=all")
    assert page.evaluate("window.hacked === undefined")
    page.get_by_label("Only what passes every rule").check()
    assert results.count() == 3


def test_one_tap_grabs_and_the_button_follows_the_state(page: "Page", web: FakeWeb) -> None:
    web.answers["/api/v3/download"] = (201, {"id": FIRST, "status": "queued"})
    page.goto(web.url + "/search?q=night+tide&category=movies")
    first = page.locator("#results .result").first
    first.get_by_role("button", name="Grab").click()
    first.get_by_role("status").get_by_text("Queued").wait_for()
    assert ("POST", "/api/v3/download", {"guid": "offer-4", "indexerId": 7}) in web.calls
    web.push("state", {"id": 1, "downloadId": FIRST, "state": "downloading", "label": "x"})
    first.get_by_text("Downloading").wait_for()


def test_an_expired_result_says_so_beside_its_button(page: "Page", web: FakeWeb) -> None:
    web.answers["/api/v3/download"] = (404, {"message": "That result has expired: search again."})
    page.goto(web.url + "/search?q=night+tide")
    first = page.locator("#results .result").first
    first.get_by_role("button", name="Grab").click()
    first.get_by_text("search again").wait_for()
    assert first.get_by_role("button", name="Grab").is_enabled()


def test_a_search_that_finds_nothing_says_what_to_do(page: "Page", web: FakeWeb) -> None:
    page.goto(web.url + "/search?q=nothing")
    page.get_by_text("Nobody offers that").wait_for()


def test_the_library_follows_the_filter(page: "Page", web: FakeWeb) -> None:
    page.goto(web.url + "/library")
    page.get_by_label("Filter by name").press_sequentially("prelinger film 63")
    expect(page.locator(".entry")).to_have_count(1)
    assert page.url.endswith("?q=prelinger%20film%2063")
    assert page.get_by_label("Filter by name").input_value() == "prelinger film 63"


def test_a_service_is_tested_and_saved(page: "Page", web: FakeWeb) -> None:
    web.answers["/api/v1/settings/adapters/test"] = (
        200,
        {"success": True, "ok": True, "message": "It answers.", "facts": {"Version": "5.0.4"}},
    )
    page.goto(web.url + "/settings/download-clients/4")
    page.get_by_label("User name").fill("root")
    page.get_by_role("button", name="Test").click()
    page.get_by_text("It answers.").wait_for()
    assert page.locator("dl", has_text="5.0.4").is_visible()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/settings/download-clients")
    _, path, body = next(call for call in web.calls if call[0] == "PUT")
    assert path == "/api/v1/settings/adapters/4"
    assert body["settings"]["password"] == "********"
    assert body["settings"]["username"] == "root"
    assert body["settings"]["timeout_s"] == 30
    assert body["settings"]["use_tls"] is False


def test_a_refused_field_says_why_beside_itself(page: "Page", web: FakeWeb) -> None:
    refusal = {"success": False, "error": "That is no address.", "code": "invalid", "field": "url"}
    web.answers["/api/v1/settings/adapters"] = (400, refusal)
    page.goto(web.url + "/settings/indexers/new?kind=torznab")
    page.get_by_role("button", name="Save").click()
    assert page.get_by_label("Address").get_attribute("aria-invalid") == "true"
    page.get_by_label("Address").fill("nonsense")
    page.get_by_label("API key").fill("k")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("That is no address.").wait_for()
    assert page.evaluate("document.activeElement.name") == "settings.url"


def test_unsaved_changes_are_not_lost_by_accident(browser: "Browser", web: FakeWeb) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.goto(web.url + "/settings/downloads")
    page.get_by_label("Downloads at once").fill("7")
    with page.expect_event("dialog"):
        page.get_by_role("link", name="Home").click()
    assert asked == ["beforeunload"]
    assert page.url.endswith("/settings/downloads")
    with page.expect_response("**/preferences"):
        page.get_by_role("button", name="Save").click()
    assert web.calls[-1][2]["maxActiveDownloads"] == 7
    assert "engineListen" not in web.calls[-1][2], "what the environment fixes is not sent"
    page.locator(".toast", has_text="Saved").wait_for()
    page.get_by_role("link", name="Home").click()
    page.wait_for_url(web.url + "/")
    context.close()


def test_motion_stops_for_those_who_ask(browser: "Browser", web: FakeWeb) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(web.url + "/downloads")
    moving = page.evaluate("document.getAnimations().length")
    context.close()
    assert moving == 0


def test_the_first_page_weighs_little(browser: "Browser", web: FakeWeb) -> None:
    """Everything Home loads, uncompressed: HTML, styles, scripts, icons."""
    context = browser.new_context()
    page = context.new_page()
    weights: dict[str, int] = {}

    def weigh(response: Any) -> None:
        if "/api/" not in response.url:
            weights[response.url] = len(response.body())

    page.on("requestfinished", lambda request: weigh(request.response()))
    page.goto(web.url + "/", wait_until="load")
    wait_live(page)
    context.close()
    assert len(weights) >= 10
    assert sum(weights.values()) <= 150_000, weights


def test_scripts_and_templates_say_the_same_words(page: "Page", web: FakeWeb) -> None:
    counts = [None, 0, 1, 812, 999, 999_499, 1_000_000, 99_949_999, 4_231_000_000, 7.3e15]
    seconds = [None, 0, 42, 59.9, 60, 3599, 3600, 3700, 86_399, 86_400, 400_000]
    hours = [None, 0.4, 1, 30, 48, 24 * 364, 24 * 800]
    percents = [None, 0, 0.4, 63.4, 99.9, 100]
    page.goto(web.url + "/login")
    told = page.evaluate(
        """async ([counts, seconds, hours, percents]) => {
          const f = await import("/static/js/format.js");
          return JSON.stringify([counts.map(f.size), counts.map(f.speed), seconds.map(f.duration),
            hours.map(f.age), percents.map(f.percent), f.STATES]);
        }""",
        [counts, seconds, hours, percents],
    )
    assert json.loads(told) == [
        [wording.size(c) for c in counts],
        [wording.speed(c) for c in counts],
        [wording.duration(s) for s in seconds],
        [wording.age(h) for h in hours],
        [wording.percent(p) for p in percents],
        {state: list(words) for state, words in wording.STATES.items()},
    ]


def test_the_key_is_shown_when_asked(page: "Page", web: FakeWeb) -> None:
    page.goto(web.url + "/settings/security")
    field = page.get_by_label("API key")
    assert re.fullmatch("•+", field.input_value())
    page.get_by_role("button", name="Show").click()
    assert field.input_value() == "0123456789abcdef" * 2
    page.get_by_role("button", name="Hide").click()
    assert re.fullmatch("•+", field.input_value())
