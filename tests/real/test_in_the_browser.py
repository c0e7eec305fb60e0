"""A person's first evening: claim, search, grab, watch the bar fill, find it in the library.

The real server, a real swarm, a real Chromium.
"""

import re
import signal
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from neonarr.lab.demo import start_server
from neonarr.lab.server import Server, usable_port
from neonarr.lab.world import FILM, MB, World
from tests.kit.browser import chromium
from tests.kit.server import KILLED_AFTER_S

pytestmark = pytest.mark.real

SIZE, SPEED = 24 * MB, 4 * MB
ARRIVED_MS = 60_000

WATCH_BAR = """(limit) => new Promise((resolve) => {
  const values = [];
  const note = () => {
    const bar = document.querySelector('[role="progressbar"], progress');
    const now = bar && Number(bar.getAttribute("aria-valuenow") ?? bar.value);
    if (bar && values.at(-1) !== now) values.push(now);
    if (now === 100) resolve(values);
  };
  const changes = { subtree: true, attributes: true, childList: true };
  new MutationObserver(note).observe(document.body, changes);
  setTimeout(() => resolve(values), limit);
  note();
})"""
"""Every value the first bar shows until it is full, without a reload."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    built = World(tmp_path_factory.mktemp("lab") / "world", film_size=SIZE, limit_bytes_s=SPEED)
    yield built
    built.close()


@pytest.fixture
def server(world: World, tmp_path: Path) -> Iterator[Server]:
    running = start_server(tmp_path, world, "k" * 32, usable_port(0))
    yield running
    running.stop()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """A claimed server's Home page; nothing on the console is forgiven."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    opened = context.new_page()
    complaints: list[str] = []

    def note(kind: str, text: str) -> None:
        if kind == "error" and server.process.poll() is None:  # a stopped server can't answer
            complaints.append(text)

    opened.on("console", lambda message: note(message.type, message.text))
    opened.on("pageerror", lambda error: note("error", str(error)))
    links = (re.search(r"http\S+token=\S+", line) for line in server.said())
    opened.goto(next(found[0] for found in links if found))
    opened.get_by_label("Your name").fill("admin")
    opened.get_by_label("Password").fill("correct horse battery")
    opened.get_by_role("button", name="Claim this server").click()
    expect(opened).to_have_url(f"{server.url}/")
    yield opened
    context.close()
    assert complaints == []


def _grab_film(page: Page) -> None:
    page.get_by_role("searchbox").fill("Neon Test Card")
    page.keyboard.press("Enter")
    row = page.get_by_role("article").filter(has_text=FILM)
    expect(row.get_by_text("Approved")).to_be_visible()
    expect(page.get_by_text("It has no seeders; the least is 1 seeder.")).to_be_visible()
    row.get_by_role("button", name="Grab").click()


def test_search_grab_and_watch_the_bar_fill(page: Page, server: Server) -> None:
    _grab_film(page)
    page.goto(f"{server.url}/downloads")
    bar = page.get_by_role("progressbar").first
    expect(bar).to_be_visible()
    values = page.evaluate(WATCH_BAR, ARRIVED_MS)
    # Blocks that arrived twice are counted back: at most to the percent before.
    assert all(later >= earlier - 1 for earlier, later in pairwise(values))
    assert values[-1] == 100
    assert any(0 < value < 100 for value in values), f"the bar jumped: {values}"
    expect(page.get_by_text("Imported").first).to_be_visible(timeout=ARRIVED_MS)

    page.goto(f"{server.url}/library")
    expect(page.get_by_text("Neon Test Card (2024)").first).to_be_visible()
    expect(page.get_by_text("hard link").first).to_be_visible()


def test_pause_resume_and_cancel_by_hand(page: Page, server: Server) -> None:
    _grab_film(page)
    page.goto(f"{server.url}/downloads")
    page.get_by_role("button", name=re.compile("^Pause (?!all)")).click()
    expect(page.get_by_text("Paused").first).to_be_visible(timeout=ARRIVED_MS)
    page.get_by_role("button", name=re.compile("^Resume (?!all)")).click()
    page.get_by_role("button", name=re.compile("^Pause (?!all)")).wait_for(timeout=ARRIVED_MS)
    page.get_by_role("button", name=re.compile("^Cancel")).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=re.compile("delete|cancel", re.I)).last.click()
    expect(page.get_by_role("progressbar")).to_have_count(0, timeout=ARRIVED_MS)


def test_a_live_page_and_a_download_do_not_hold_up_the_end(page: Page, server: Server) -> None:
    _grab_film(page)
    page.goto(f"{server.url}/downloads")
    expect(page.get_by_role("progressbar").first).to_be_visible()
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(KILLED_AFTER_S) == 0
