import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neonarr.base.kinds import MediaKind
from neonarr.releases.movies.read import read_movie
from neonarr.releases.parse import guess_kind, parse
from neonarr.releases.vocabulary import VOCABULARY
from tests.releases.cases import cases, told

KINDS = st.sampled_from([None, *MediaKind])
WORD = st.sampled_from(sorted({word for known in VOCABULARY.values() for word in known.words}))
SIGN = st.sampled_from([".", " ", "-", "_", "[", "]", "(", ")", " - ", "2004", "S01E02", "\0", "é"])


@given(st.text(max_size=300), KINDS)
def test_any_text_is_read_or_not_but_never_raises(name: str, kind: MediaKind | None) -> None:
    found = parse(name, kind)
    assert found is None or (found.title.strip() and kind in (None, found.kind))


MIXED = st.lists(WORD | SIGN, max_size=40).map("".join)
"""Names of nothing but known words and separators."""


@given(MIXED, KINDS)
def test_any_mix_of_known_words_is_read(name: str, kind: MediaKind | None) -> None:
    found = parse(name, kind)
    assert found is None or found.title == found.title.strip() != ""


TITLE = st.lists(st.from_regex(r"[A-Z][bcdfghjklmnp]{4,8}", fullmatch=True), min_size=1, max_size=5)


@given(
    TITLE,
    st.integers(1900, 2030),
    st.sampled_from(["WEB-DL", "WEBRip", "BluRay", "HDTV"]),
    st.sampled_from(["720p", "1080p", "2160p"]),
    st.sampled_from([".", " ", "_"]),
)
def test_a_movie_name_written_is_read_back(
    words: list[str], year: int, source: str, size: str, sign: str
) -> None:
    found = parse(sign.join([*words, str(year), size, source, "x264-GRP"]))
    assert found is not None
    family = {"WEB-DL": "WEBDL", "BluRay": "Bluray"}.get(source, source)
    assert (found.title, found.year) == (" ".join(words), year)
    assert (found.quality.name, found.group) == (f"{family}-{size}", "GRP")


COPY = {
    "edition": {"EXTENDED": "EXTENDED", "Directors.Cut": "Directors Cut", "IMAX": "IMAX"},
    "version": {"PROPER": 2, "REPACK2": 3},
    "languages": {"FRENCH": ["French"], "ENG-ITA": ["English", "Italian"]},
    "hdr": {"DV": ["DV"], "HDR10Plus": ["HDR10+"]},
    "audio": {
        "DDP5.1": ["DD+"],
        "DTS-HD.MA.7.1": ["DTS-HD MA"],
        "TrueHD.Atmos": ["TrueHD", "Atmos"],
    },
    "video": {"x265": "x265", "H.264": "h264"},
    "service": {"AMZN": "Amazon", "NF": "Netflix"},
    "quality": {"1080p.WEB-DL": "WEBDL-1080p", "2160p.UHD.BluRay": "Bluray-2160p"},
}
"""What a copy may be called, and what that says."""


@given(
    TITLE,
    st.integers(1900, 2030),
    st.permutations(sorted(COPY)),
    st.lists(st.integers(0, 2), min_size=len(COPY), max_size=len(COPY)),
)
def test_what_is_written_in_any_order_is_read_back(
    words: list[str], year: int, order: list[str], picks: list[int]
) -> None:
    want: dict[str, object] = {"title": " ".join(words), "year": year, "group": "GRP"}
    written = [*words, str(year)]
    for key, pick in zip(order, picks, strict=True):
        if pick < len(COPY[key]):
            written.append(list(COPY[key])[pick])
            want[key] = COPY[key][written[-1]]
    # The group needs something before it that is never a group.
    found = read_movie(".".join([*written, "10bit" if "quality" in want else "1080p"]) + "-GRP")
    assert found is not None
    assert {key: told(found)[key] for key in want} == want


@given(TITLE, TITLE, st.integers(1900, 2030))
def test_an_album_name_written_is_read_back(artist: list[str], album: list[str], year: int) -> None:
    spaced = parse(f"{' '.join(artist)} - {' '.join(album)} ({year}) [FLAC]")
    scene = parse(f"{'_'.join(artist)}-{'_'.join(album)}-WEB-FLAC-{year}-GRP")
    for found in (spaced, scene):
        assert found is not None
        assert (found.artist, found.title) == (" ".join(artist), " ".join(album))
        assert (found.year, found.quality.name) == (year, "FLAC")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *((case["name"], MediaKind.MOVIE) for case in cases("movies.yaml")),
        *((case["name"], MediaKind.ALBUM) for case in cases("albums.yaml")),
    ],
)
def test_the_kind_is_guessed(name: str, kind: MediaKind) -> None:
    assert guess_kind(name) is kind


@pytest.mark.parametrize(
    "piece",
    ["a-", "[", "(", "(a", "..", " - ", "a_-_", "[a]", "2001.", "web dl ", "s01 ", "www.", "RP-",
     "A.", "İ", "\0", "- a]", "-x264", "a.com ", "[eztv]", "-RP", " aka ", " / ", "cut ",
     "edition.", "final ", "sub ger ", "-1", "s01e01e02", "(x265 a)", "[a (b", "])",
     "tt1234567 ", "tmdb-1 ", "5.1 ",
     "complete uhd blu ", "01v2 ", "bd1080p ", "é ", "é[a]", "(2001)", "discografia ", "DD+"],
)  # fmt: skip
@pytest.mark.parametrize("kind", [None, *MediaKind])
def test_two_thousand_characters_cost_no_more_than_two_milliseconds(
    piece: str, kind: MediaKind | None
) -> None:
    name = (piece * 2000)[:2000]

    def cost_s() -> float:
        begun = time.process_time()
        parse(name, kind)
        return time.process_time() - begun

    # The fastest of several: others share this processor.
    assert min(cost_s() for _ in range(7)) < 0.002
