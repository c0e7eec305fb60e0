"""Templates of names over the API: set, tried, taken over from guides, in the family's shape."""

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from neonarr.settings.model import MOVIE_FILE_FORMAT, MOVIE_FOLDER_FORMAT
from tests.kit.app import App
from tests.kit.torznab_server import Reply, TorznabServer
from tests.naming.guide import VARIANTS

pytestmark = pytest.mark.anyio

SETTINGS, IMPORT = "/api/v1/settings/preferences", "/api/v1/naming/import"
EXAMPLES, EXPORT = "/api/v1/naming/examples", "/api/v1/naming/export"
FAMILY = "/api/v3/config/naming"
FOLDER, FILE = VARIANTS["folder"], VARIANTS["file"]


@pytest.fixture
def site() -> Iterator[TorznabServer]:
    with TorznabServer() as running:
        yield running


async def held(api: httpx2.AsyncClient) -> dict[str, str]:
    shown = (await api.get(SETTINGS)).json()
    return {name: value for name, value in shown.items() if name.endswith("Format")}


async def test_a_template_is_set_or_told_why_not(api: httpx2.AsyncClient) -> None:
    before = await held(api)
    bad = await api.put(
        SETTINGS, json={"movieFolderFormat": "{Movie Title}", "movieFileFormat": "{Movie Titel}"}
    )
    assert (bad.status_code, bad.json()["field"]) == (400, "movieFileFormat")
    assert bad.json()["error"].endswith("Did you mean {Movie Title}?")
    assert await held(api) == before

    good = await api.put(SETTINGS, json={"movieFileFormat": " {Movie Title} x "})
    assert good.json()["movieFileFormat"] == "{Movie Title} x"


async def test_every_template_is_tried_for_itself(api: httpx2.AsyncClient) -> None:
    plain = (await api.get(EXAMPLES)).json()
    assert plain == {
        "examples": {
            "movieFolderFormat": "The Paper Moth - Part Two (2019)",
            "movieFileFormat": "The Paper Moth - Part Two (2019) [Bluray-1080p].mkv",
            "albumFolderFormat": "The Testers/Blue Hours (2021)",
            "trackFileFormat": "01 - All I Want.flac",
        },
        "problems": {},
    }
    tried = {"movieFileFormat": "{Movie TitleThe}", "trackFileFormat": "", "albumFolderFormat": "{"}
    shown = (await api.get(EXAMPLES, params=tried)).json()
    assert shown["examples"]["movieFileFormat"] == "Paper Moth - Part Two, The.mkv"
    assert set(shown["problems"]) == {"trackFileFormat", "albumFolderFormat"}
    assert (await held(api))["movieFileFormat"] == MOVIE_FILE_FORMAT


async def test_a_guide_is_taken_over_and_given_back(
    api: httpx2.AsyncClient, site: TorznabServer
) -> None:
    done = await api.post(IMPORT, params={"variant": "plex-anime-tmdb"}, json=VARIANTS)
    assert done.status_code == 201, done.text
    assert done.json()["formats"] == [
        {"name": "movieFolderFormat", "variant": "plex-tmdb", "format": FOLDER["plex-tmdb"]},
        {
            "name": "movieFileFormat",
            "variant": "plex-anime-tmdb",
            "format": FILE["plex-anime-tmdb"],
        },
    ]
    exported = (await api.get(EXPORT)).json()
    assert exported["folder"] == {"default": FOLDER["plex-tmdb"]}
    assert (await api.post(IMPORT, json={**exported, "folder": FOLDER})).status_code == 201
    assert (await held(api))["movieFolderFormat"] == FOLDER["default"]
    assert (await held(api))["movieFileFormat"] == FILE["plex-anime-tmdb"]

    site.on("/naming.json", Reply('{"file": {"standard": "{Movie Title} there"}}'))
    fetched = await api.post(IMPORT, json={"url": f"{site.url}/naming.json"})
    assert fetched.status_code == 201, fetched.text
    assert (await held(api))["movieFileFormat"] == "{Movie Title} there"


async def test_all_or_nothing_is_taken_over(api: httpx2.AsyncClient) -> None:
    before = await held(api)
    broken = {"folder": FOLDER, "file": {"standard": "{Movie Title} {Nonsense}"}}
    for given, variant, field in (
        (broken, "", "file.standard"),
        (VARIANTS, "kodi", "variant"),
        ([], "", "naming"),
        ("text", "", "naming"),
    ):
        refused = await api.post(IMPORT, params={"variant": variant}, json=given)
        assert (refused.status_code, refused.json()["field"]) == (400, field), refused.text
    assert (await api.post(IMPORT, content=b"{")).status_code == 400
    assert await held(api) == before


async def test_the_family_s_shape(api: httpx2.AsyncClient, app: App) -> None:
    plain = {
        "id": 1,
        "renameMovies": True,
        "replaceIllegalCharacters": True,
        "colonReplacementFormat": "smart",
        "standardMovieFormat": MOVIE_FILE_FORMAT,
        "movieFolderFormat": MOVIE_FOLDER_FORMAT,
    }
    assert (await api.get(FAMILY)).json() == plain == (await api.get(f"{FAMILY}/1")).json()
    assert (await api.get(f"{FAMILY}/2")).status_code == 404
    assert (await api.put(f"{FAMILY}/2", json=plain)).status_code == 404

    changed = {**plain, "StandardMovieFormat": FILE["standard"]}
    del changed["standardMovieFormat"]
    done = await api.put("/api/v3/Config/Naming", json=changed)
    assert (done.status_code, done.json()["standardMovieFormat"]) == (202, FILE["standard"])
    kept = await api.put(f"{FAMILY}/1", json={"movieFolderFormat": FOLDER["plex-tmdb"]})
    assert kept.json()["standardMovieFormat"] == FILE["standard"]
    made = await api.post("/api/v3/movie", json={"title": "Heat", "year": 1995, "tmdbId": 949})
    assert made.json()["path"].endswith("/Heat (1995) {tmdb-949}")


async def test_examples_in_the_family_s_shape(api: httpx2.AsyncClient) -> None:
    tried = {"movieFolderFormat": FOLDER["plex-tmdb"], "standardmovieformat": "{Movie.Title}"}
    assert (await api.get(f"{FAMILY}/examples", params=tried)).json() == {
        "movieExample": "The.Paper.Moth.-.Part.Two.mkv",
        "movieFolderExample": "The Paper Moth Part Two (2019) {tmdb-123456}",
    }
    bad = await api.get(f"{FAMILY}/examples", params={"standardMovieFormat": "{Movie Title"})
    assert bad.status_code == 400
    assert bad.json()[0]["propertyName"] == "standardMovieFormat"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"renameMovies": False}, "renameMovies"),
        ({"replaceIllegalCharacters": False}, "replaceIllegalCharacters"),
        ({"colonReplacementFormat": "dash"}, "colonReplacementFormat"),
        ({"standardMovieFormat": "{Nonsense}"}, "standardMovieFormat"),
        ({"movieFolderFormat": 5}, "movieFolderFormat"),
        ({"renameMovies": "yes"}, "renameMovies"),
    ],
)
async def test_what_would_not_be_done_is_refused(
    api: httpx2.AsyncClient, wrong: dict[str, Any], field: str
) -> None:
    before = (await api.get(FAMILY)).json()
    refused = await api.put(FAMILY, json={**before, "movieFolderFormat": "{TmdbId}", **wrong})

    assert refused.status_code == 400
    assert refused.json()[0]["propertyName"] == field
    assert (await api.get(FAMILY)).json() == before
