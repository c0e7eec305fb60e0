from datetime import UTC, datetime
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neonarr.base.ids import ItemId
from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes
from neonarr.importing.model import FoundFile, MediaInfo, Unimportable, Wanted
from neonarr.importing.plan import plan
from neonarr.library.model import Item
from neonarr.naming.part import same_name_key

ROOT = PurePath("/library")
DOWNLOAD = PurePath("/downloads/extras/x")
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
MB = 1_000_000
HOUR = 3600.0


def movie(title: str = "Heat", year: int | None = 1995) -> Item:
    return Item(ItemId(1), MediaKind.MOVIE, title, None, year, True, LONG_AGO)


def album(title: str = "Blue", artist: str = "Joni Mitchell") -> Item:
    return Item(ItemId(2), MediaKind.ALBUM, title, artist, 1971, True, LONG_AGO)


def video(within: str, size_mb: int = 4000, duration_s: float | None = 2 * HOUR) -> FoundFile:
    media = MediaInfo(duration_s=duration_s, video_codec="AVC", audio_codec="AAC")
    return FoundFile(DOWNLOAD / within, PurePath(within), Bytes(size_mb * MB), media)


def other(within: str, size_mb: int = 1) -> FoundFile:
    return FoundFile(DOWNLOAD / within, PurePath(within), Bytes(size_mb * MB))


def audio(
    within: str,
    track: int | None = None,
    title: str | None = None,
    disc: int | None = None,
    in_album: str | None = "Blue",
    codec: str = "FLAC",
) -> FoundFile:
    media = MediaInfo(
        duration_s=200, audio_codec=codec, track=track, title=title, disc=disc, album=in_album
    )
    return FoundFile(DOWNLOAD / within, PurePath(within), Bytes(30 * MB), media)


def film(item: Item, *files: FoundFile) -> str:
    return str(plan(Wanted(item, "Bluray-1080p"), files, ROOT)[0].source.relative_to(DOWNLOAD))


def filed(*files: FoundFile, item: Item | None = None) -> dict[str, str]:
    """Source within the download -> target within the album's folder."""
    moves = plan(Wanted(item or album(), "FLAC"), files, ROOT)
    folder = ROOT / "Joni Mitchell" / "Blue (1971)"
    return {str(m.source.relative_to(DOWNLOAD)): str(m.target.relative_to(folder)) for m in moves}


def test_the_film_gets_its_name_and_stays_what_it_is() -> None:
    found = video("heat.1995.1080p-grp.MKV")

    (move,) = plan(Wanted(movie(), "Bluray-1080p"), [found, other("heat.nfo")], ROOT)

    assert move.source == found.path
    assert move.target == ROOT / "Heat (1995)" / "Heat (1995) [Bluray-1080p].mkv"
    assert (move.size, move.media, move.disc, move.track) == (4000 * MB, found.media, None, None)


@pytest.mark.parametrize(
    "extra",
    [
        video("Sample/heat.mkv", 9000),
        video("heat-sample.mkv", 9000, 60),
        video("sample.mkv", 9000, None),
        video("Extras/Making of Heat 1995.mkv", 9000),
        video("Featurettes/heat 1995.mkv", 9000),
        video("heat-trailer.mkv", 9000, 150),
        video("heat.1995.teaser.mkv", 9000, 150),
        video("Bonus Disc/heat.mkv", 9000),
    ],
)
def test_samples_and_extras_are_not_the_film(extra: FoundFile) -> None:
    assert film(movie(), extra, video("heat.1995.mkv", 700)) == "heat.1995.mkv"


@pytest.mark.parametrize("name", ["The Interview.mkv", "Trailer Park.mkv", "The.Trailer.mkv"])
def test_a_title_that_reads_like_an_extra_is_a_film(name: str) -> None:
    assert film(movie("Whatever"), video(name)) == name


def test_of_a_collection_the_wanted_film_is_taken() -> None:
    trilogy = [
        video("The.Matrix.1999.mkv", 8000),
        video("The.Matrix.Reloaded.2003.mkv", 9000),
        video("The.Matrix.Revolutions.2003.mkv", 9500),
    ]

    assert film(movie("The Matrix", 1999), *trilogy) == "The.Matrix.1999.mkv"
    assert film(movie("The Matrix Reloaded", 2003), *trilogy) == "The.Matrix.Reloaded.2003.mkv"
    with pytest.raises(Unimportable, match=r"3 films were found and none is named like Heat"):
        film(movie(), *trilogy)


def test_a_short_film_and_one_of_unknown_length_are_films() -> None:
    assert film(movie(), video("heat.mkv", 1, 5.0)) == "heat.mkv"
    assert film(movie(), video("heat.mkv", 1, None)) == "heat.mkv"


def test_subtitles_beside_the_film_come_along() -> None:
    files = [
        video("heat.mkv"),
        other("heat.srt"),
        other("heat.EN.srt"),
        other("heat.pt-BR.forced.ass"),
        other("heat.of.the.night.srt"),
        other("other.en.srt"),
        other("Subs/heat.de.srt"),
        other("elsewhere/heat.fr.srt"),
    ]

    targets = [move.target.name for move in plan(Wanted(movie(), ""), files, ROOT)]

    assert targets == [
        "Heat (1995).mkv", "Heat (1995).srt", "Heat (1995).en.srt", "Heat (1995).pt-br.forced.ass",
        "Heat (1995).de.srt",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("Subs/2_English.srt", ".en.srt"),
        ("subs/English.srt", ".en.srt"),
        ("Subtitles/crew-heat.ger.forced.idx", ".de.forced.idx"),
        ("Subs/heat/3_Brazilian.srt", ".pt-br.srt"),
        ("VobSubs/crew-heat-subs.sub", ".sub"),
        ("Subs/notes.txt", None),
        ("CD2/Subs/English.srt", None),
    ],
)
def test_subtitles_in_a_folder_of_their_own_tell_their_language(
    name: str, suffix: str | None
) -> None:
    moves = plan(Wanted(movie(), ""), [video("heat.mkv"), other(name)], ROOT)

    told = [move.target.name.removeprefix("Heat (1995)") for move in moves[1:]]
    assert told == ([] if suffix is None else [suffix])


def test_of_two_films_only_what_is_named_like_it_is_its_own() -> None:
    files = [
        video("heat.1995.mkv"),
        video("ronin.1998.mkv"),
        other("Subs/English.srt"),
        other("Subs/heat.1995.en.srt"),
    ]

    moves = plan(Wanted(movie(), ""), files, ROOT)

    assert [move.source.name for move in moves] == ["heat.1995.mkv", "heat.1995.en.srt"]


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([], "The download holds no files."),
        (
            [other("setup.exe", 4), other("a.nfo"), other("b.txt")],
            "No readable video among 3 files (largest: setup.exe, 4.0 MB).",
        ),
        ([other("heat.rar", 4)], "It is packed"),
        ([audio("01.flac", 1)], "No readable video among 1 file "),
        ([video("Sample/heat.mkv", 20, 30)], "Only samples and extras were found"),
        ([video("VIDEO_TS/VTS_01_1.VOB", 1000)], "DVD folder"),
        ([video("heat.cd1.avi", 700), video("heat.cd2.avi", 690)], "cut into pieces"),
    ],
)
def test_what_is_no_film_is_told(files: list[FoundFile], sentence: str) -> None:
    with pytest.raises(Unimportable) as error:
        plan(Wanted(movie(), "DVD"), files, ROOT)
    assert sentence in str(error.value)
    assert error.value.key == "no_media"


def test_tracks_are_named_by_their_tags() -> None:
    assert filed(audio("b.flac", 2, "Two"), audio("a.flac", 10, "Ten: End"), other("c.jpg")) == {
        "b.flac": "02 - Two.flac",
        "a.flac": "10 - Ten - End.flac",
    }


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("01 - All I Want.flac", "01 - All I Want.flac"),
        ("01. All I Want.flac", "01 - All I Want.flac"),
        ("1 All I Want.flac", "01 - All I Want.flac"),
        ("[01] All I Want.flac", "01 - All I Want.flac"),
        ("01_all_i_want.flac", "01 - all i want.flac"),
        ("Track 01.flac", "01 - Track 01.flac"),
        ("01 Joni Mitchell - All I Want.flac", "01 - All I Want.flac"),
        ("Joni Mitchell - Blue - 01 - All I Want.flac", "01 - All I Want.flac"),
        ("1-02 My Old Man.flac", "02 - My Old Man.flac"),
        ("2-02 My Old Man.flac", "Disc 2/02 - My Old Man.flac"),
        ("203 My Old Man.flac", "Disc 2/03 - My Old Man.flac"),
        ("CD2/02 - My Old Man.flac", "Disc 2/02 - My Old Man.flac"),
        ("Blue (Disc 2)/02 - My Old Man.flac", "Disc 2/02 - My Old Man.flac"),
        ("River.flac", "River.flac"),
        ("1971.flac", "1971.flac"),
    ],
)
def test_without_tags_the_names_are_read(name: str, target: str) -> None:
    assert filed(audio(name, in_album=None)) == {name: target}


def test_vinyl_sides_are_counted_through() -> None:
    assert filed(audio("B1. Carey.flac"), audio("A1. All.flac"), audio("A2. Man.flac")) == {
        "A1. All.flac": "01 - All.flac",
        "A2. Man.flac": "02 - Man.flac",
        "B1. Carey.flac": "03 - Carey.flac",
    }


def test_discs_are_kept_apart() -> None:
    by_tag = filed(audio("a.flac", 1, "A", 1), audio("b.flac", 1, "B", 2))
    assert list(by_tag.values()) == ["Disc 1/01 - A.flac", "Disc 2/01 - B.flac"]

    wrong_tags = filed(audio("CD1/1.flac", 1, "A", 1), audio("CD2/1.flac", 1, "B", 1))
    assert list(wrong_tags.values()) == ["Disc 1/01 - A.flac", "Disc 2/01 - B.flac"]


def test_the_second_disc_alone_keeps_its_folder() -> None:
    assert filed(audio("a.flac", 1, "A", 2)) == {"a.flac": "Disc 2/01 - A.flac"}


def test_of_two_formats_the_better_is_taken() -> None:
    files = [
        audio("MP3/01.mp3", 1, "All I Want", codec="MP3"),
        audio("FLAC/01.flac", 1, "All I Want"),
    ]

    assert filed(*files) == {"FLAC/01.flac": "01 - All I Want.flac"}


def test_two_tracks_that_claim_one_place_are_refused() -> None:
    with pytest.raises(Unimportable, match=r"a\.flac and b\.flac both claim to be track 1 of disc"):
        filed(audio("a.flac", 1, "A"), audio("b.flac", 1, "B"))


def test_gaps_are_no_reason_to_refuse() -> None:
    assert list(filed(audio("3.flac", 3, "C"), audio("7.flac", 7, "G")).values()) == [
        "03 - C.flac", "07 - G.flac",
    ]  # fmt: skip


def test_of_a_discography_only_the_wanted_album_is_taken() -> None:
    blue = audio("1971 - Blue/01.flac", 1, "All I Want", in_album="Blue (Remastered)")
    untagged = audio("1971 - Blue/02 - River.flac", in_album=None)
    court = audio("1974 - Court/01.flac", 1, "Court", in_album="Court and Spark")

    assert filed(court, blue, untagged) == {
        "1971 - Blue/01.flac": "01 - All I Want.flac",
        "1971 - Blue/02 - River.flac": "02 - River.flac",
    }
    bare = [audio(str(f.within), f.media.track if f.media else 0, "T", in_album=None)
            for f in (court, blue)]  # fmt: skip
    assert list(filed(*bare)) == ["1971 - Blue/01.flac"]
    with pytest.raises(Unimportable, match="none is called Hejira: Blue"):
        filed(court, blue, item=album("Hejira"))


def test_one_folder_is_one_album_whatever_its_tags() -> None:
    assert len(filed(audio("1.flac", 1, "A", in_album="X"), audio("2.flac", 2, "B"))) == 2


def test_a_download_without_a_track_is_told() -> None:
    with pytest.raises(Unimportable, match=r"No readable track among 2 files .largest: film"):
        plan(Wanted(album(), "FLAC"), [other("a.txt"), video("film.mkv")], ROOT)


TITLES = st.none() | st.sampled_from(["A", "a", "Á", "A\u0301", "..", "CON", "a/b", "a:b"])
NUMBERS = st.none() | st.integers(1, 3)


@given(st.lists(st.tuples(NUMBERS, TITLES, NUMBERS, st.sampled_from(["", "CD1/", "x/"]))))
def test_no_two_files_ever_share_a_target(tracks: list[tuple[int, str, int, str]]) -> None:
    files = [audio(f"{d}{i}.flac", n, title, disc) for i, (n, title, disc, d) in enumerate(tracks)]
    try:
        moves = plan(Wanted(album(), "FLAC"), files, ROOT)
    except Unimportable as error:
        assert str(error)
        return
    assert moves
    assert len({same_name_key(str(m.target)) for m in moves}) == len(moves)
    assert all(m.target.is_relative_to(ROOT) and ".." not in m.target.parts for m in moves)
