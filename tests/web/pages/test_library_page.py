"""The Library page: which items are listed, adding one, and the dialog of an item's versions."""

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.kit.fake_web import FakeWeb

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.real

PROFILES = [{"id": 1, "name": "1080p"}, {"id": 4, "name": "4K with HDR"}]
ITEM = "/api/v1/items/900"


def version(slot: str, profile_id: int, state: str = "missing", **said: Any) -> dict[str, Any]:
    told = {"slot": slot, "profileId": profile_id, "state": state, "files": 0, "sizeBytes": 0}
    return told | said


@pytest.fixture
def library(page: "Page", web: FakeWeb) -> "Page":
    """The page, with a movie that is missing at its top."""
    there = {"quality": "Bluray-2160p", "files": 1, "sizeBytes": 9_000_000_000}
    versions = [version("main", 1), version("4K", 4, "nothing", **there)]
    web.answers |= {
        "/api/v3/qualityprofile": (200, PROFILES),
        "/api/v1/qualityprofile": (200, [{"id": 7, "name": "FLAC"}]),
        f"{ITEM}/versions": (
            200,
            {
                "success": True,
                "itemId": 900,
                "kind": "movie",
                "label": "Charade (1963)",
                "monitored": True,
                "versions": versions,
            },
        ),
    }
    page.goto(web.url + "/library")
    return page


def sent(web: FakeWeb, method: str, path: str) -> list[Any]:
    return [body for done, where, body in web.calls if (done, where) == (method, path)]


def test_what_is_missing_or_below_its_cutoff_can_be_listed_alone(library: "Page") -> None:
    shown = library.locator(".entry")
    filters = library.get_by_role("navigation", name="Show")
    expect(shown.first).to_contain_text("Charade (1963)")
    expect(shown.first).to_contain_text("Missing")
    filters.get_by_role("link", name="Missing").click()
    expect(shown).to_have_count(3)
    expect(shown.nth(1)).to_contain_text("Missing")
    expect(shown.nth(1)).to_contain_text("looked for again in 3 h")
    expect(shown.nth(2)).to_contain_text("4K: Under way")
    assert library.url.endswith("/library?tab=missing")
    library.get_by_label("Filter by name").press_sequentially("charade")
    expect(shown).to_have_count(1)
    assert library.url.endswith("/library?tab=missing&q=charade")
    library.get_by_label("Filter by name").fill("")
    expect(shown).to_have_count(3)
    filters.get_by_role("link", name="Below cutoff").click()
    expect(shown).to_have_count(1)
    expect(filters.locator("[aria-current]")).to_have_text("Below cutoff")
    filters.get_by_role("link", name="There").click()
    expect(library.get_by_text("Charade (1963)")).to_have_count(0)


def test_a_movie_is_added_by_its_name(library: "Page", web: FakeWeb) -> None:
    web.answers["/api/v3/movie"] = (201, {"id": 5, "title": "Night Tide"})
    library.get_by_role("button", name="Add", exact=True).click()
    dialog = library.get_by_role("dialog")
    expect(dialog.get_by_label("Title")).to_be_focused()
    assert dialog.get_by_label("Artist").is_hidden()
    dialog.get_by_label("Title").fill(" Night Tide ")
    dialog.get_by_label("Year").fill("1961")
    dialog.get_by_label("Profile").select_option("4K with HDR")
    dialog.get_by_role("button", name="Add").click()
    library.locator(".toast", has_text="Night Tide is searched for.").wait_for()
    body = {"title": "Night Tide", "year": 1961, "monitored": True, "qualityProfileId": 4}
    assert sent(web, "POST", "/api/v3/movie") == [body]
    expect(dialog).to_be_hidden()


def test_an_album_has_an_artist_and_a_refusal_stands_at_its_field(
    library: "Page", web: FakeWeb
) -> None:
    refusal = [{"propertyName": "artist", "errorMessage": "artist must not be empty."}]
    web.answers["/api/v1/album"] = (400, refusal)
    library.get_by_role("button", name="Add", exact=True).click()
    dialog = library.get_by_role("dialog")
    dialog.get_by_text("Album").click()
    dialog.get_by_label("Title").fill("First Light")
    dialog.get_by_label("Search for it now").uncheck()
    expect(dialog.get_by_label("Profile").locator("option")).to_have_text(["The usual one", "FLAC"])
    dialog.get_by_role("button", name="Add").click()
    expect(dialog.get_by_text("artist must not be empty.")).to_be_visible()
    expect(dialog.get_by_label("Artist")).to_be_focused()
    body = {"title": "First Light", "artist": "", "monitored": False}
    assert sent(web, "POST", "/api/v1/album") == [body]


def test_the_versions_of_an_item_are_shown_changed_and_searched_for(
    library: "Page", web: FakeWeb
) -> None:
    library.locator(".entry").first.get_by_role("button", name="Versions").click()
    dialog = library.get_by_role("dialog")
    expect(dialog.get_by_role("heading")).to_have_text("Versions of Charade (1963)")
    rows = dialog.locator(".version")
    expect(rows.locator("[data-facts]")).to_have_text(
        ["Missing", "There, and good enough · Bluray-2160p, 9.0 GB"]
    )
    assert not rows.nth(0).get_by_label("Name").is_editable(), "the main one keeps its name"
    dialog.get_by_label("Look for it again by itself").uncheck()
    rows.nth(1).get_by_role("button", name="Remove").click()
    dialog.get_by_role("button", name="Add a version").click()
    expect(rows.nth(1).get_by_label("Name")).to_be_focused()
    library.keyboard.type("phone")
    rows.nth(0).get_by_label("Profile").select_option("4K with HDR")
    dialog.get_by_role("button", name="Save").click()
    library.locator(".toast", has_text="Saved.").wait_for()
    assert sent(web, "PUT", "/api/v1/profiles/items/900") == [{"slots": {"main": 4, "phone": 1}}]
    assert sent(web, "PUT", f"{ITEM}/monitored") == [{"monitored": False}]

    found = [{"slot": "main", "message": "No indexer has it."}]
    web.answers[f"{ITEM}/search"] = (200, {"success": True, "versions": found})
    dialog.get_by_role("button", name="Search now").click()
    expect(dialog.get_by_role("status")).to_have_text("No indexer has it.")
    assert sent(web, "POST", f"{ITEM}/search") == [{}]


def test_two_versions_of_one_name_are_refused_in_words(library: "Page", web: FakeWeb) -> None:
    library.locator(".entry").first.get_by_role("button", name="Versions").click()
    dialog = library.get_by_role("dialog")
    dialog.get_by_role("button", name="Add a version").click()
    library.keyboard.type("4K")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_have_text("Two versions are called “4K”.")
    assert sent(web, "PUT", "/api/v1/profiles/items/900") == []
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()


OUTLOOK = {
    "success": True,
    "itemId": 900,
    "kind": "movie",
    "label": "Charade (1963)",
    "files": 1,
    "sizeBytes": 9_000_000_000,
    "symbolicLinks": 0,
    "elsewhere": 0,
    "recycleDays": 14,
    "underWay": [],
    "torrents": [
        {
            "title": "Charade.1963.1080p",
            "downloadClient": "qBittorrent",
            "ratio": 0.25,
            "sizeBytes": 9_000_000_000,
            "owed": "Fine Films is still owed seeding (ratio 0.25 of 2.00): a hit and run.",
        }
    ],
}


def remove(library: "Page", web: FakeWeb, **told: Any) -> "Locator":
    """The dialog for what the outlook tells."""
    web.answers[f"{ITEM}/removal"] = (200, OUTLOOK | told)
    library.locator(".entry").first.get_by_role("button", name="Remove").click()
    dialog = library.get_by_role("dialog")
    expect(dialog.get_by_role("heading")).to_have_text("Remove Charade (1963)?")
    return dialog


def test_an_item_is_removed_with_what_the_person_says(library: "Page", web: FakeWeb) -> None:
    dialog = remove(library, web)
    fate = dialog.locator("[data-fate] li")
    expect(dialog.get_by_role("button", name="Keep it")).to_be_focused()
    expect(fate).to_have_text(
        [
            "Its 1 file (9.0 GB) stays in the library folder.",
            "Its 1 torrent in qBittorrent seeds on and keeps the room on disk; "
            "only you remove it then.",
        ]
    )
    assert dialog.get_by_text("hit and run").is_hidden()
    dialog.get_by_label("Also its files").check()
    expect(fate.first).to_contain_text("taken back from the recycle bin for 14 days")
    dialog.get_by_label("Also its torrents").check()
    expect(dialog.get_by_text("hit and run")).to_be_visible()
    expect(fate.nth(1)).to_contain_text("as far as no other torrent or title needs them")

    dialog.get_by_role("button", name="Yes, remove it").click()
    library.locator(".toast", has_text="Charade (1963) is removed.").wait_for()
    assert sent(web, "DELETE", f"{ITEM}?deleteFiles=true&removeTorrent=true") == [None]


def test_nothing_is_removed_unless_it_is_said(library: "Page", web: FakeWeb) -> None:
    dialog = remove(library, web)
    library.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    library.locator(".entry").first.get_by_role("button", name="Remove").click()
    expect(dialog).to_be_visible()
    library.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert [call for call in web.calls if call[0] == "DELETE"] == []


def test_what_there_is_nothing_of_is_not_asked_about(library: "Page", web: FakeWeb) -> None:
    dialog = remove(library, web, files=0, torrents=[], underWay=["Charade.1963.720p"])
    assert dialog.get_by_label("Also its files").is_hidden()
    assert dialog.get_by_label("Also its torrents").is_hidden()
    expect(dialog.locator("[data-fate] li")).to_have_text(
        ["What is under way ends: Charade.1963.720p."]
    )


def test_what_is_on_its_way_out_says_what_it_waits_for(library: "Page", web: FakeWeb) -> None:
    leaving = library.locator("[data-leaving]")
    expect(leaving).to_contain_text("Being removed. qBittorrent: does not answer.")
    web.desk.entries = [one for one in web.desk.entries if "leaving" not in one]
    expect(leaving).to_have_count(0)
