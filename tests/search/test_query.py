"""Queries from people and from the library."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neonarr.base.errors import Invalid
from neonarr.base.ids import ItemId
from neonarr.base.kinds import MediaKind
from neonarr.library.model import Item
from neonarr.search.query import for_item, from_text, searchable


def item(kind: MediaKind, title: str, artist: str | None = None, year: int | None = None) -> Item:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Item(ItemId(1), kind, title, artist, year, True, at, tmdb_id=949, imdb_id="tt0113277")


def test_what_a_person_typed_keeps_its_words() -> None:
    query = from_text("  Schindler's\tList\n(1993) ", MediaKind.MOVIE)
    assert query.text == "Schindler's List (1993)"
    assert (query.kind, query.title, query.imdb_id) == (MediaKind.MOVIE, None, None)


@pytest.mark.parametrize("text", ["", "   ", "\t\n", "?!…", "\u200b"])
def test_nothing_to_search_for_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="Type a title") as caught:
        from_text(text)
    assert caught.value.field == "query"


def test_five_hundred_characters_are_the_most() -> None:
    assert from_text("x" * 500).text == "x" * 500
    with pytest.raises(Invalid, match="this is 10,000 long") as caught:
        from_text("x" * 10_000)
    assert caught.value.field == "query"


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Schindler's List", "Schindlers List"),
        ("Amélie", "Amelie"),
        ("Mission: Impossible – Fallout", "Mission Impossible Fallout"),
        ("WALL·E", "WALL E"),
        ("AC/DC", "AC DC"),
        ("Spider-Man", "Spider-Man"),
        ("Simon & Garfunkel", "Simon & Garfunkel"),
        ("Help!", "Help"),
        ("千と千尋の神隠しが", "千と千尋の神隠しが"),
        ("Ёлки", "Ёлки"),
    ],
)
def test_titles_are_asked_for_as_releases_spell_them(title: str, words: str) -> None:
    assert searchable(title) == words


def test_a_movie_is_asked_for_with_its_year_and_ids() -> None:
    query = for_item(item(MediaKind.MOVIE, "Heat", year=1995))
    assert (query.text, query.title, query.year) == ("Heat 1995", "Heat", 1995)
    assert (query.imdb_id, query.tmdb_id) == ("tt0113277", 949)
    assert for_item(item(MediaKind.MOVIE, "Heat")).text == "Heat"


@pytest.mark.parametrize(
    ("artist", "title", "words"),
    [
        ("Miles Davis", "Kind of Blue", "Miles Davis Kind of Blue"),
        ("Weezer", "Weezer", "Weezer"),
        ("Various Artists", "Trainspotting", "Trainspotting"),
        ("Ed Sheeran", "÷", "Ed Sheeran ÷"),
        (None, "Untitled", "Untitled"),
    ],
)
def test_an_album_is_asked_for_with_its_artist(artist: str | None, title: str, words: str) -> None:
    query = for_item(item(MediaKind.ALBUM, title, artist, 1959))
    assert (query.text, query.artist, query.title) == (words, artist, title)


def test_an_item_without_a_title_is_refused() -> None:
    with pytest.raises(Invalid, match="title is empty"):
        for_item(item(MediaKind.MOVIE, " "))


@given(st.text(max_size=500))
def test_any_text_is_refused_or_one_printable_line(text: str) -> None:
    try:
        words = from_text(text).text
    except Invalid:
        return
    assert words
    assert words.isprintable()
    assert searchable(text) == " ".join(searchable(text).split())
