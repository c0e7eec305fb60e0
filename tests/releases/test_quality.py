from neonarr.base.kinds import MediaKind
from neonarr.releases.movies.quality import BY_SOURCE, MEANINGS
from neonarr.releases.quality import (
    ALBUM_QUALITIES,
    MOVIE_QUALITIES,
    quality_named,
)
from tests.releases.cases import cases


def test_ranks_follow_the_order_and_unknown_is_zero() -> None:
    for kind, names in ((MediaKind.MOVIE, MOVIE_QUALITIES), (MediaKind.ALBUM, ALBUM_QUALITIES)):
        assert [quality_named(kind, name).rank for name in names] == list(range(len(names)))
        assert quality_named(kind, "no such thing") == quality_named(kind, "Unknown")


def test_every_size_of_every_source_has_a_quality() -> None:
    for by_size in BY_SOURCE.values():
        assert set(by_size) == {0, 480, 576, 720, 1080, 2160}
        assert set(by_size.values()) <= set(MOVIE_QUALITIES)


def test_every_movie_quality_has_a_meaning() -> None:
    assert set(MEANINGS) == set(MOVIE_QUALITIES)


def test_the_own_names_cover_every_quality() -> None:
    """All but a few that only tags tell."""
    for file, names in (("movies.yaml", MOVIE_QUALITIES), ("albums.yaml", ALBUM_QUALITIES)):
        assert set(names) - {case.get("quality") for case in cases(file)} == set()
