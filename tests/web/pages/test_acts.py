"""What a person does on the pages reaches the API, and its refusals reach the person."""

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from neonarr.settings.model import MOVIE_FILE_FORMAT
from tests.kit.fake_samples import SCRIPT_NAME
from tests.kit.fake_web import FIRST, FakeWeb

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.real


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
    dialog.get_by_role("checkbox", name="Also delete").check()
    assert "are deleted" in dialog.inner_text()
    dialog.get_by_role("button", name="Yes, cancel it").click()
    page.locator(".toast", has_text="is removed").wait_for()
    assert ("DELETE", f"/api/v3/download/{FIRST}?deleteFiles=true", None) in web.calls


def test_another_release_is_taken_instead(page: "Page", web: FakeWeb) -> None:
    page.goto(web.url + "/downloads")
    page.locator(f'[data-download="{FIRST}"]').get_by_role("button", name="Cancel").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("checkbox", name="Take another release instead").check()
    assert "goes on the blocklist" in dialog.inner_text()
    assert dialog.get_by_role("checkbox", name="Also delete").is_disabled()
    dialog.get_by_role("button", name="Yes, cancel it").click()
    page.locator(".toast", has_text="Another release of Night Tide (1961)").wait_for()
    assert ("DELETE", f"/api/v3/download/{FIRST}?blocklist=true", None) in web.calls


def test_pause_and_what_the_server_refuses(page: "Page", web: FakeWeb) -> None:
    path = f"/api/v1/download/pause/{1:040x}"
    web.answers[path] = (409, {"success": False, "error": "It is finished.", "code": "conflict"})
    page.clock.install()
    page.goto(web.url + "/downloads")
    page.locator(f'[data-download="{FIRST}"]').get_by_role("button", name="Pause").click()
    refused = page.locator(".toast", has_text="It is finished.")
    refused.wait_for()
    assert ("POST", path, None) in web.calls
    page.clock.run_for(60_000)
    expect(refused).to_be_visible()  # nobody may have looked when it came
    refused.get_by_role("button", name="Close").click()
    expect(refused).to_have_count(0)


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
    titles = [results.nth(n).locator("h3").text_content() for n in range(5)]
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


def test_templates_are_tried_while_they_are_typed(page: "Page", web: FakeWeb) -> None:
    web.answers["/api/v1/naming/examples"] = (
        200,
        {
            "examples": {"movieFolderFormat": "Tried (2019)", "albumFolderFormat": "A/B",
                         "trackFileFormat": "01.flac"},
            "problems": {"movieFileFormat": "There is no such token here."},
        },
    )  # fmt: skip
    page.goto(web.url + "/settings/naming")
    shown = page.locator('[data-example="movieFileFormat"]')
    expect(shown).to_have_text("The Paper Moth - Part Two (2019) [Bluray-1080p].mkv")
    page.get_by_label("Movie file").fill("{Movie Titel}")
    expect(shown).to_have_text("There is no such token here.")
    expect(page.locator('[data-example="movieFolderFormat"]')).to_have_text("Tried (2019)")

    web.answers["/api/v1/naming/import"] = (
        201,
        {"success": True, "formats": [{"name": "movieFileFormat", "variant": "plex-tmdb",
                                       "format": "{Movie Title} x"}]},
    )  # fmt: skip
    page.get_by_label("Address or JSON").fill("nonsense")
    page.get_by_role("button", name="Import").click()
    page.get_by_text("neither an address nor JSON").wait_for()
    page.get_by_label("Address or JSON").fill('{"file": {}}')
    page.get_by_label("Variant").fill("plex-tmdb")
    page.get_by_role("button", name="Import").click()
    page.locator(".toast", has_text="Set plex-tmdb").wait_for()
    assert page.get_by_label("Movie file").input_value() == "{Movie Title} x"
    sent = next(call for call in web.calls if call[0] == "POST")
    assert sent == ("POST", "/api/v1/naming/import?variant=plex-tmdb", {"file": {}})

    page.get_by_role("button", name="As they were at first").click()
    with page.expect_response("**/preferences"):
        page.get_by_role("button", name="Save").click()
    assert web.calls[-1][2]["movieFileFormat"] == MOVIE_FILE_FORMAT


def test_words_in_names_are_added_and_deleted(page: "Page", web: FakeWeb) -> None:
    page.goto(web.url + "/settings/choosing")
    new = page.get_by_role("form", name="New words")
    new.get_by_label("Name").fill("Good ones")
    new.get_by_label("Required").fill("REMUX\n/x26[45]/")
    new.get_by_label("Tags").fill("kids, 4k")
    with page.expect_response("**/api/v1/terms"):
        new.get_by_role("button", name="Add").click()
    assert web.calls[-1][:2] == ("POST", "/api/v1/terms")
    sent = web.calls[-1][2]
    assert (sent["name"], sent["enabled"]) == ("Good ones", True)
    assert sent["required"] == ["REMUX", "/x26[45]/"]
    page.locator(".toast", has_text="Saved").wait_for()

    kept = page.get_by_role("form", name="Words: No HDR")
    with page.expect_response("**/api/v1/terms/1"):
        kept.get_by_role("button", name="Delete").click()
    assert web.calls[-1][:2] == ("DELETE", "/api/v1/terms/1")


def test_the_key_is_shown_when_asked(page: "Page", web: FakeWeb) -> None:
    page.goto(web.url + "/settings/security")
    field = page.get_by_label("API key")
    assert re.fullmatch("•+", field.input_value())
    page.get_by_role("button", name="Show").click()
    assert field.input_value() == "0123456789abcdef" * 2
    page.get_by_role("button", name="Hide").click()
    assert re.fullmatch("•+", field.input_value())
