"""A browser and a set of pages to look at with it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.kit.browser import chromium
from tests.kit.fake_desk import FakeDesk
from tests.kit.fake_web import FakeWeb, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


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
