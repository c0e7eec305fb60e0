"""Settings: services with their forms, folders, downloads, security. The API saves them."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from neonarr.naming.examples import example
from neonarr.naming.formats import TOKENS
from neonarr.naming.tokens import MOVIES, TRACKS
from neonarr.settings import model
from neonarr.settings.adapters import Role
from neonarr.settings.model import camel
from neonarr.web.pages.shell import desk_of, not_here, page

router = APIRouter(include_in_schema=False)

_ROLES = {"indexers": Role.INDEXER, "download-clients": Role.DOWNLOAD_CLIENT, "vpn": Role.VPN}
_HEADINGS = {Role.INDEXER: "Indexers", Role.DOWNLOAD_CLIENT: "Download clients", Role.VPN: "VPN"}

_VARIABLES = {
    "moviesDir": "NEONARR_MOVIES_DIR",
    "musicDir": "NEONARR_MUSIC_DIR",
    "downloadsDir": "NEONARR_DOWNLOADS_DIR",
    "engineListen": "NEONARR_ENGINE_LISTEN",
    "engineDiscovery": "NEONARR_ENGINE_DISCOVERY",
}

_DEFAULT_NAMES = {
    "movieFolderFormat": model.MOVIE_FOLDER_FORMAT,
    "movieFileFormat": model.MOVIE_FILE_FORMAT,
    "albumFolderFormat": model.ALBUM_FOLDER_FORMAT,
    "trackFileFormat": model.TRACK_FILE_FORMAT,
}


@router.get("/settings")
async def settings() -> Response:
    return RedirectResponse("/settings/indexers", status_code=303)


@router.get("/settings/folders")
async def folders(request: Request) -> HTMLResponse:
    return await _preferences(request, "folders")


@router.get("/settings/downloads")
async def downloads(request: Request) -> HTMLResponse:
    return await _preferences(request, "downloads")


@router.get("/settings/choosing")
async def choosing(request: Request) -> HTMLResponse:
    return await _preferences(request, "choosing", terms=await desk_of(request).terms())


@router.get("/settings/naming")
async def naming(request: Request) -> HTMLResponse:
    """What each template makes of a sample stands below it."""
    preferences = await desk_of(request).preferences()
    shown = {camel(name): example(name, preferences[camel(name)]) for name in TOKENS}
    tokens = [
        ("For movies", [one.label for one in MOVIES.values() if one.is_known]),
        ("For albums and tracks", [one.label for one in TRACKS.values() if one.is_known]),
    ]
    return await _preferences(
        request, "naming", examples=shown, tokens=tokens, defaults=_DEFAULT_NAMES
    )


@router.get("/settings/security")
async def security(request: Request) -> HTMLResponse:
    key = await desk_of(request).api_key()
    return await page(
        request, "settings/security.html", section="security", api_key=key, no_store=True
    )


@router.get("/settings/{section}")
async def adapters(request: Request, section: str) -> HTMLResponse:
    role = _ROLES.get(section)
    if role is None:
        return not_here(request, "There is no such page of settings.")
    desk = desk_of(request)
    return await page(
        request,
        "settings/adapters.html",
        section=section,
        role=role,
        heading=_HEADINGS[role],
        adapters=await desk.adapters(role),
        sessions={one["id"]: one for one in await desk.clients()},
        misfits={one["id"]: one.get("portMisfit") for one in await desk.vpns()},
        kinds=desk.adapter_kinds(role),
    )


@router.get("/settings/{section}/new")
async def new_adapter(request: Request, section: str, kind: str = "") -> HTMLResponse:
    """The choice of kinds, or with a known `kind` (or only one there is) its empty form."""
    role = _ROLES.get(section)
    if role is None:
        return not_here(request, "There is no such page of settings.")
    kinds = desk_of(request).adapter_kinds(role)
    chosen = next((k for k in kinds if k["kind"] == kind or len(kinds) == 1), None)
    if chosen is None:
        return await page(request, "settings/kinds.html", section=section, role=role, kinds=kinds)
    return await _form(request, section, chosen, None)


@router.get("/settings/{section}/{adapter_id}")
async def edit_adapter(request: Request, section: str, adapter_id: str) -> HTMLResponse:
    role = _ROLES.get(section)
    desk = desk_of(request)
    stored = await desk.adapters(role) if role else []
    adapter = next((a for a in stored if str(a["id"]) == adapter_id), None)
    if role is None or adapter is None:
        return not_here(request, "It may have been deleted meanwhile.")
    kinds = desk.adapter_kinds(role)
    kind = next((k for k in kinds if k["kind"] == adapter["kind"]), _without_form(adapter))
    return await _form(request, section, kind, adapter)


def _without_form(adapter: dict[str, Any]) -> dict[str, Any]:
    """For a kind that people don't add by hand, or that this version no longer knows."""
    return {"kind": adapter["kind"], "label": adapter["kindLabel"], "fields": []}


async def _form(
    request: Request, section: str, kind: dict[str, Any], adapter: dict[str, Any] | None
) -> HTMLResponse:
    return await page(
        request,
        "settings/adapter.html",
        section=section,
        role=_ROLES[section],
        kind=kind,
        adapter=adapter,
    )


async def _preferences(request: Request, section: str, **more: Any) -> HTMLResponse:
    preferences = await desk_of(request).preferences()
    locked = {name: _VARIABLES.get(name, "a variable") for name in preferences["locked"]}
    return await page(
        request,
        f"settings/{section}.html",
        section=section,
        preferences=preferences,
        locked=locked,
        **more,
    )
