"""Importing by hand in a real browser."""

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.kit.fake_imports import CANDIDATES
from tests.kit.fake_web import FakeWeb, wait_live

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.real
PLACE = "/api/v1/import"


def card(page: "Page", number: int) -> "Locator":
    return page.locator("[data-import]").nth(number)


def test_each_candidate_shows_the_guess_the_reasons_and_how_sure_it_is(
    page: "Page", web: FakeWeb
) -> None:
    page.goto(web.url + "/import")
    for number, (shown, sure) in enumerate(
        zip(CANDIDATES, ("Sure", "Likely", "You must say"), strict=True)
    ):
        words = card(page, number).inner_text()
        assert {shown["name"], shown["path"], sure} <= set(words.replace(",", "\n").split("\n"))
        for reason in shown["reasons"]:
            assert reason in words
    assert card(page, 0).get_by_label("Title").input_value() == "Heat"
    assert card(page, 1).get_by_label("Artist").input_value() == "Joni Mitchell"
    assert card(page, 1).get_by_label("Quality").filter(visible=True).input_value() == "FLAC"


def test_a_guess_is_confirmed_in_one_click(page: "Page", web: FakeWeb) -> None:
    one = CANDIDATES[0]["id"]
    web.answers[PLACE] = (200, {"success": True, "results": [{"id": one, "success": True}]})
    page.goto(web.url + "/import")
    card(page, 0).get_by_role("button", name="Import").click()
    page.locator(".toast", has_text="on its way into the library").wait_for()
    wanted = {"id": one, "itemId": 4, "slot": "main", "quality": "Bluray-1080p"}
    assert ("POST", PLACE, {"imports": [wanted]}) in web.calls


def test_a_wrong_guess_is_mended_first(page: "Page", web: FakeWeb) -> None:
    one = CANDIDATES[0]["id"]
    refusal = {"id": one, "success": False, "error": "It is from another year.", "field": "year"}
    web.answers[PLACE] = (200, {"success": True, "results": [refusal]})
    page.goto(web.url + "/import")
    card(page, 0).get_by_label("Title").fill("Ronin")
    card(page, 0).get_by_label("Year").fill("1998")
    card(page, 0).get_by_label("Year").press("Enter")
    page.locator(".error", has_text="It is from another year.").wait_for()
    told = {"kind": "movie", "title": "Ronin", "artist": None, "year": 1998}
    wanted = {"id": one, "quality": "Bluray-1080p", "slot": "main", **told}
    assert ("POST", PLACE, {"imports": [wanted]}) in web.calls


def sent(web: FakeWeb) -> list[dict[str, Any]]:
    [body] = [body for method, path, body in web.calls if (method, path) == ("POST", PLACE)]
    return list(body["imports"])


def test_kind_and_version_are_changed(page: "Page", web: FakeWeb) -> None:
    one = CANDIDATES[0]["id"]
    web.answers[PLACE] = (200, {"success": True, "results": [{"id": one, "success": True}]})
    page.goto(web.url + "/import")
    heat = card(page, 0)
    assert not heat.get_by_label("Artist").is_visible()
    heat.get_by_label("Version").select_option("4K")
    heat.get_by_label("Kind").select_option("Album")
    assert heat.get_by_label("Title").get_attribute("list") == "known-album"
    heat.get_by_label("Artist").fill("Heat")
    heat.get_by_label("Quality").filter(visible=True).select_option("MP3-320")
    heat.get_by_role("button", name="Import").click()
    page.locator(".toast", has_text="on its way into the library").wait_for()
    told = {"kind": "album", "title": "Heat", "artist": "Heat", "year": 1995, "slot": "4K"}
    assert sent(web) == [{"id": one, "quality": "MP3-320", **told}]


def test_what_is_being_said_stays_while_the_page_changes_by_itself(
    page: "Page", web: FakeWeb
) -> None:
    one = CANDIDATES[0]["id"]
    refusal = {"id": one, "success": False, "error": "It is from another year.", "field": "year"}
    web.answers[PLACE] = (200, {"success": True, "results": [refusal]})
    page.goto(web.url + "/import")
    wait_live(page)
    heat = card(page, 0)
    heat.get_by_label("Kind").select_option("Album")
    heat.get_by_label("Artist").fill("Heat")
    heat.get_by_role("button", name="Import").click()
    told = heat.locator(".error:visible")
    expect(told).to_have_text(refusal["error"])
    web.desk.candidates[0]["reasons"] = ["A reason found just now."]
    web.push("notice", {"message": "Something changed."})
    expect(heat).to_contain_text("A reason found just now.")
    expect(told).to_have_text(refusal["error"])
    expect(heat.get_by_label("Year")).to_have_attribute("aria-invalid", "true")
    expect(heat.get_by_label("Title")).to_have_attribute("list", "known-album")
    expect(heat.get_by_label("Artist")).to_have_value("Heat")


def test_another_version_of_the_guess_is_still_the_guess(page: "Page", web: FakeWeb) -> None:
    one = CANDIDATES[0]["id"]
    web.answers[PLACE] = (200, {"success": True, "results": [{"id": one, "success": True}]})
    page.goto(web.url + "/import")
    card(page, 0).get_by_label("Version").select_option("4K")
    card(page, 0).get_by_role("button", name="Import").click()
    page.locator(".toast", has_text="on its way into the library").wait_for()
    told = {"itemId": 4, "slot": "4K", "quality": "Bluray-1080p"}
    assert sent(web) == [{"id": one, **told}]


def test_what_is_sure_is_chosen_and_goes_at_once(page: "Page", web: FakeWeb) -> None:
    one = CANDIDATES[0]["id"]
    web.answers[PLACE] = (200, {"success": True, "results": [{"id": one, "success": True}]})
    page.goto(web.url + "/import")
    page.get_by_role("button", name="Import 1 chosen").click()
    page.locator(".toast", has_text="1 on the way").wait_for()
    assert [each["id"] for each in sent(web)] == [one]


def test_where_nothing_is_chosen_nothing_can_be_pressed(page: "Page", web: FakeWeb) -> None:
    page.goto(web.url + "/import")
    card(page, 0).get_by_role("checkbox").uncheck()
    assert page.get_by_role("button", name="Nothing chosen").is_disabled()
    web.desk.rows = []
    page.goto(web.url + "/import")
    assert not page.locator("[data-import-all]").is_visible()
    assert page.get_by_text("Nothing to import").is_visible()


def test_in_bulk_each_refusal_is_told_at_its_own(page: "Page", web: FakeWeb) -> None:
    ids = [one["id"] for one in CANDIDATES]
    results = [
        {"id": ids[0], "success": True},
        {"id": ids[1], "success": False, "error": "FLAC is no quality of it.", "field": "quality"},
        {"id": ids[2], "success": False, "error": "title must say what it is.", "field": "title"},
    ]
    web.answers[PLACE] = (200, {"success": True, "results": results})
    page.goto(web.url + "/import")
    page.get_by_label("Choose all").check()
    page.get_by_role("button", name="Import 3 chosen").click()
    page.get_by_role("alert").filter(has_text="2 could not be imported").wait_for()
    assert [each["id"] for each in sent(web)] == ids
    assert card(page, 1).locator(".error:visible").inner_text() == results[1]["error"]
    assert card(page, 2).locator(".error:visible").inner_text() == results[2]["error"]
    assert card(page, 2).get_by_label("Title").get_attribute("aria-invalid") == "true"


def test_a_folder_that_may_not_be_listed_is_told(page: "Page", web: FakeWeb) -> None:
    page.goto(web.url + "/import")
    page.get_by_label("Folder to look into").fill("/elsewhere")
    page.get_by_role("button", name="Look").click()
    page.get_by_role("alert").filter(has_text="below the downloads folder").wait_for()
    assert page.get_by_label("Folder to look into").input_value() == "/elsewhere"


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_is_wider_than_the_window(page: "Page", web: FakeWeb, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(web.url + "/import")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
