"""What file lists give away; every suffix of the tables is met here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes, Percent
from neonarr.decisions.model import Want
from neonarr.downloads.model import DownloadFile
from neonarr.vetting.listing import Expected, Fault, Objection, objections
from neonarr.vetting.words import ARCHIVES, BELONGS, PROGRAMS

FILM = Expected(Want(MediaKind.MOVIE, "Heat", year=1995))
ALBUM = Expected(Want(MediaKind.ALBUM, "Blue Hours", "Jane Doe", 2021))
GB, MB = 1_000_000_000, 1_000_000


def listed(*files: tuple[str, int]) -> list[DownloadFile]:
    return [DownloadFile(path, Bytes(size), Percent(0), is_wanted=True) for path, size in files]


def faults(found: tuple[Objection, ...]) -> list[Fault]:
    return [one.fault for one in found]


HEAT = ("Heat.1995.1080p.BluRay.x264-GRP/Heat.1995.1080p.BluRay.x264-GRP.mkv", 9 * GB)


@pytest.mark.parametrize(
    "files",
    [
        [HEAT],
        [HEAT, ("Heat/Sample/heat-sample.mkv", 40 * MB), ("Heat/heat.nfo", 900)],
        [HEAT, *((f"Heat/Proof/{n}.jpg", 3 * MB) for n in range(40))],
        [("abcdef0123.mkv", 4 * GB)],
        [("heat/grp-heat.rar", 50 * MB), *((f"heat/grp-heat.r{n:02}", 50 * MB) for n in range(80))],
        [("heat.part01.rar", 5 * GB), ("heat.part02.rar", 4 * GB)],
        [("Heat.tar.gz", 4 * GB)],
        [("Collateral.Damage/film.mkv", 4 * GB)],
        [("Collateral.1996.mkv", 4 * GB)],
        [("The.Sample.Film.mkv", 4 * GB)],
        [("חום 1995.mkv", 4 * GB)],
        [("Heat (1995)/Pass.It.On.Featurette.mkv", 400 * MB), HEAT],
        [("password.txt", 12), HEAT],
    ],
)
def test_what_may_go_on(files: list[tuple[str, int]]) -> None:
    assert objections(listed(*files), FILM) == ()


def test_an_album_may_go_on() -> None:
    tracks = [(f"Jane Doe - Blue Hours/{n:02} - Song.flac", 30 * MB) for n in range(12)]
    assert objections(listed(*tracks, ("Jane Doe - Blue Hours/cover.jpg", 4 * MB)), ALBUM) == ()


@pytest.mark.parametrize("title", ["Hall Pass", "Boarding Pass", "Password"])
def test_a_film_may_be_called_like_that(title: str) -> None:
    """Packed, as the scene does it, with its notes named after it."""
    name = f"{title.replace(' ', '.')}.2011.1080p.BluRay.x264-GRP"
    packed = [(f"{name}/{name}.{suffix}", 50 * MB) for suffix in ("rar", "r00", "r01")]
    notes = (f"{name}/{name}.nfo", 900)
    film = Expected(Want(MediaKind.MOVIE, title, year=2011))

    assert objections(listed(*packed, notes), film) == ()
    assert faults(objections(listed(*packed, notes, ("unlock.txt", 9)), film)) == [Fault.LOCKED]


@pytest.mark.timeout(10)
def test_very_many_files_are_judged_at_once() -> None:
    """Each is looked at once: the judging stands in the way of everything else meanwhile."""
    many = [(f"Heat/{n}.{suffix}", 100) for n in range(20_000) for suffix in ("srt", "bin")]
    assert objections(listed(HEAT, *many), FILM) == ()


@pytest.mark.parametrize("suffix", [*PROGRAMS, "EXE", "Lnk"])
@pytest.mark.parametrize("name", ["Heat.1995", "Heat.mkv", "Heat.mkv" + " " * 40])
def test_programs_and_shortcuts(name: str, suffix: str) -> None:
    found = objections(listed(HEAT, (f"x/{name}.{suffix}", 900)), FILM)
    assert faults(found) == [Fault.DANGEROUS]
    assert PROGRAMS[suffix.lower()] in found[0].message


@pytest.mark.parametrize("ending", [".exe.", ".exe ", ".exe. .", ". exe"])
def test_endings_that_windows_forgets(ending: str) -> None:
    assert faults(objections(listed(HEAT, (f"Heat.mkv{ending}", 900)), FILM)) == [Fault.DANGEROUS]


def test_names_that_turn_the_reading_order() -> None:
    found = objections(listed(HEAT, ("Heat\u202evkm.exe", 900)), FILM)
    assert faults(found) == [Fault.DANGEROUS, Fault.DISGUISED]
    assert "\u202e" not in "".join(one.message for one in found)
    assert faults(objections(listed(("Heat\u202e4pm.mkv", GB)), FILM)) == [Fault.DISGUISED]


@pytest.mark.parametrize(
    "files",
    [
        [("Heat.rar", 4 * GB), ("Password.txt", 60)],
        [("Heat.7z", 4 * GB), ("how to get the password.html", 60)],
        [("Heat.zip", 4 * GB), ("Contraseña.txt", 60)],
        [("Heat.rar.zip", 4 * GB)],
        [("Heat.zip.rar", 4 * GB)],
    ],
)
def test_archives_nobody_can_open(files: list[tuple[str, int]]) -> None:
    assert faults(objections(listed(*files), FILM)) == [Fault.LOCKED]


@pytest.mark.parametrize("suffix", sorted(BELONGS))
def test_company_alone_is_no_media(suffix: str) -> None:
    found = objections(listed((f"Heat/readme.{suffix}", 5 * MB)), FILM)
    assert faults(found) == [Fault.NO_MEDIA]
    assert "No video among its 1 file" in found[0].message


@pytest.mark.parametrize("suffix", sorted(ARCHIVES))
def test_media_may_be_packed(suffix: str) -> None:
    assert objections(listed((f"Heat.{suffix}", 4 * GB)), FILM) == ()


def test_a_film_is_no_album_and_an_album_no_film() -> None:
    assert faults(objections(listed(("01.flac", 30 * MB)), FILM)) == [Fault.NO_MEDIA]
    assert faults(objections(listed(("concert.mkv", GB)), ALBUM)) == [Fault.NO_MEDIA]


def test_a_sample_alone() -> None:
    found = objections(listed(("Heat/Sample/heat.mkv", 40 * MB)), FILM)
    assert faults(found) == [Fault.ONLY_SAMPLE]


def test_another_film() -> None:
    found = objections(listed(("Ronin.1998.1080p.mkv", 4 * GB)), FILM)
    assert faults(found) == [Fault.WRONG_ITEM]
    assert found[0].message == "Its film is Ronin (1998), not Heat (1995)."


def test_sizes_that_can_not_be() -> None:
    expected = Expected(FILM.want, minutes=170)
    found = objections(listed(("Heat.mkv", 100 * MB)), expected)
    assert faults(found) == [Fault.IMPOSSIBLE_SIZE]
    assert "170 minutes take at least 127.5 MB" in found[0].message
    assert objections(listed(("Heat.mkv", 130 * MB)), expected) == ()
    padded = listed(("Heat.mkv", 50 * MB), ("data.bin", 6 * GB))
    assert faults(objections(padded, FILM)) == [Fault.IMPOSSIBLE_SIZE]


@given(st.lists(st.tuples(st.text(), st.integers(0, 10**13)), min_size=1, max_size=20))
def test_any_list_is_judged(files: list[tuple[str, int]]) -> None:
    for one in objections(listed(*files), FILM):
        assert one.message and one.message.isprintable()
