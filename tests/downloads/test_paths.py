"""Where a client's path lies here."""

import pytest

from neonarr.base.errors import Invalid
from neonarr.base.ids import AdapterId
from neonarr.downloads.paths import PathMapping, new_mapping, require_fitting, to_local

CLIENT = AdapterId(1)


def mapping(remote: str, local: str) -> PathMapping:
    return new_mapping(CLIENT, remote, local)


@pytest.mark.parametrize(
    ("path", "here"),
    [
        ("/downloads/Heat/heat.mkv", "/mnt/qb/Heat/heat.mkv"),
        ("/downloads", "/mnt/qb"),
        ("/downloads/", "/mnt/qb"),
        ("/downloads//Heat/./heat.mkv", "/mnt/qb/Heat/heat.mkv"),
        ("/downloads/music/Blue", "/mnt/music/Blue"),
        ("/downloads/musical/Cats", "/mnt/qb/musical/Cats"),
        ("/downloadsold/heat.mkv", "/downloadsold/heat.mkv"),
        ("/Downloads/heat.mkv", "/Downloads/heat.mkv"),
        ("/downloads/../etc/passwd", "/downloads/../etc/passwd"),
        ("/downloads/a..b/c", "/mnt/qb/a..b/c"),
        ("/downloads/back\\slash", "/mnt/qb/back\\slash"),
        ("relative/path", "relative/path"),
        ("", ""),
    ],
)
def test_the_longest_mapping_that_fits_wins(path: str, here: str) -> None:
    known = [mapping("/downloads/", "/mnt/qb/"), mapping("/downloads/music", "/mnt/music")]
    assert to_local(path, known) == here
    assert to_local(path, reversed(known)) == here


@pytest.mark.parametrize(
    ("path", "here"),
    [
        (r"C:\Downloads\Heat\heat.mkv", "/mnt/qb/Heat/heat.mkv"),
        (r"c:/downloads/Heat", "/mnt/qb/Heat"),
        (r"D:\Downloads\Heat", r"D:\Downloads\Heat"),
        (r"\\NAS\Films\Heat\heat.mkv", "/mnt/nas/Heat/heat.mkv"),
        (r"C:\Downloads\..\Windows", r"C:\Downloads\..\Windows"),
    ],
)
def test_windows_paths_in_any_case_with_either_slash(path: str, here: str) -> None:
    known = [mapping("C:\\Downloads\\", "/mnt/qb"), mapping(r"\\nas\films", "/mnt/nas")]
    assert to_local(path, known) == here


@pytest.mark.parametrize(
    ("remote", "local", "field", "says"),
    [
        ("", "/mnt", "remotePath", "empty"),
        ("downloads", "/mnt", "remotePath", "whole path"),
        ("/", "/mnt", "remotePath", "everything"),
        ("/downloads/../etc", "/mnt", "remotePath", "escape"),
        (r"C:\Downloads\..\..", "/mnt", "remotePath", "escape"),
        (r"\\nas", "/mnt", "remotePath", "share"),
        ("/down\nloads", "/mnt", "remotePath", "control"),
        ("/" + "d" * 5000, "/mnt", "remotePath", "4096"),
        ("/downloads", "", "localPath", "empty"),
        ("/downloads", "mnt", "localPath", "absolute"),
        ("/downloads", r"C:\x", "localPath", "absolute"),
        ("/downloads", "/", "localPath", "everything"),
        ("/downloads", "/mnt/../etc", "localPath", "escape"),
        ("/downloads/", "/downloads", "localPath", "same"),
    ],
)
def test_what_is_no_mapping_is_refused_by_field(
    remote: str, local: str, field: str, says: str
) -> None:
    with pytest.raises(Invalid, match=says) as refused:
        new_mapping(CLIENT, remote, local)
    assert refused.value.field == field and str(refused.value).endswith(".")


def test_tidied() -> None:
    assert mapping("/a//b/ ", "/c/./d/") == PathMapping(0, CLIENT, "/a/b", "/c/d")
    assert mapping("C:/a/b/", "/c").remote == r"C:\a\b"
    assert mapping("//downloads", "/c").remote == "/downloads"


@pytest.mark.parametrize(
    ("remote", "local", "field", "says"),
    [
        ("/downloads", "/mnt/other", "remotePath", "overlaps"),
        ("/downloads/music", "/mnt/qb/music", "remotePath", "already leads there"),
        (r"c:\films", "/mnt/x", "remotePath", "overlaps"),
        ("/data", "/srv/movies", "localPath", "library"),
        ("/data", "/srv/movies/incoming", "localPath", "library"),
    ],
)
def test_overlaps_are_refused(remote: str, local: str, field: str, says: str) -> None:
    others = [mapping("/downloads", "/mnt/qb"), mapping(r"C:\Films", "/mnt/f")]
    with pytest.raises(Invalid, match=says) as refused:
        require_fitting(mapping(remote, local), others, ["/srv/movies", "/srv/music"])
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("remote", "local"),
    [
        ("/downloads/music", "/mnt/music"),
        ("/data", "/srv"),
        ("/downloads2", "/mnt/qb"),
    ],
)
def test_what_leads_elsewhere_is_fine(remote: str, local: str) -> None:
    others = [mapping("/downloads", "/mnt/qb")]
    require_fitting(mapping(remote, local), others, ["/srv/movies"])
