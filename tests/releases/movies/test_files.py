import pytest

from neonarr.releases.movies.files import is_scene, read_movie_path, scene_title


@pytest.mark.parametrize(
    ("path", "title", "quality", "group"),
    [
        ("/f/Some.Film.2012.720p.WEB-DL.x264-GRP/abc.mkv", "Some Film", "WEBDL-720p", "GRP"),
        ("/f/Some.Film.2012.720p.WEB-DL.x264-GRP/170424_26.mkv", "Some Film", "WEBDL-720p", "GRP"),
        ("/f/Some.Film.2012.1080p.BluRay.x264/Backup_72023S02-12.mkv", "Some Film", "Bluray-1080p",
         None),
        ("/f/0e895c37245186812cb08aab1529cf8ee389dd00/Some.Film.2012.DVDRip.x264-GRP.mkv",
         "Some Film", "DVD", "GRP"),
        ("C:\\f\\Some.Film.2012.720p.HDTV.x264-GRP\\x.mkv", "Some Film", "HDTV-720p", "GRP"),
        ("Some Film (2012).mkv", "Some Film", "HDTV-720p", None),
    ],
)  # fmt: skip
def test_a_junk_name_gives_way_to_its_folder(
    path: str, title: str, quality: str, group: str | None
) -> None:
    found = read_movie_path(path)
    assert found is not None
    assert (found.title, found.quality.name, found.group) == (title, quality, group)


@pytest.mark.parametrize("path", ["", "/", "/f/abc.mkv", "abc.mkv"])
def test_junk_in_a_junk_folder_is_not_read(path: str) -> None:
    assert read_movie_path(path) is None


@pytest.mark.parametrize(
    ("name", "scene"),
    [
        ("Some.Film.2012.720p.BluRay.x264-GRP", "Some.Film.2012.720p.BluRay.x264-GRP"),
        ("Some.Film.2012.720p.BluRay.x264-GRP_", "Some.Film.2012.720p.BluRay.x264-GRP"),
        ("Some.Film.2012.720p.BluRay.x264-GRP.mkv", "Some.Film.2012.720p.BluRay.x264-GRP"),
        ("Some.Film.【720p】.2012.BluRay.x264-GRP.nzb", "Some.Film.[720p].2012.BluRay.x264-GRP"),
        ("Some Film 2012 720p BluRay x264-GRP", None),
        ("Some.Film.2012.720p.BluRay.x264", None),
        ("Some.Film.2012.German-GRP", None),
        ("2012.German.DL.BluRay.x264-GRP", None),
        ("86de66b7ef385e2fa56a3e41b98481ea1658bf00", None),
        ("", None),
    ],
)
def test_scene_names(name: str, scene: str | None) -> None:
    assert scene_title(name) == scene
    assert is_scene(name) is (scene is not None)
