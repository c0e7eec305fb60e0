"""/api/v3/command: the family's way to have something done. Here: importing by hand.

A command is done when the stories are that it began. The last of them are remembered in the
database, so that any of several servers tells how it goes; the stories themselves are kept.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import msgspec
from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from sqlalchemy import Connection

from neonarr.acquisitions import store
from neonarr.acquisitions.by_hand.take import Order, take
from neonarr.acquisitions.model import State
from neonarr.base.errors import Conflict, Invalid, NotFound
from neonarr.base.ids import ItemId
from neonarr.base.plain import from_plain
from neonarr.settings.store import save_setting, setting_value
from neonarr.storage.db import serialize
from neonarr.web.family.importing.listed import MOST_AT_ONCE, FileBody, offered
from neonarr.web.inside import Inside, inside
from neonarr.web.wire import IN_ANY_CASE, INPUT, Line, RowId, present, stamp

router = APIRouter(prefix="/api/v3/command", tags=["import"])

NAME = "ManualImport"
KEPT = "commands_given"
MOST_REMEMBERED = 50
_UNDER_WAY = frozenset({State.DOWNLOADED, State.IMPORTING})


class CommandBody(BaseModel):
    model_config = INPUT
    _names = IN_ANY_CASE

    name: Line = Field(max_length=100)
    files: list[FileBody] = Field(default=[], max_length=MOST_AT_ONCE)


@dataclass(frozen=True, slots=True)
class Command:
    """What was asked, and what came of it at once."""

    id: int
    queued: datetime
    files: int
    stories: tuple[str, ...]
    refusals: tuple[str, ...]


@router.post("", status_code=201)
async def give(request: Request, body: CommandBody) -> dict[str, Any]:
    """Put each file on its way into the library as the movie it names. One that can't be leaves the
    others alone; `message` says why."""
    if body.name.lower() != NAME.lower():
        raise Invalid("name", f"name must be {NAME}: no other command is known here.")
    if not body.files:
        raise Invalid("files", "files must name what to import, as /api/v3/manualimport told it.")
    found = inside(request)
    stories, refusals = [], []
    for one in body.files:
        try:
            stories.append(await _begun(found, one))
        except (Invalid, Conflict, NotFound) as error:
            refusals.append(str(error))
    new = Command(0, found.world.clock.now(), len(body.files), tuple(stories), tuple(refusals))
    kept = await found.world.db.write(_keep, new)
    return await found.world.db.read(_resource, kept, found)


@router.get("")
async def given(request: Request) -> list[dict[str, Any]]:
    """The last that were given, the newest first."""
    found = inside(request)

    def work(connection: Connection) -> list[dict[str, Any]]:
        return [_resource(connection, one, found) for one in reversed(_kept(connection))]

    return await found.world.db.read(work)


@router.get("/{command_id}")
async def how_it_goes(request: Request, command_id: RowId) -> dict[str, Any]:
    """Started until every file of it was imported or failed."""
    found = inside(request)
    kept = await found.world.db.read(_kept)
    one = next((one for one in kept if one.id == command_id), None)
    if one is None:
        raise NotFound(f"There is no command {command_id}, or none that is still remembered.")
    return await found.world.db.read(_resource, one, found)


def _kept(connection: Connection) -> list[Command]:
    """The oldest first."""
    return from_plain(setting_value(connection, KEPT) or [], list[Command])


def _keep(connection: Connection, new: Command) -> Command:
    """Under the next number."""
    serialize(connection, KEPT)
    known = _kept(connection)
    one = replace(new, id=known[-1].id + 1 if known else 1)
    save_setting(connection, KEPT, msgspec.to_builtins([*known, one][-MOST_REMEMBERED:]))
    return one


async def _begun(found: Inside, one: FileBody) -> str:
    """The story. Raises Invalid, Conflict, NotFound."""
    if not one.movie_id:
        raise Invalid("movieId", f"movieId must say which movie {one.path[:200]} is.")
    offer = await offered(found.world, one)
    order = Order(offer.key, ItemId(one.movie_id), one.quality_name)
    return (await take(found.world, order)).public_id


def _resource(connection: Connection, one: Command, found: Inside) -> dict[str, Any]:
    stories = [store.by_public_id(connection, name) for name in one.stories]
    there = [story for story in stories if story]
    is_over = not any(story.state in _UNDER_WAY for story in there)
    failed = [story for story in there if story.state is State.FAILED]
    bad = [*one.refusals, *(f"{s.title}: {s.message}" for s in failed)]
    status = "started" if not is_over else "failed" if bad else "completed"
    result = "unknown" if not is_over else "unsuccessful" if bad else "successful"
    ended = max((s.updated_at for s in there), default=one.queued) if is_over else None
    imported = sum(story.state is State.IMPORTED for story in there)
    return present(
        {
            "id": one.id,
            "name": NAME,
            "commandName": "Manual Import",
            "message": " ".join(bad) or f"{imported} of {one.files} imported.",
            "body": {"name": NAME, "sendUpdatesToClient": True, "trigger": "manual"},
            "priority": "normal",
            "status": status,
            "result": result,
            "queued": stamp(one.queued),
            "started": stamp(one.queued),
            "ended": stamp(ended),
            "stateChangeTime": stamp(ended or one.queued),
            "trigger": "manual",
            "sendUpdatesToClient": True,
            "updateScheduledTask": True,
        }
    )
