"""The blocklist in a real browser."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.kit.fake_web import FakeWeb

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.real


def test_a_release_is_allowed_again(page: "Page", web: FakeWeb) -> None:
    web.answers["/api/v3/blocklist/3"] = (200, {})
    page.goto(web.url + "/blocklist")
    entry = page.locator("article", has_text="Gone.1999")
    assert "For good" in entry.inner_text()
    left = [one for one in web.desk.blocked if one["id"] != 3]
    web.changes["/api/v3/blocklist/3"] = lambda: setattr(web.desk, "blocked", left)
    entry.get_by_role("button", name="Allow again").click()
    page.locator(".toast", has_text="Gone.1999.720p.WEB-GRP may be taken again.").wait_for()
    entry.wait_for(state="detached")
    assert ("DELETE", "/api/v3/blocklist/3", None) in web.calls


def test_what_can_not_be_done_is_told(page: "Page", web: FakeWeb) -> None:
    told = "There is no entry 3 in the blocklist."
    web.answers["/api/v3/blocklist/3"] = (404, {"success": False, "error": told})
    page.goto(web.url + "/blocklist")
    page.get_by_role("button", name="Allow again Gone.1999").click()
    page.locator("[data-problem]", has_text=told).wait_for()


def test_a_long_list_grows_where_it_is(page: "Page", web: FakeWeb) -> None:
    """Nobody is thrown back to the top of it."""
    web.desk.blocked = [web.desk.blocked[0] | {"id": number} for number in range(60)]
    page.goto(web.url + "/blocklist")
    page.evaluate("window.isSamePage = true")
    more = page.get_by_role("link", name="Show more (10)")
    more.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    assert before > 0
    more.click()
    expect(page.locator("article")).to_have_count(60)
    expect(more).to_have_count(0)
    assert page.evaluate("window.isSamePage && scrollY") >= before
