"""What does Neonarr read in this name? The page, rendered and in a real Chromium."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

from neonarr.releases.wire import parse_to_plain
from neonarr.web.pages.reading import FIELDS, read
from tests.kit.fake_desk import FakeDesk
from tests.kit.fake_web import FakeWeb, app_of
from tests.web.pages.test_render import check

if TYPE_CHECKING:
    from playwright.sync_api import Page

FILM = "Some.Film.1999.Directors.Cut.REPACK.MULTi.1080p.BluRay.DTS-HD.MA.5.1.x264-GRP"
ALBUM = "Jane Doe - Blue Hours (2021) [WEB] [FLAC 24-96]"
HASH = "a1b2c3d4e5f60718293a4b5c6d7e8f90"
HOSTILE = '<script>window.hacked=1</script>."><b onclick=x>.1999.1080p.WEB-DL-GRP'


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(app_of(FakeWeb(FakeDesk()))) as opened:
        yield opened


def page_of(client: TestClient, *names: str) -> str:
    answer = client.get("/parse", params={"name": "\r\n".join(names)})
    assert answer.status_code == 200
    check(answer.text)
    return answer.text


def marks(page: str) -> list[tuple[str, str, str]]:
    """(tone, what it tells, text) of each mark."""
    return re.findall(r'<mark data-tone="(\w+)" title="([^"]+)">([^<]+)</mark>', page)


def rows(page: str) -> dict[str, str]:
    found = re.findall(r'<th scope="row">([^<]+)</th><td><bdi>([^<]*)</bdi></td>', page)
    return dict(found)


def test_each_field_with_the_text_that_says_it(client: TestClient) -> None:
    page = page_of(client, FILM)
    assert marks(page)[:2] == [("pink", "Title", "Some.Film"), ("pink", "Year", "1999")]
    told = {tells: text for _, tells, text in marks(page)}
    assert told["Resolution"] == "1080p" and told["Release group"] == "GRP"
    assert told["Edition"] == "Directors.Cut" and told["Several sound tracks"] == "MULTi"
    shown = rows(page)
    assert (shown["Title"], shown["Quality"], shown["Revision"]) == (
        "Some Film",
        "Bluray-1080p",
        "version 2, repack",
    )
    assert (shown["Resolution"], shown["Channels"]) == ("1080p", "5.1")
    assert "Artist" not in shown and "Modifier" not in shown, "what is not told is left out"


def test_an_album_too_and_several_names_at_once(client: TestClient) -> None:
    page = page_of(client, FILM, "", ALBUM, HASH)
    assert page.count('class="panel reading"') == 3
    assert rows(page)["Artist"] == "Jane Doe" and rows(page)["Sample rate"] == "96 kHz"
    assert page.count("This is no release name") == 1
    assert f"{FILM}\n{ALBUM}\n{HASH}</textarea>" in page.replace("\r", ""), "the box keeps them"


def test_names_of_strangers_stay_text(client: TestClient) -> None:
    page = page_of(client, HOSTILE, "</textarea><script>window.hacked=1</script>")
    assert "<script>window" not in page and "<b onclick" not in page
    assert "&lt;script&gt;" in page
    turned = page_of(client, "Some.Film.1999.1080p\u202e.WEB-DL-GRP\0")
    shown = turned[turned.index('class="panel reading"') :]
    assert "⟨202E⟩" in shown and "⟨0000⟩" in shown and "\u202e" not in shown


def test_too_much_is_not_read_and_that_is_said(client: TestClient) -> None:
    page = page_of(client, *[FILM] * 52, "x" * 2001)
    assert page.count('class="panel reading"') == 50
    assert "3 names were not read: at most 50 at once" in page
    assert "1 name was not read" in page_of(client, "x" * 2001)


def test_it_is_linked_from_system_and_search(client: TestClient) -> None:
    for path in ("/system", "/search"):
        assert 'href="/parse"' in client.get(path).text


def test_every_field_there_is_can_be_shown() -> None:
    every = set(parse_to_plain(FILM)) - {"name", "sourceFrom", "resolutionFrom", "qualityFrom"}
    assert {field.name for field in FIELDS} == every


def test_bits_and_codecs_are_named_for_what_they_are_of() -> None:
    film = read("Some.Film.1999.1080p.BluRay.10bit.DTS.x265-GRP")
    assert {"Bits of a color", "Audio codecs"} <= {piece.tells for piece in film.pieces}
    album = {tells for piece in read(ALBUM).pieces for tells in piece.tells.split(", ")}
    assert {"Bits of a sample", "Sample rate", "Codec"} <= album


@settings(deadline=None)
@given(st.text(max_size=80) | st.sampled_from([FILM, ALBUM, HASH, HOSTILE]))
def test_the_pieces_are_the_name(name: str) -> None:
    pieces = "".join(piece.text for piece in read(name).pieces)
    assert re.sub(r"⟨([0-9A-F]{4})⟩", lambda found: chr(int(found[1], 16)), pieces) == name


@pytest.mark.real
def test_typed_in_a_browser_by_keyboard_and_shared(page: "Page", web: FakeWeb) -> None:
    page.goto(f"{web.url}/system")
    page.get_by_role("link", name="Read a name").click()
    page.get_by_label("Names").focus()
    page.keyboard.insert_text(f"{FILM}\n{ALBUM}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".reading").nth(1).wait_for()
    assert page.locator(".reading").count() == 2
    first = page.locator(".marked").first
    assert first.inner_text() == FILM
    colors = first.locator("mark").evaluate_all(
        "marks => [...new Set(marks.map((m) => getComputedStyle(m).color))].length"
    )
    assert colors >= 4, "kinds of fields differ in color"
    shared = page.url
    assert urlencode({"name": FILM}) in shared
    page.goto(shared)
    assert page.locator(".told").count() == 2
    assert page.get_by_label("Names").input_value() == f"{FILM}\n{ALBUM}"


@pytest.mark.real
def test_nothing_in_a_name_runs(page: "Page", web: FakeWeb) -> None:
    page.goto(f"{web.url}/parse?{urlencode({'name': HOSTILE})}")
    page.locator(".marked mark").first.wait_for()
    assert page.evaluate("window.hacked") is None
    assert page.locator(".marked").inner_text() == HOSTILE
