"""How the pages look and weigh in a real Chromium: phone, keyboard, motion, words."""

import json
from typing import TYPE_CHECKING, Any

import pytest

from neonarr.web import wording
from tests.kit.fake_web import FakeWeb, wait_live
from tests.web.pages.thumbs import too_small

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.real

PAGES = [
    "/",
    "/search",
    "/search?q=night+tide",
    "/downloads",
    "/library",
    "/decisions",
    "/blocklist",
    "/decisions/2",
    "/decisions/3",
    "/decisions/3?find=nobody",
    "/settings/indexers",
    "/settings/indexers/new",
    "/settings/download-clients/4",
    "/settings/folders",
    "/settings/naming",
    "/settings/downloads",
    "/settings/choosing",
    "/settings/security",
    "/settings/download-clients",
    "/settings/vpn",
    "/settings/vpn/new",
    "/settings/paths",
    "/system",
    "/doctor",
    "/downloads?tab=moving",
    "/import",
    "/import?path=/elsewhere",
    "/parse",
    "/parse?name=The.Night.Tide.AKA.La.Marea.1961.REPACK.MULTi.2160p.UHD.BluRay.REMUX.HEVC-GRP",
    f"/parse?name={'x' * 400}.1999.1080p.WEB-DL-GRP",
    "/login",
    "/setup",
]

THUMBED = ["/", "/login", "/setup", "/error"] + [
    path
    for path in PAGES
    if path.startswith(("/downloads", "/library", "/import", "/block", "/system", "/doctor"))
    or path.startswith("/settings")
]


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_a_phone(page: "Page", web: FakeWeb, path: str) -> None:
    page.goto(web.url + path)
    if path.startswith("/search?"):
        page.locator(".result").nth(4).wait_for()
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        beyond = page.evaluate(
            """() => [...document.querySelectorAll("body *")].filter((e) => {
                 const box = e.getBoundingClientRect();
                 return box.width > 1 && box.right > innerWidth + 0.5
                   && !e.closest(".visually-hidden") && !e.closest(".side a");
               }).map((e) => e.outerHTML.slice(0, 120))"""
        )
        assert beyond == []


@pytest.mark.parametrize("path", THUMBED)
def test_everything_to_press_is_as_large_as_a_thumb(page: "Page", web: FakeWeb, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(web.url + path)
    assert too_small(page) == []
    cut = page.evaluate(
        """() => [...document.querySelectorAll(".button")]
             .filter((e) => e.checkVisibility() && e.scrollWidth > e.clientWidth)
             .map((e) => e.outerHTML.slice(0, 99))"""
    )
    assert cut == []


@pytest.mark.parametrize("path", ["/settings/indexers", "/settings/naming", "/settings/security"])
def test_on_a_phone_the_menu_of_settings_is_one_row(page: "Page", web: FakeWeb, path: str) -> None:
    """It slides, what is open is in sight, and the page itself does not become wider."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(web.url + path)
    menu = page.get_by_role("navigation", name="Settings").bounding_box()
    here = page.locator(".side [aria-current]").bounding_box()
    assert menu and here and menu["height"] < 60
    assert here["x"] >= 0 and here["x"] + here["width"] <= 390


def test_the_api_key_can_be_read_on_a_phone(page: "Page", web: FakeWeb) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(web.url + "/settings/security")
    page.get_by_role("button", name="Show").click()
    key = page.get_by_label("API key")
    assert len(key.input_value()) == 32
    assert key.evaluate("e => e.scrollWidth <= e.clientWidth")


@pytest.mark.parametrize("path", PAGES)
def test_everything_to_act_with_is_reached_by_keyboard(
    page: "Page", web: FakeWeb, path: str
) -> None:
    """Tab goes to each visible control, and each shows where the focus is."""
    page.goto(web.url + path)
    page.evaluate("document.activeElement.blur()")
    wanted = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, input, select, summary, textarea")]
             .filter((e) => e.checkVisibility() && !e.disabled && e.type !== "hidden"
               && !(e.type === "radio" && !e.checked) && !e.closest(".empty[hidden]")).length"""
    )
    seen = set()
    within = 3 * page.locator("input[type=date]").count()  # day, month, year and a button
    for _ in range(min(wanted, 60) + 2 + within):
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
    scores = [-20, 0, 100]
    percents = [None, 0, 0.4, 63.4, 99.9, 100]
    page.goto(web.url + "/login")
    told = page.evaluate(
        """async ([counts, seconds, hours, percents, scores]) => {
          const f = await import("/static/js/format.js");
          return JSON.stringify([counts.map(f.size), counts.map(f.speed), seconds.map(f.duration),
            hours.map(f.age), percents.map(f.percent), scores.map(f.signed), f.STATES]);
        }""",
        [counts, seconds, hours, percents, scores],
    )
    assert json.loads(told) == [
        [wording.size(c) for c in counts],
        [wording.speed(c) for c in counts],
        [wording.duration(s) for s in seconds],
        [wording.age(h) for h in hours],
        [wording.percent(p) for p in percents],
        [wording.signed(s) for s in scores],
        {state: list(words) for state, words in wording.STATES.items()},
    ]
