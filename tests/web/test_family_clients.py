"""Clients that people use, over a socket: pyarr, and radarr, which checks every type."""

from collections.abc import Iterator
from typing import Any

import pyarr
import pytest
import radarr
from pyarr.exceptions import PyarrBadRequest, PyarrResourceNotFound, PyarrUnauthorizedError

from neonarr.web.family.door import FAMILY_VERSION
from tests.kit.app import API_KEY
from tests.web.serving import served

FILM = "Heat.1995.PROPER.GERMAN.DL.1080p.BluRay.x264-GRP"
HEAT: dict[str, Any] = {
    "title": "Heat",
    "year": 1995,
    "tmdbId": 949,
    "imdbId": "tt0113277",
    "id": 0,
}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("served")) as address:
        yield address


@pytest.fixture
def plain(url: str) -> Iterator[Any]:
    client = pyarr.RadarrAPI(url, API_KEY)
    yield client
    for movie in client.get_movie():
        client.del_movie(movie["id"])
    client.session.close()


@pytest.fixture
def typed(url: str) -> Iterator[radarr.ApiClient]:
    settings = radarr.Configuration(host=url, api_key={"X-Api-Key": API_KEY})
    with radarr.ApiClient(settings) as client:
        yield client
        client.rest_client.pool_manager.clear()


def test_pyarr_learns_whom_it_speaks_to(plain: Any) -> None:
    told = plain.get_system_status()
    assert (told["appName"], told["version"]) == ("Radarr", FAMILY_VERSION)
    assert {1: "English", 2: "French"}.items() <= {
        one["id"]: one["name"] for one in plain.get_language()
    }.items()
    assert plain.get_language(2)["name"] == "French"


def test_pyarr_with_basic_proof_as_well(url: str) -> None:
    client = pyarr.RadarrAPI(url + "/", API_KEY)
    client.auth = client.basic_auth("somebody", "something")
    assert client.get_system_status()["appName"] == "Radarr"
    client.session.close()
    stranger = pyarr.RadarrAPI(url, "wrong")
    with pytest.raises(PyarrUnauthorizedError):
        stranger.get_system_status()
    stranger.session.close()


def test_pyarr_reads_a_name(plain: Any) -> None:
    told = plain._get("parse", "/v3", {"title": FILM})
    assert told["parsedMovieInfo"]["quality"]["quality"]["name"] == "Bluray-1080p"
    assert told["parsedMovieInfo"]["quality"]["revision"]["version"] == 2


def add(plain: Any) -> Any:
    return plain.add_movie(
        dict(HEAT), root_dir="/movies", quality_profile_id=1, search_for_movie=False
    )


def test_pyarr_adds_finds_and_deletes_a_movie(plain: Any) -> None:
    made = add(plain)
    assert made["id"] and made["title"] == "Heat"
    assert plain.get_movie() == [made]
    assert plain.get_movie(made["id"]) == made
    assert plain.get_movie(949, tmdb=True) == [made], "asks for tmdbid"
    assert plain.get_movie(950, tmdb=True) == []
    with pytest.raises(PyarrBadRequest):
        add(plain)
    assert plain._get("parse", "/v3", {"title": FILM})["movie"] == made
    plain.del_movie(made["id"])
    with pytest.raises(PyarrResourceNotFound):
        plain.get_movie(made["id"])
    assert plain.get_movie() == []


def test_pyarr_finds_a_lidarr_too(url: str) -> None:
    client = pyarr.LidarrAPI(url, API_KEY)
    assert client.get_system_status()["appName"] == "Lidarr"
    client.session.close()


def test_radarr_learns_whom_it_speaks_to(typed: radarr.ApiClient) -> None:
    told = radarr.SystemApi(typed).get_system_status()
    assert (told.app_name, told.database_type.value) == ("Radarr", "sqLite")
    assert told.start_time.tzinfo is not None and told.build_time.tzinfo is not None
    assert told.is_production and told.mode.value == "console"
    assert radarr.ApiInfoApi(typed).get_api().current == "v3"


def test_radarr_knows_every_language(typed: radarr.ApiClient) -> None:
    api = radarr.LanguageApi(typed)
    languages = api.list_language()
    assert len(languages) == 60 and {one.id for one in languages} == set(range(-2, 58))
    assert api.get_language_by_id(30).name_lower == "portuguese (brazil)"


@pytest.mark.parametrize(
    ("name", "quality", "source", "modifier"),
    [
        (FILM, 7, "bluray", "none"),
        ("Heat.1995.2160p.UHD.BluRay.REMUX.HEVC-GRP", 31, "bluray", "remux"),
        ("Heat.1995.720p.WEB-DL.H264-GRP", 5, "webdl", "none"),
        ("Heat.1995.DVDSCR.XviD-GRP", 28, "dvd", "screener"),
        ("Heat.1995.HDCAM.x264-GRP", 25, "cam", "none"),
        ("Heat.1995.COMPLETE.BLURAY-GRP", 22, "bluray", "brdisk"),
        ("Heat 1995", 0, "unknown", "none"),
    ],
)
def test_radarr_reads_a_name(
    typed: radarr.ApiClient, name: str, quality: int, source: str, modifier: str
) -> None:
    told = radarr.ParseApi(typed).get_parse(title=name)
    info = told.parsed_movie_info
    assert (info.movie_titles, info.year) == (["Heat"], 1995)
    found = info.quality.quality
    assert (found.id, found.source.value, found.modifier.value) == (quality, source, modifier)
    is_modern = "HEVC" in name
    assert [one.name for one in told.custom_formats] == ["Modern codec"] * is_modern
    if name == FILM:
        assert [one.id for one in told.languages] == [4, -2], "German and the original"
        assert (info.quality.revision.version, info.release_group) == (2, "GRP")


def test_radarr_adds_finds_and_deletes_a_movie(typed: radarr.ApiClient, plain: Any) -> None:
    api = radarr.MovieApi(typed)
    wanted = radarr.MovieResource(
        title="Heat",
        year=1995,
        tmdb_id=949,
        quality_profile_id=1,
        root_folder_path="/movies",
        monitored=True,
        add_options=radarr.AddMovieOptions(search_for_movie=False),
    )
    made = api.create_movie(wanted)
    assert made.id and (made.title, made.tmdb_id, made.has_file) == ("Heat", 949, False)
    assert made.added.tzinfo is not None and made.status.value == "released"
    assert plain._get("download", "/v3") == [], "it was asked not to search"
    assert [one.id for one in api.list_movie(tmdb_id=949)] == [made.id]
    assert api.get_movie_by_id(made.id).path == made.path
    with pytest.raises(radarr.exceptions.BadRequestException):
        api.create_movie(wanted)
    again = radarr.ParseApi(typed).get_parse(title=FILM)
    assert again.movie.id == made.id
    api.delete_movie(made.id)
    with pytest.raises(radarr.exceptions.NotFoundException):
        api.get_movie_by_id(made.id)
