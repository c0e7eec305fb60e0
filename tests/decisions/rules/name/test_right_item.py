import pytest

from neonarr.base.kinds import MediaKind
from neonarr.decisions.model import Want
from neonarr.decisions.rules.name.right_item import right_item
from neonarr.decisions.situation import Situation
from tests.decisions.make import ALBUM, MOVIE, candidate


@pytest.mark.parametrize(
    "name",
    [
        "The.Long.Harbor.1987.1080p",
        "Long Harbor (1987) 1080p",
        "THE LONG HARBOR 1987 DVDRip",
        "Der.lange.Hafen.AKA.The.Long.Harbor.1987.1080p",
        "Долгая гавань / The Long Harbor (1987) 1080p",
    ],
)
def test_every_spelling_of_the_movie_passes(name: str) -> None:
    assert right_item(candidate(name), Situation(MOVIE)) is None


@pytest.mark.parametrize("name", ["The.Long.Harbors.1987.1080p", "The.Long.Harbor.2.1987.1080p"])
def test_another_movie_is_rejected(name: str) -> None:
    found = right_item(candidate(name), Situation(MOVIE))
    assert found is not None
    assert found.message.endswith(", not The Long Harbor.")


@pytest.mark.parametrize(
    "name",
    [
        "Jane Doe - Blue Hours (2001) [FLAC]",
        "Jane_Doe-Blue_Hours-WEB-FLAC-2001-GRP",
        "Jane.Doe.Blue.Hours.2001.FLAC",
        "Jane Doe Blue Hours FLAC",
    ],
)
def test_every_spelling_of_the_album_passes(name: str) -> None:
    of = candidate(name, MediaKind.ALBUM)
    assert right_item(of, Situation(ALBUM)) is None


@pytest.mark.parametrize(
    "name",
    [
        "John Doe - Blue Hours (2001) [FLAC]",
        "Jane Doe - Red Hours (2001) [FLAC]",
        "Jane Doe - Discography (1990-2010) [FLAC]",
        "Blue Hours [FLAC]",
    ],
)
def test_another_album_is_rejected(name: str) -> None:
    of = candidate(name, MediaKind.ALBUM)
    found = right_item(of, Situation(ALBUM))
    assert found is not None
    assert found.want == "Jane Doe – Blue Hours"


@pytest.mark.parametrize(
    ("want", "name"),
    [
        (Want(MediaKind.ALBUM, "Love (Deluxe Edition)", "Jane Doe"), "Jane Doe - Love (2001) FLAC"),
        (Want(MediaKind.ALBUM, "Summer", "Various Artists"), "VA - Summer (2001) FLAC"),
        (Want(MediaKind.ALBUM, "4:44", "Jay-Z"), "Jay-Z-444-WEB-2017-GRP"),
    ],
)
def test_editions_samplers_and_dashed_artists_pass(want: Want, name: str) -> None:
    assert right_item(candidate(name, MediaKind.ALBUM), Situation(want)) is None


def test_a_free_search_takes_whatever_comes() -> None:
    assert right_item(candidate(), Situation()) is None
