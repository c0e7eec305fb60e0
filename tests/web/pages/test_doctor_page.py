"""The doctor's page and the path mappings in a real browser."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.kit.fake_desk import FakeDesk
from tests.kit.fake_web import FakeWeb, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.real


def test_each_finding_shows_all_of_it(page: "Page", web: FakeWeb) -> None:
    page.goto(web.url + "/doctor")
    first = page.locator(".finding").first
    words = first.inner_text()
    for part in ("Paths: qBittorrent", "Error", "Tried", "Came back", "Cause", "Fix"):
        assert part in words
    assert "2 things need you" in page.locator(".page-head").inner_text()
    assert page.get_by_text("SQLite 3.40.1").is_hidden(), "what is fine is folded away"
    page.get_by_text("1 thing is fine").click()
    page.get_by_text("SQLite 3.40.1").wait_for()


def test_one_click_does_it_and_says_so(page: "Page", web: FakeWeb) -> None:
    said = "Saved: what the client calls /downloads is /srv/x here."
    web.answers["/api/v1/doctor/act"] = (200, {"success": True, "message": said})
    page.goto(web.url + "/doctor")
    page.get_by_role("button", name="Save the mapping").click()
    page.locator(".toast", has_text=said).wait_for()
    wanted = {
        "clientId": 3,
        "remotePath": "/downloads",
        "localPath": "/srv/media/qbittorrent/downloads",
    }
    body = {"key": "save_mapping", "parameters": wanted}
    assert ("POST", "/api/v1/doctor/act", body) in web.calls


def test_a_refusal_is_shown(page: "Page", web: FakeWeb) -> None:
    refusal = {"success": False, "error": "It overlaps another.", "code": "invalid"}
    web.answers["/api/v1/doctor/act"] = (400, refusal)
    page.goto(web.url + "/doctor")
    page.get_by_role("button", name="Save the mapping").click()
    page.get_by_role("alert").filter(has_text="It overlaps another.").wait_for()


def test_a_refusal_is_seen_from_the_last_button_of_a_phone(page: "Page", web: FakeWeb) -> None:
    refusal = {"success": False, "error": "It is backed up already.", "code": "invalid"}
    web.answers["/api/v1/doctor/act"] = (400, refusal)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(web.url + "/system")
    page.get_by_role("button", name="Back up now").click()
    expect(page.get_by_text("It is backed up already.")).to_be_in_viewport()


def test_a_first_look_that_fails_no_longer_asks_for_a_moment(browser: "Browser") -> None:
    with serving(FakeDesk(is_empty=True)) as empty:
        busy = {"success": False, "error": "The database is busy. Try again."}
        empty.answers["/api/v1/doctor"] = (503, busy)
        page = browser.new_page()
        page.goto(empty.url + "/doctor")
        expect(page.get_by_role("alert")).to_have_text("The database is busy. Try again.")
        expect(page.get_by_text("One moment")).to_be_hidden()
        page.close()


def test_it_looks_again_when_asked(page: "Page", web: FakeWeb) -> None:
    page.goto(web.url + "/doctor")
    with page.expect_response("**/api/v1/doctor"):
        page.get_by_role("button", name="Look at everything now").click()
    assert ("POST", "/api/v1/doctor", None) in web.calls


def test_the_first_look_is_asked_for_by_the_page(browser: "Browser") -> None:
    with serving(FakeDesk(is_empty=True)) as empty:
        page = browser.new_page()
        with page.expect_response("**/api/v1/doctor"):
            page.goto(empty.url + "/doctor")
        assert ("GET", "/api/v1/doctor", None) in empty.calls
        page.close()


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("path", ["/doctor", "/settings/paths"])
def test_nothing_runs_off_the_side(browser: "Browser", web: FakeWeb, path: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.goto(web.url + path)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()


def test_a_mapping_is_added_changed_and_deleted(page: "Page", web: FakeWeb) -> None:
    page.goto(web.url + "/settings/paths")
    old = page.get_by_role("form", name="Mapping of qBittorrent")
    old.get_by_label("Here it is").fill("/mnt/elsewhere")
    old.get_by_role("button", name="Save").click()
    page.locator(".toast", has_text="Saved").wait_for()
    changed = {"clientId": 3, "remotePath": "/downloads", "localPath": "/mnt/elsewhere"}
    assert ("PUT", "/api/v1/settings/mappings/1", changed) in web.calls
    refusal = {
        "success": False,
        "error": "remotePath must not contain “..”.",
        "field": "remotePath",
        "code": "invalid",
    }
    web.answers["/api/v1/settings/mappings"] = (400, refusal)
    new = page.get_by_role("form", name="New mapping")
    new.get_by_label("The client says").fill("/a/..")
    new.get_by_label("Here it is").fill("/mnt/b")
    new.get_by_role("button", name="Add").click()
    new.get_by_text("must not contain").wait_for()
    assert new.get_by_label("The client says").get_attribute("aria-invalid") == "true"
    old.get_by_role("button", name="Delete").click()
    page.locator(".toast", has_text="Deleted").wait_for()
    assert ("DELETE", "/api/v1/settings/mappings/1", None) in web.calls


def test_a_backup_is_made_from_the_system_page(page: "Page", web: FakeWeb) -> None:
    said = "Backed up to /data/backups/neonarr-20260102-030405.db (42 MB)."
    web.answers["/api/v1/doctor/act"] = (200, {"success": True, "message": said})
    page.goto(web.url + "/system")
    panel = page.get_by_role("region", name="Backups")
    assert "The newest is from 3 h ago, 42.0 MB" in panel.inner_text()
    panel.get_by_role("button", name="Back up now").click()
    page.locator(".toast", has_text=said).wait_for()
    refusal = {"success": False, "error": "No room for it.", "code": "conflict"}
    web.answers["/api/v1/doctor/act"] = (409, refusal)
    panel.get_by_role("button", name="Back up now").click()
    page.get_by_role("alert").filter(has_text="No room for it.").wait_for()
    assert ("POST", "/api/v1/doctor/act", {"key": "back_up", "parameters": {}}) in web.calls
