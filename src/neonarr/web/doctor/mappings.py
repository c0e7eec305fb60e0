"""Remote path mappings: /api/v1/settings/mappings, and in the family's shape
/api/v3/remotepathmapping, which names a client by its host.
"""

from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from sqlalchemy import Connection

from neonarr.acquisitions import store as acquisitions
from neonarr.base.errors import Invalid, NotFound
from neonarr.base.ids import AdapterId
from neonarr.downloads import mappings as store
from neonarr.downloads.paths import PathMapping, is_windows, new_mapping
from neonarr.settings import store as settings
from neonarr.settings.adapters import Role
from neonarr.settings.store import StoredAdapter
from neonarr.web.inside import Inside, inside
from neonarr.web.wire import IN_ANY_CASE, INPUT, Exact, RowId, present

router = APIRouter(tags=["mappings"])

OURS, FAMILY = "/api/v1/settings/mappings", "/api/v3/remotepathmapping"


class MappingBody(BaseModel):
    model_config = INPUT
    _names = IN_ANY_CASE

    client_id: RowId
    remote_path: Exact = Field(max_length=4096)
    local_path: Exact = Field(max_length=4096)


class FamilyMapping(BaseModel):
    model_config = INPUT
    _names = IN_ANY_CASE

    host: Exact = Field(max_length=300)
    remote_path: Exact = Field(max_length=4096)
    local_path: Exact = Field(max_length=4096)


@router.get(OURS)
async def mappings(request: Request) -> list[dict[str, Any]]:
    """Every mapping, oldest first."""
    return await listed(inside(request))


@router.post(OURS, status_code=201)
async def add(request: Request, body: MappingBody) -> JSONResponse:
    saved = await _save(inside(request), _meant(body, 0))
    return JSONResponse(await _shown(inside(request), saved), 201)


@router.put(OURS + "/{mapping_id}")
async def change(request: Request, mapping_id: RowId, body: MappingBody) -> dict[str, Any]:
    found = inside(request)
    await found.world.db.read(store.mapping, mapping_id)
    return await _shown(found, await _save(found, _meant(body, mapping_id)))


@router.delete(OURS + "/{mapping_id}")
async def delete(request: Request, mapping_id: RowId) -> dict[str, Any]:
    """Paths of that client are taken as they are again."""
    return await _delete(inside(request), mapping_id)


@router.get(FAMILY)
async def family_mappings(request: Request) -> list[dict[str, Any]]:
    hosts = await _hosts(inside(request))
    found = await inside(request).world.db.read(store.mappings)
    return [_family(one, hosts) for one in found]


@router.get(FAMILY + "/{mapping_id}")
async def family_mapping(request: Request, mapping_id: RowId) -> dict[str, Any]:
    one = await inside(request).world.db.read(store.mapping, mapping_id)
    return _family(one, await _hosts(inside(request)))


@router.post(FAMILY, status_code=201)
async def family_add(request: Request, body: FamilyMapping) -> JSONResponse:
    """For the first download client at that host."""
    return JSONResponse(await _family_save(inside(request), body, 0), 201)


@router.put(FAMILY + "/{mapping_id}", status_code=202)
async def family_change(request: Request, mapping_id: RowId, body: FamilyMapping) -> JSONResponse:
    await inside(request).world.db.read(store.mapping, mapping_id)
    return JSONResponse(await _family_save(inside(request), body, mapping_id), 202)


@router.delete(FAMILY + "/{mapping_id}")
async def family_delete(request: Request, mapping_id: RowId) -> dict[str, Any]:
    return await _delete(inside(request), mapping_id)


async def listed(found: Inside) -> list[dict[str, Any]]:
    """Every mapping as it is shown."""

    def work(connection: Connection) -> tuple[list[PathMapping], dict[AdapterId, str]]:
        clients = settings.adapters(connection, Role.DOWNLOAD_CLIENT)
        return store.mappings(connection), {c.id: c.name for c in clients}

    every, names = await found.world.db.read(work)
    return [_shape(one, names.get(one.client_id)) for one in every]


async def _shown(found: Inside, one: PathMapping) -> dict[str, Any]:
    client = await found.world.db.read(settings.adapter, one.client_id)
    return _shape(one, client.name if client else None)


def _shape(one: PathMapping, client: str | None) -> dict[str, Any]:
    return present(
        {
            "id": one.id,
            "clientId": one.client_id,
            "client": client,
            "remotePath": one.remote,
            "localPath": one.local,
        }
    )


def _meant(body: MappingBody, mapping_id: int) -> PathMapping:
    return new_mapping(AdapterId(body.client_id), body.remote_path, body.local_path, mapping_id)


async def _save(found: Inside, one: PathMapping) -> PathMapping:
    """What waits for it is imported at once."""
    now = found.world.clock.now()
    preferences = found.world.preferences()
    library = [preferences.movies_dir, preferences.music_dir]

    def work(connection: Connection) -> PathMapping:
        client = settings.adapter(connection, one.client_id)
        if client is None or client.role is not Role.DOWNLOAD_CLIENT:
            raise Invalid("clientId", f"There is no download client {one.client_id}.")
        saved = store.save(connection, one, library)
        acquisitions.hurry(connection, now)
        return saved

    saved = await found.world.db.write(work)
    found.world.bell.ring()
    return saved


async def _delete(found: Inside, mapping_id: int) -> dict[str, Any]:
    def work(connection: Connection) -> None:
        store.mapping(connection, mapping_id)
        store.delete_mapping(connection, mapping_id)

    await found.world.db.write(work)
    return {}


async def _family_save(found: Inside, body: FamilyMapping, mapping_id: int) -> dict[str, Any]:
    hosts = await _hosts(found)
    wanted = body.host.strip().casefold()
    client_id = next((i for i, host in hosts.items() if host.casefold() == wanted), None)
    if client_id is None:
        known = ", ".join(sorted(set(hosts.values()))) or "none"
        raise Invalid("host", f"No download client is at host {body.host} (known: {known}).")
    meant = new_mapping(client_id, body.remote_path, body.local_path, mapping_id)
    return _family(await _save(found, meant), hosts)


async def _hosts(found: Inside) -> dict[AdapterId, str]:
    """By client, in their order of preference."""
    clients = await found.world.db.read(settings.adapters, Role.DOWNLOAD_CLIENT)
    return {one.id: host for one in clients if (host := _host(one))}


def _host(client: StoredAdapter) -> str:
    return urlsplit(str(client.settings.get("url", ""))).hostname or ""


def _family(one: PathMapping, hosts: dict[AdapterId, str]) -> dict[str, Any]:
    """Folders end in a slash there."""
    if one.client_id not in hosts:
        raise NotFound(f"The download client of mapping {one.id} is gone.")
    end = "\\" if is_windows(one.remote) else "/"
    return {
        "host": hosts[one.client_id],
        "remotePath": one.remote + end,
        "localPath": one.local + "/",
        "id": one.id,
    }
