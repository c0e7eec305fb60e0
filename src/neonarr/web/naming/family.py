"""/api/v3/config/naming: how movies are named, in the family's shape."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from neonarr.base.errors import NotFound
from neonarr.decisions.given import Given, given
from neonarr.naming.examples import example
from neonarr.naming.formats import checked
from neonarr.settings.model import Preferences
from neonarr.web.family.bodies import read_body
from neonarr.web.inside import inside
from neonarr.web.wire import RowId

router = APIRouter(prefix="/api/v3/config/naming", tags=["naming"])

ONLY = 1
"""There is one such resource, under this id."""

_COLON = "smart"
"""A colon before a blank becomes ` - `, any other `-`."""

_FORMATS: Mapping[str, str] = {
    "standardMovieFormat": "movie_file_format",
    "movieFolderFormat": "movie_folder_format",
}
Template = Annotated[str | None, Query(max_length=2000)]


@router.get("")
async def naming(request: Request) -> dict[str, Any]:
    """Movies are always named by the templates, and signs no system takes always replaced."""
    return _resource(inside(request).preferences.value)


@router.get("/examples")
async def examples(
    request: Request,
    standard_movie_format: Annotated[Template, Query(alias="standardMovieFormat")] = None,
    movie_folder_format: Annotated[Template, Query(alias="movieFolderFormat")] = None,
) -> dict[str, Any]:
    """What these templates, or without them those that are set, make of a sample."""
    set_to = inside(request).preferences.value
    file = standard_movie_format or set_to.movie_file_format
    folder = movie_folder_format or set_to.movie_folder_format
    return {
        "movieExample": example("movie_file_format", _tried("standardMovieFormat", file)),
        "movieFolderExample": example("movie_folder_format", _tried("movieFolderFormat", folder)),
    }


@router.get("/{naming_id}")
async def naming_by_id(request: Request, naming_id: RowId) -> dict[str, Any]:
    _expect(naming_id)
    return _resource(inside(request).preferences.value)


@router.put("", status_code=202)
async def change(request: Request) -> JSONResponse:
    """What is not told stays. Files that are there keep their names."""
    return await _change(request)


@router.put("/{naming_id}", status_code=202)
async def change_by_id(request: Request, naming_id: RowId) -> JSONResponse:
    _expect(naming_id)
    return await _change(request)


async def _change(request: Request) -> JSONResponse:
    body = given(await read_body(request), "How movies are named")
    _refuse_others(body)
    found = inside(request)
    changes = {
        name: _tried(key, body.text(key, longest=2000))
        for key, name in _FORMATS.items()
        if body.has(key)
    }
    await found.preferences.change(found.world.db, changes)
    await found.reconnect()
    return JSONResponse(_resource(found.preferences.value), 202)


def _refuse_others(body: Given) -> None:
    """Raises Invalid for what would be ignored here, so that nobody counts on it."""
    if not body.truth("renameMovies", otherwise=True):
        raise body.wrong(
            "renameMovies",
            "Movies are always named by a template; with {Original Filename} as "
            "“standardMovieFormat” files keep the name they came with.",
        )
    if not body.truth("replaceIllegalCharacters", otherwise=True):
        raise body.wrong("replaceIllegalCharacters", "Signs no system takes are always replaced.")
    if body.text("colonReplacementFormat", otherwise=_COLON) != _COLON:
        raise body.wrong(
            "colonReplacementFormat",
            f"A colon becomes “ - ” before a blank and “-” elsewhere: only “{_COLON}” is known.",
        )


def _expect(naming_id: int) -> None:
    if naming_id != ONLY:
        raise NotFound(f"There is no naming {naming_id}, only {ONLY}.")


def _tried(key: str, template: str) -> str:
    """The template, if it can be used. Raises Invalid in the family's words for the field."""
    text: str = checked(_FORMATS[key], template, key)
    return text


def _resource(set_to: Preferences) -> dict[str, Any]:
    return {
        "id": ONLY,
        "renameMovies": True,
        "replaceIllegalCharacters": True,
        "colonReplacementFormat": _COLON,
        "standardMovieFormat": set_to.movie_file_format,
        "movieFolderFormat": set_to.movie_folder_format,
    }
