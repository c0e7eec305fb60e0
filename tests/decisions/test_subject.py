import pytest

from neonarr.base.kinds import MediaKind
from neonarr.decisions.subject import PICTURES, IndexerFlag, Modifier, Source, subject_of
from neonarr.releases.model import FIRST_REVISION
from neonarr.releases.parse import parse
from neonarr.releases.quality import MOVIE_QUALITIES
from tests.decisions.make import release

NAME = "The.Good.Movie.2019.DC.REPACK.German.DL.2160p.UHD.BluRay.REMUX.HDR10.HEVC-GRP"


def test_a_name_becomes_a_subject() -> None:
    found = subject_of(
        release(NAME, size=5, is_freeleech=True), parse(NAME), original_language="English"
    )
    assert found.text == NAME.replace("The.Good.Movie", "A.Movie")
    assert (found.quality, found.group, found.edition) == ("Remux-2160p", "GRP", "DC")
    assert found.picture.source is Source.BLURAY
    assert (found.picture.resolution, found.picture.modifier) == (2160, Modifier.REMUX)
    assert found.languages == ("German", "English")
    assert found.revision.is_repack
    assert (found.flags, found.size, found.year) == (IndexerFlag.FREELEECH, 5, 2019)


def test_what_an_indexer_means_by_multi_counts_where_the_name_says_so() -> None:
    for words, languages in (("MULTi.1080p", ("Original", "French")), ("1080p", ("Unknown",))):
        name = f"A.Film.2020.{words}.BluRay-GRP"
        found = subject_of(release(name), parse(name), multi_languages=("French",))
        assert set(languages) <= {*found.languages, "Original"}


def test_an_unreadable_name_is_a_subject_too() -> None:
    found = subject_of(release("0a" * 20), None, original_language="French", year=1999)
    assert (found.text, found.languages, found.year) == ("0a" * 20, ("French",), 1999)
    assert found.picture.source is Source.UNKNOWN


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Some.Film.1999.1080p", "A.Movie.1999.1080p"),
        ("Some Film (1999) 1080p", "A Movie (1999) 1080p"),
        ("Film in L.A. 1999 1080p", "A.Movie. 1999 1080p"),
        ("Heat.1995.1080p", "A Movie.1995.1080p"),
        ("İstanbul.Film.1999.1080p", "İstanbul.Film.1999.1080p"),
    ],
)
def test_the_movie_s_name_is_taken_out(title: str, text: str) -> None:
    assert subject_of(release(title), parse(title, MediaKind.MOVIE)).text == text


def test_every_quality_of_movies_has_a_picture_of_its_own() -> None:
    assert set(PICTURES) == set(MOVIE_QUALITIES)
    assert len({picture.id for picture in PICTURES.values()}) == len(PICTURES)
    assert FIRST_REVISION.version == 1
