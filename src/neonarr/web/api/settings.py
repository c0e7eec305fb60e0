"""/api/v1/settings: configured services, preferences and folders, each with a real test."""

import asyncio
import os
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from pydantic.alias_generators import to_snake
from sqlalchemy import Connection

from neonarr.base.errors import Conflict, Invalid, NotFound
from neonarr.base.ids import AdapterId
from neonarr.health.checks import checked
from neonarr.health.folders import look_at_folder
from neonarr.health.names import require_known_host
from neonarr.search.store import forget_adapter
from neonarr.settings import store
from neonarr.settings.adapters import AdapterSpec, Check, Role
from neonarr.settings.registry import Registry, unstored
from neonarr.settings.store import StoredAdapter
from neonarr.web.inside import Inside, inside
from neonarr.web.wire import IN_ANY_CASE, INPUT, Line, RowId, stamp

router = APIRouter(prefix="/api/v1/settings", tags=["settings"])

TEST_S = 60.0


class AdapterBody(BaseModel):
    model_config = INPUT
    _names = IN_ANY_CASE

    role: Role
    kind: str = Field(max_length=64)
    name: Line = Field("", max_length=200)
    settings: dict[str, Any] = {}
    is_enabled: bool = True
    priority: int = Field(25, ge=1, le=50)
    id: RowId | None = None


class Folder(BaseModel):
    model_config = INPUT
    _names = IN_ANY_CASE

    path: str = Field(max_length=4096)


@router.get("/adapters")
async def adapters(request: Request, role: Role | None = None) -> list[dict[str, Any]]:
    """Configured indexers and download clients; secrets are shown as asterisks."""
    shown: list[dict[str, Any]] = await request.app.state.desk.adapters(role)
    return shown


@router.get("/adapters/kinds")
async def kinds(request: Request, role: Role) -> list[dict[str, Any]]:
    """What can be added, with the fields of each."""
    shown: list[dict[str, Any]] = request.app.state.desk.adapter_kinds(role)
    return shown


@router.post("/adapters", status_code=201)
async def add(request: Request, body: AdapterBody) -> JSONResponse:
    return JSONResponse(await _save(request, body, None), 201)


@router.put("/adapters/{adapter_id}")
async def change(request: Request, adapter_id: RowId, body: AdapterBody) -> dict[str, Any]:
    return await _save(request, body, await _editable(inside(request), adapter_id))


@router.delete("/adapters/{adapter_id}")
async def delete(request: Request, adapter_id: RowId) -> dict[str, Any]:
    """Forget it. What a download client is downloading stays in that client."""
    found = inside(request)
    stored = await _editable(found, adapter_id)

    def work(connection: Connection) -> None:
        store.delete_adapter(connection, stored.id)
        if stored.role is Role.INDEXER:
            forget_adapter(connection, stored.id)

    await found.world.db.write(work)
    await found.reconnect()
    return {}


@router.post("/adapters/test")
async def test(request: Request, body: AdapterBody) -> dict[str, Any]:
    """Try these settings for real, without saving them."""
    found = inside(request)
    before = None
    if body.id:
        before = await found.world.db.read(store.adapter, AdapterId(body.id))
    spec = _spec(found.registry, body)
    plain, sealed = found.registry.accept(spec, _snake(body.settings), before)
    adapter = found.registry.build(unstored(spec, body.name or spec.label, plain, sealed))
    try:
        check = await checked(adapter, body.name or spec.label, TEST_S)
    finally:
        if hasattr(adapter, "close"):
            await adapter.close()
    return _told(found, check)


@router.get("/preferences")
async def preferences(request: Request) -> dict[str, Any]:
    shown: dict[str, Any] = await request.app.state.desk.preferences()
    return shown


@router.put("/preferences")
async def change_preferences(request: Request, body: dict[str, Any]) -> dict[str, Any]:
    """Change some; what is not named stays. All are stored or, if one is bad, none."""
    found = inside(request)
    changes = {to_snake(name): value for name, value in body.items() if name != "locked"}
    await found.preferences.change(found.world.db, changes)
    await found.reconnect()
    return await preferences(request)


@router.post("/folders/test")
async def test_folder(request: Request, body: Folder) -> dict[str, Any]:
    """Is it there, may we write to it, how much space has it."""
    if not os.path.isabs(body.path) or "\0" in body.path:
        raise Invalid("path", "path must be an absolute path, beginning with /.")
    return _told(inside(request), await asyncio.to_thread(look_at_folder, body.path))


def _told(found: Inside, check: Check) -> dict[str, Any]:
    return {
        "success": True,
        "ok": check.is_ok,
        "message": check.message,
        "facts": check.facts,
        "timestamp": stamp(found.world.clock.now()),
    }


async def _save(
    request: Request, body: AdapterBody, before: StoredAdapter | None
) -> dict[str, Any]:
    found = inside(request)
    spec = _spec(found.registry, body)
    plain, sealed = found.registry.accept(spec, _snake(body.settings), before)
    # One that was found once may be away today without anybody's fault.
    if body.is_enabled and plain.get("url") != (before and before.settings.get("url")):
        await require_known_host("Address", plain["url"])
    name = body.name or spec.label
    stored = replace(
        unstored(spec, name, plain, sealed),
        id=before.id if before else AdapterId(0),
        is_enabled=body.is_enabled,
        priority=body.priority,
    )
    now = found.world.clock.now()

    def work(connection: Connection) -> StoredAdapter:
        known = store.adapters(connection, spec.role)
        same = [a for a in known if a.name.casefold() == name.casefold()]
        if any(a.id != stored.id for a in same):
            raise Invalid("name", f"There is another one named {name}: choose a different name.")
        return replace(stored, id=store.save_adapter(connection, stored, now))

    saved = await found.world.db.write(work)
    await found.reconnect()
    shown: dict[str, Any] = request.app.state.desk.adapter(saved)
    return shown


def _spec(registry: Registry, body: AdapterBody) -> AdapterSpec:
    spec = registry.spec(body.role, body.kind)
    if spec is None or spec.is_hidden:
        kinds = ", ".join(s.kind for s in registry.offered(body.role))
        raise Invalid("kind", f"kind must be one of {kinds}.")
    return spec


async def _editable(found: Inside, adapter_id: int) -> StoredAdapter:
    stored = await found.world.db.read(store.adapter, AdapterId(adapter_id))
    if stored is None:
        raise NotFound(f"There is no configured service {adapter_id}.")
    if stored.origin != "user":
        raise Conflict(f"{stored.name} is set by the environment; change it there and start again.")
    return stored


def _snake(settings: dict[str, Any]) -> dict[str, Any]:
    return {to_snake(name): value for name, value in settings.items()}
