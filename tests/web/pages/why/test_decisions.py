"""Why?, asked of the real application in a real Chromium."""

import random
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from sqlalchemy import Connection

from neonarr.acquisitions import store
from neonarr.acquisitions.judging.ground import ground_for_item
from neonarr.acquisitions.judging.kept import Decision, record
from neonarr.acquisitions.model import State
from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes
from neonarr.decisions.choose import choose_in
from neonarr.library import store as library
from neonarr.library.store import NewItem
from neonarr.profiles.policies import Policies
from neonarr.profiles.seed import seed
from neonarr.releases.model import Release
from neonarr.settings.model import Preferences
from neonarr.storage.db import open_sqlite
from neonarr.storage.migrate import upgrade
from tests.acquisitions.rows import blank
from tests.decisions.make import release
from tests.kit.app import CLAIM_TOKEN, NAME, PASSWORD
from tests.kit.moved_clock import MovedClock
from tests.web.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.real

SHARP = "Heat.1995.1080p.BluRay.x264-GRP"
SHARPER = "Heat.1995.2160p.UHD.BluRay.x265-BIG"
BAD = "Heat.1995.CAM.x264-BAD"
NEW = NewItem(MediaKind.MOVIE, "Heat", year=1995, is_monitored=True)
GB = 1_000_000_000


def offered() -> list[Release]:
    """A thousand, in no order."""
    rest = [f"Heat.1995.720p.WEB-DL.x264-G{n}" for n in range(997)]
    sizes = {SHARP: 9 * GB, SHARPER: 40 * GB}
    found = [
        release(name, size=Bytes(sizes.get(name, 3 * GB)), seeders=20)
        for name in (SHARP, SHARPER, BAD, *rest)
    ]
    random.Random(1).shuffle(found)
    return found


def fill(connection: Connection) -> None:
    """One decision five months ago, by a profile that is gone since."""
    now = MovedClock().now()
    at = now - timedelta(days=150)
    seed(connection)
    item, _ = library.find_or_add(connection, NEW, at)
    story = store.add(connection, blank(State.IMPORTED, item.id, at))
    policies = Policies(lambda: Preferences("/m", "/a", "/d"))
    ground = ground_for_item(connection, policies, item, at, story.id)
    choice = choose_in(offered(), ground.situation)
    made = Decision(story.id, item.id, "heat 1995", ground, choice, at)
    record(connection, made)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("why")
    _filled(folder)
    with served(folder) as url:
        yield url


def _filled(folder: Path) -> None:
    db = open_sqlite(str(folder / "neonarr.db"))
    upgrade(db)
    db.setup(fill)
    db.close()


@pytest.fixture
def asked(page: "Page", address: str) -> "Page":
    """A person who is logged in, at the list of decisions."""
    page.goto(address + "/decisions")
    if page.url.endswith("/setup"):
        page.locator("#token").fill(CLAIM_TOKEN)
    page.locator("#name").fill(NAME)
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/setup" not in url and "/login" not in url)
    page.goto(address + "/decisions")
    return page


def test_why_not_that_one_is_answered_months_later(asked: "Page") -> None:
    asked.get_by_label("Find").fill(BAD)
    # The link follows the text: it leads to the candidate of that name.
    expect(asked.locator(".decision a")).to_have_attribute("href", re.compile(r"\?find=Heat"))
    asked.locator(".decision a").click()
    expect(asked.get_by_role("heading", name="Heat (1995)")).to_be_visible()
    expect(asked.get_by_label("Find a release")).to_have_value(BAD)
    found = asked.locator(".candidate")
    expect(found).to_have_count(1)
    expect(found).to_contain_text("Its quality is CAM; wanted is")
    expect(found).to_contain_text("for good")

    asked.get_by_label("Find a release").fill("Heat.1995.1080p.BluRay-NOBODY")
    expect(asked.get_by_text("That release was not offered")).to_be_visible()

    asked.get_by_label("Find a release").fill("")
    expect(found).to_have_count(50)
    asked.get_by_label("Show").select_option("never")
    asked.get_by_label("Sort by").select_option("size")
    expect(found.first).to_contain_text(SHARPER)
    asked.reload()
    expect(found.first).to_contain_text(SHARPER)


def test_what_if_shows_the_difference(asked: "Page") -> None:
    asked.locator(".decision a").click()
    expect(asked.locator(".why .answer")).to_contain_text(f"Nothing spoke against “{SHARP}”")
    outcome = asked.locator("#what-if-outcome")
    asked.get_by_label("Profile").select_option(label="4K with HDR")
    asked.get_by_role("button", name="Try it").click()
    expect(outcome).to_contain_text("Another one would have been taken.")
    expect(outcome).to_contain_text(f"{SHARPER}, 40.0 GB")
    expect(outcome).to_contain_text("31.0 GB more")

    asked.get_by_label("Profile").select_option(label="1080p (the one that counted)")
    asked.get_by_label("Minimum format score").fill("5")
    asked.get_by_role("button", name="Try it").click()
    expect(outcome).to_contain_text("would not have been taken")
    expect(outcome).to_contain_text("9.0 GB less")

    asked.get_by_label("Minimum format score").fill("0.5")
    asked.get_by_role("button", name="Try it").click()
    expect(asked.locator("#what-if-error")).to_contain_text("whole number")
    expect(outcome).to_be_hidden()


def test_a_thousand_candidates_are_answered_quickly(asked: "Page") -> None:
    asked.locator(".decision a").click()
    expect(asked.get_by_text("1000 of 1000")).to_be_visible()
    took = asked.evaluate(
        """async () => {
          const took = [];
          for (let round = 0; round < 3; round++) {
            const began = performance.now();
            await (await fetch(location.pathname + "?find=g77")).text();
            took.push(performance.now() - began);
          }
          return Math.min(...took);
        }"""
    )
    assert took < 2_000
    asked.locator("a[data-more]").click()
    expect(asked.locator(".candidate")).to_have_count(150)
