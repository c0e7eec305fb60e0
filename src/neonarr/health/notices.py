"""Writes what goes wrong, and that it is well again, as events: once each, in the board's words.

Several processes may see one problem. It is told when the first sees it, and is over when none does
any more. A process that died says nothing more: what it saw counts for a while, so that a restart
tells nothing twice.
"""

import asyncio
import logging
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Connection, String, Table, and_, delete, insert, select

from neonarr.acquisitions import events
from neonarr.acquisitions.world import World
from neonarr.health.board import Board, Component
from neonarr.storage.db import UtcDateTime, metadata

log = logging.getLogger(__name__)

problem_table = Table(
    "problem",
    metadata,
    Column("kind", String(32), primary_key=True),
    Column("name", String(300), primary_key=True),
    Column("process", String(32), primary_key=True),
    Column("status", String(16), nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
)

LOOK_S = 15.0
HOLD = timedelta(seconds=30)
"""What is over sooner is told neither way: a restart of a client is no news."""
RENEWED, GONE = timedelta(minutes=5), timedelta(minutes=15)
"""How often a process says that it still sees something; when one that does not has died."""
SETTLED_S = 180.0
"""After a start: by then the checks have run that would find again what the process before saw."""

Key = tuple[str, str]


@dataclass(slots=True)
class Notices:
    """Of one process. `keep_up` runs until cancelled."""

    world: World
    board: Board
    process: str = field(default_factory=lambda: uuid.uuid4().hex)
    begun: float | None = None

    async def keep_up(self) -> None:
        while True:
            try:
                await self.look()
            except Exception:
                log.exception("what is wrong could not be written down; it is tried again")
            await asyncio.sleep(LOOK_S)

    async def look(self) -> None:
        """Compare the board with what is written; write only if they differ."""
        clock = self.world.clock
        self.begun = clock.monotonic() if self.begun is None else self.begun
        now = clock.now()
        may_forget = clock.monotonic() - self.begun >= SETTLED_S
        view = _View(self.process, self.board.all(), now, may_forget)
        if await self.world.db.read(_differs, view) and await self.world.db.write(_write, view):
            self.world.bell.ring()


@dataclass(frozen=True, slots=True)
class _View:
    process: str
    components: Sequence[Component]
    now: datetime
    may_forget: bool
    """Whether what other processes saw and do not renew may be taken for gone."""


def _differs(connection: Connection, view: _View) -> bool:
    rows = _rows(connection)
    mine = {(r.kind, r.name): r for r in rows if r.process == view.process}
    wanted = _wrong(view, mine)
    if {key: row.status for key, row in mine.items()} != wanted:
        return True
    if any(view.now - row.seen_at >= RENEWED for row in mine.values()):
        return True
    return any(_is_gone(row, view) for row in rows)


def _write(connection: Connection, view: _View) -> bool:
    """True if there is news."""
    events.reserve(connection)
    rows = _rows(connection)
    mine = {(r.kind, r.name): r for r in rows if r.process == view.process}
    wanted = _wrong(view, mine)
    before = _worst((r.kind, r.name, r.status) for r in rows)
    others = [r for r in rows if r.process != view.process and not _is_gone(r, view)]
    _store(connection, view, rows, wanted)
    after = _worst(
        [*((r.kind, r.name, r.status) for r in others), *((*k, s) for k, s in wanted.items())]
    )
    changed = [key for key in before | after if before.get(key) != after.get(key)]
    said = {(one.kind, one.name): one for one in view.components}
    for key in changed:
        _tell(connection, view, key, (before.get(key), after.get(key)), said.get(key))
    return bool(changed)


def _store(
    connection: Connection, view: _View, rows: Sequence[Any], wanted: Mapping[Key, str]
) -> None:
    for row in rows:
        if row.process == view.process or _is_gone(row, view):
            connection.execute(
                delete(problem_table).where(
                    and_(
                        problem_table.c.kind == row.kind,
                        problem_table.c.name == row.name,
                        problem_table.c.process == row.process,
                    )
                )
            )
    for (kind, name), status in wanted.items():
        connection.execute(
            insert(problem_table).values(
                kind=kind, name=name, process=view.process, status=status, seen_at=view.now
            )
        )


def _tell(
    connection: Connection,
    view: _View,
    key: Key,
    change: tuple[str | None, str | None],
    said: Component | None,
) -> None:
    """In the words of the board; of what stands there no more, that it is over."""
    kind, name = key
    before, after = change
    is_ours = said is not None and (after or "ok") == said.status
    message = said.message if said and is_ours else ("" if after else "It is no longer so.")
    todo = said.todo if said and is_ours else ""
    events.write_notice(
        connection,
        events.Notice(kind, name, after or "ok", before or "ok", message, todo, view.now),
    )


def _wrong(view: _View, mine: Mapping[Key, Any]) -> dict[Key, str]:
    """What this process has to say: what has stood long enough, or not been well for as long."""
    found = {}
    for one in view.components:
        key = (one.kind, one.name[:300])
        is_new = view.now - one.since < HOLD
        if one.status != "ok" and (key in mine or not is_new):
            found[key] = one.status
        elif one.status == "ok" and key in mine and is_new:
            found[key] = mine[key].status
    return found


def _worst(seen: Any) -> dict[Key, str]:
    found: dict[Key, str] = {}
    for kind, name, status in seen:
        if found.get((kind, name)) != "error":
            found[kind, name] = status
    return found


def _is_gone(row: Any, view: _View) -> bool:
    """Also one of a time to come, which a clock that was wrong has left."""
    if row.process == view.process or not view.may_forget:
        return False
    return not -GONE < view.now - row.seen_at < GONE


def _rows(connection: Connection) -> Sequence[Any]:
    return connection.execute(select(problem_table)).all()
