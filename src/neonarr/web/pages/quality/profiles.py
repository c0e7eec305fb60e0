"""Quality profiles: all of them, the choice of a preset, and the editor."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from neonarr.base.errors import NotFound
from neonarr.base.kinds import MediaKind
from neonarr.web.pages.shell import desk_of, not_here, page

router = APIRouter(include_in_schema=False)

KINDS = {MediaKind.MOVIE: "Movies", MediaKind.ALBUM: "Music"}
_GONE = "There is no such profile. It may have been deleted meanwhile."


@router.get("/profiles")
async def profiles(request: Request) -> HTMLResponse:
    found = await desk_of(request).quality.profiles()
    groups = [(kind, KINDS[kind], [one for one in found if one["kind"] == kind]) for kind in KINDS]
    return await page(request, "quality/profiles.html", section="profiles", groups=groups)


@router.get("/profiles/new")
async def new_profile(
    request: Request, kind: str = "movie", preset: str = "", copy: str = ""
) -> HTMLResponse:
    """The choice of presets, or with one (`none` is an empty one) or a profile to copy the
    editor."""
    quality = desk_of(request).quality
    if copy:
        try:
            return await _editor(request, await quality.copied(_number(copy)))
        except NotFound:
            return not_here(request, _GONE)
    if kind not in set(MediaKind):
        return not_here(request, "Profiles are for movies or for albums.")
    chosen = MediaKind(kind)
    presets = quality.presets(chosen)
    if preset == "none" or (preset.isascii() and preset.isdigit() and int(preset) < len(presets)):
        at = None if preset == "none" else int(preset)
        return await _editor(request, await quality.begun(chosen, at))
    return await page(
        request,
        "quality/presets.html",
        section="profiles",
        kind=chosen,
        heading=KINDS[chosen],
        presets=presets,
    )


@router.get("/profiles/{profile_id}")
async def edit_profile(request: Request, profile_id: str) -> HTMLResponse:
    try:
        profile = await desk_of(request).quality.profile(_number(profile_id))
    except NotFound:
        return not_here(request, _GONE)
    return await _editor(request, profile)


async def _editor(request: Request, profile: dict[str, Any]) -> HTMLResponse:
    kind = MediaKind(profile["kind"])
    around = await desk_of(request).quality.around(kind)
    return await page(
        request,
        "quality/profile.html",
        section="profiles",
        profile=profile,
        around=around,
        heading=KINDS[kind],
    )


def _number(text: str) -> int:
    """A row's number; what can be none is that of no row."""
    is_number = text.isascii() and text.isdigit() and len(text) < 19
    return int(text) if is_number else 0
