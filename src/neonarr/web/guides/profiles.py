"""Quality profiles as guides publish them, and as they travel from one server to another."""

import asyncio
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from sqlalchemy import Connection

from neonarr.decisions.profiles.portable import portable_json, read_portables
from neonarr.profiles import formats, store
from neonarr.profiles.imports import import_profiles as save
from neonarr.profiles.tables import ProfileId
from neonarr.web.guides.given import published
from neonarr.web.inside import inside
from neonarr.web.wire import RowId

router = APIRouter(prefix="/api/v1/profiles", tags=["quality profiles"])


@router.post("/import", status_code=201)
async def import_profiles(request: Request, replace: bool = False) -> JSONResponse:
    """One profile or a list of them, a guide's, an exported one or what Radarr or Lidarr answer
    under /qualityprofile, or `{"url": …}` where they lie; all or none. The first are scored by the
    formats that are here, an exported one brings those that are missing, Radarr's and Lidarr's are
    scored by the names of formats. `replace`: also one of the same name."""
    given = await asyncio.to_thread(read_portables, await published(request))

    def work(connection: Connection) -> dict[str, Any]:
        done = save(connection, given, may_replace=replace)
        profiles = [
            {"id": one.id, "name": one.profile.name, "kind": one.profile.kind.value}
            for one in done.profiles
        ]
        brought = [{"id": one.id, "name": one.format.name} for one in done.formats]
        return {"success": True, "profiles": profiles, "formats": brought}

    return JSONResponse(await inside(request).world.db.write(work), 201)


@router.get("/{profile_id}/export")
async def export_profile(request: Request, profile_id: RowId) -> dict[str, Any]:
    """The profile as guides write theirs, with the formats it scores."""

    def work(connection: Connection) -> dict[str, Any]:
        one = store.expected(connection, ProfileId(profile_id))
        return portable_json(one.profile, formats.contents(connection))

    return await inside(request).world.db.read(work)
