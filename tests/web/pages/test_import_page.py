"""Importing by hand in a real browser."""

from typing import TYPE_CHECKING

import pytest

from tests.kit.fake_imports import CANDIDATES
from tests.kit.fake_web import FakeWeb

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
    assert card(page, 0).get_by_label("Movie").input_value() == "Heat"
    assert card(page, 1).get_by_label("Artist").input_value() == "Joni Mitchell"
    assert card(page, 1).get_by_label("Quality").input_value() == "FLAC"


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
    card(page, 0).get_by_label("Movie").fill("Ronin")
    card(page, 0).get_by_label("Year").fill("1998")
    card(page, 0).get_by_label("Year").press("Enter")
    page.locator(".error", has_text="It is from another year.").wait_for()
    told = {"kind": "movie", "title": "Ronin", "artist": None, "year": 1998}
    wanted = {"id": one, "quality": "Bluray-1080p", **told}
    assert ("POST", PLACE, {"imports": [wanted]}) in web.calls


def test_all_that_is_sure_goes_at_once_and_nothing_else(page: "Page", web: FakeWeb) -> None:
    one = CANDIDATES[0]["id"]
    web.answers[PLACE] = (200, {"success": True, "results": [{"id": one, "success": True}]})
    page.goto(web.url + "/import")
    page.get_by_role("button", name="Import all that is sure").click()
    page.locator(".toast", has_text="1 on the way").wait_for()
    [sent] = [body for method, path, body in web.calls if (method, path) == ("POST", PLACE)]
    assert [each["id"] for each in sent["imports"]] == [one]


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
