import pytest
from hypothesis import given
from hypothesis import strategies as st

from neonarr.releases.music.match import search_match


@pytest.mark.parametrize(
    ("name", "artist", "albums", "album"),
    [
        ("Jane Doe - Blue Hours FLAC", "Jane Doe", ["Blue Hours"], "Blue Hours"),
        ("jane doe BLUE hours flac", "Jane Doe", ["Blue Hours"], "Blue Hours"),
        ("Jane.Doe-FLAC-Blue.Hours", "Jane Doe", ["Blue Hours"], "Blue Hours"),
        ("Jane_Doe-FLAC-Blue_Hours", "Jane Doe", ["Blue", "Blue Hours"], "Blue Hours"),
        ("Jane Doe Jane Doe FLAC", "Jane Doe", ["Jane Doe"], "Jane Doe"),
        ("Jane Doe FLAC", "Jane Doe", ["Jane Doe"], None),
        ("Jané Doé - Blue Hours", "Jane Doe", ["Blue Hours"], "Blue Hours"),
        ("Jan? Doe - Blue Hours", "Jané Doe", ["Blue Hours"], "Blue Hours"),
        ("Jan Doe - Blue Hours", "Jané Doe", ["Blue Hours"], None),
        ("? - Blue Hours", "é", ["Blue Hours"], None),
        ("Doe - Blue Hours", "The Doe", ["Blue Hours"], "Blue Hours"),
        ("Jane Doe ? FLAC", "Jane Doe", ["?"], "?"),
        ("+ Blue Hours FLAC", "+", ["Blue Hours"], "Blue Hours"),
        ("Jane Doe - Bluer Hours FLAC", "Jane Doe", ["Blue Hours"], None),
        ("John Doe - Blue Hours FLAC", "Jane Doe", ["Blue Hours"], None),
        ("Jane Doe FLAC", "Jane Doe", ["?"], None),
        ("Jane Doe FLAC", "Jane Doe", [], None),
        ("", "", [""], None),
    ],
)
def test_matches(name: str, artist: str, albums: list[str], album: str | None) -> None:
    found = search_match(name, artist, albums)
    assert (found.album if found else None) == album
    assert found is None or found.artist == artist


@given(st.text(max_size=60), st.text(max_size=20), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_matches_or_not(name: str, artist: str, albums: list[str]) -> None:
    found = search_match(name, artist, albums)
    assert found is None or found.album in albums
