"""Plugs the outside into the inside. The only module that knows every room."""

import asyncio
import logging
import os
import sqlite3
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI
from sqlalchemy.exc import SQLAlchemyError

from neonarr.acquisitions import store
from neonarr.acquisitions.judging.space import Space
from neonarr.acquisitions.world import World
from neonarr.adapters._http import Http
from neonarr.adapters.download_clients import ALL as DOWNLOAD_CLIENTS
from neonarr.adapters.indexers import ALL as INDEXERS
from neonarr.adapters.outside import Outside
from neonarr.adapters.published import published
from neonarr.adapters.vpns import ALL as VPNS
from neonarr.base.clock import SystemClock
from neonarr.base.errors import Conflict, Invalid
from neonarr.base.secret import Secret
from neonarr.doctor.rounds import Doctor
from neonarr.doctor.visit import Surroundings
from neonarr.downloads.clients import Clients
from neonarr.downloads.live import Live
from neonarr.health.board import Board
from neonarr.health.notices import Notices
from neonarr.health.report import Report
from neonarr.jobs.again import Again
from neonarr.jobs.backups import keep_backups
from neonarr.jobs.clients.limits import keep_limits
from neonarr.jobs.clients.watch import Watcher
from neonarr.jobs.loop import Loop
from neonarr.jobs.plugs import Plugs
from neonarr.jobs.removals import keep_removing
from neonarr.jobs.space import keep_up
from neonarr.jobs.tunnels import TunnelWatch
from neonarr.naming.formats import checked
from neonarr.people.accounts import Accounts
from neonarr.people.keys import api_key, claim_token
from neonarr.profiles.policies import Policies
from neonarr.profiles.seed import seed
from neonarr.search.ask import Ask
from neonarr.search.connected import Search
from neonarr.settings.boot import Boot
from neonarr.settings.current import CurrentPreferences
from neonarr.settings.fixed import defaults_of, fixed_of, from_environment
from neonarr.settings.memory import StoredMemory
from neonarr.settings.model import Preferences
from neonarr.settings.registry import Registry
from neonarr.settings.vault import Vault
from neonarr.storage.backup import FOLDER, make
from neonarr.storage.bell import Bell
from neonarr.storage.db import Database, open_postgres, open_sqlite
from neonarr.storage.migrate import head, upgrade, version
from neonarr.storage.process_lock import ProcessLock
from neonarr.web.app import make_app
from neonarr.web.inside import Inside

SQLITE_FILE = "neonarr.db"
LOCK_FILE = "neonarr.lock"
KEPT_WHEN_UPGRADING = 1000
"""Backups that stay: before the preferences are read none is deleted."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Server:
    """Everything of one process. `close()` lets go of it all; it may be called twice."""

    app: FastAPI
    db: Database
    claim_token: Secret
    end_streams: Callable[[], None]
    closing: list[Any] = field(default_factory=list)

    def close(self) -> None:
        while self.closing:
            self.closing.pop()()


def build(boot: Boot) -> Server:
    """A server ready to serve. Raises AlreadyRunning, NewerSchema, Invalid, OSError."""
    folder = os.path.abspath(boot.neonarr_data_dir)
    os.makedirs(folder, exist_ok=True)
    closing: list[Any] = []
    try:
        db = _opened(boot, folder, closing)
        vault = Vault(folder)
        inside, plugs, report, http = _plug(boot, folder, db, vault)
        _make_own_folders(inside.preferences.value, folder)
        app = make_app(inside, lambda: _running(inside, plugs, report, http))
        return Server(app, db, inside.accounts.claim_token, lambda: _end_streams(inside), closing)
    except BaseException:
        for close in reversed(closing):
            close()
        raise


@contextmanager
def opened(boot: Boot) -> Iterator[Database]:
    """The database alone, ready for use. Raises as `build` does."""
    folder = os.path.abspath(boot.neonarr_data_dir)
    closing: list[Any] = []
    try:
        yield _opened(boot, folder, closing)
    finally:
        for close in reversed(closing):
            close()


def _end_streams(inside: Inside) -> None:
    inside.ending.set()
    inside.world.bell.ring()


def _make_own_folders(preferences: Preferences, folder: str) -> None:
    """The default library lies in the data folder. One that lies elsewhere is never made here: if
    its disk is not mounted, an empty folder in its place would swallow the imports."""
    for path in (preferences.movies_dir, preferences.music_dir, preferences.downloads_dir):
        if path.startswith(folder + os.sep):
            os.makedirs(path, exist_ok=True)


def _opened(boot: Boot, folder: str, closing: list[Any]) -> Database:
    db = _open(boot, folder, closing)
    try:
        _save_before_upgrade(db, folder)
        upgrade(db)
        db.setup(seed)
    except (SQLAlchemyError, sqlite3.Error) as error:
        said = str(getattr(error, "orig", error)).strip().partition("\n")[0]
        if boot.neonarr_database_url:
            field, place = "NEONARR_DATABASE_URL", "NEONARR_DATABASE_URL: PostgreSQL"
        else:
            field, place = SQLITE_FILE, os.path.join(folder, SQLITE_FILE)
        raise Invalid(field, f"{place} can't be used ({said}).") from error
    return db


def _save_before_upgrade(db: Database, folder: str) -> None:
    """Moving to a newer schema is one transaction; a backup is for what nobody thought of. Where
    none can be made the start goes on. Replicas that start together each make one."""
    found = db.setup(version)
    if found is None or found >= head():
        return
    log.info("the database has schema %s: it is backed up, and brought to %s then", found, head())
    try:
        made = make(db.url, os.path.join(folder, FOLDER), SystemClock().now(), KEPT_WHEN_UPGRADING)
        log.info("the database of schema %s was backed up to %s", found, made.path)
    except Conflict as error:
        log.warning("the database is brought forward without a backup: %s", error)


def _open(boot: Boot, folder: str, closing: list[Any]) -> Database:
    if boot.neonarr_database_url:
        db = open_postgres(boot.neonarr_database_url.get_secret_value())
    else:
        closing.append(ProcessLock(os.path.join(folder, LOCK_FILE)).release)
        db = open_sqlite(os.path.join(folder, SQLITE_FILE))
    closing.append(db.close)
    return db


def _plug(
    boot: Boot, folder: str, db: Database, vault: Vault
) -> tuple[Inside, Plugs, Report, Http]:
    clock, bell, http = SystemClock(), Bell(), Http(SystemClock())
    board = Board(clock, bell.ring)
    preferences = CurrentPreferences(defaults_of(folder), fixed_of(boot), checked)
    search, clients = Search(Ask(db, vault, clock), db), Clients()
    space = Space(clients, lambda: preferences.value)
    world = World(
        db=db,
        clock=clock,
        bell=bell,
        vault=vault,
        search=search,
        clients=clients,
        live=Live(bell.ring),
        preferences=lambda: preferences.value,
        policies=Policies(lambda: preferences.value, space.free),
        space=space,
        before_download=lambda: Doctor.before_download(doctor),
    )
    registry = Registry(
        (*INDEXERS, *DOWNLOAD_CLIENTS, *VPNS), vault, Outside(clock, http, StoredMemory(db))
    )
    plugs = Plugs(world, preferences, registry, folder, from_environment(boot))
    report = Report(world, board)
    doctor = Doctor(Surroundings(world, folder, lambda: http.skews), board)

    async def reconnect() -> None:
        await plugs.connect()
        await report.soon()
        await doctor.soon()
        await db.write(store.hurry, clock.now())
        bell.ring()

    inside = Inside(
        world=world,
        board=board,
        accounts=Accounts(db, clock, claim_token(db, vault)),
        api_key=api_key(db, vault, folder, _fixed_key(boot)),
        preferences=preferences,
        registry=registry,
        reconnect=reconnect,
        check_health=report.run,
        published=lambda url: published(http, url),
        doctor=doctor,
        instance=uuid.uuid4().hex,
        data_dir=folder,
    )
    return inside, plugs, report, http


def _fixed_key(boot: Boot) -> Secret | None:
    return Secret(boot.neonarr_api_key.get_secret_value()) if boot.neonarr_api_key else None


@asynccontextmanager
async def _running(inside: Inside, plugs: Plugs, report: Report, http: Http) -> AsyncIterator[None]:
    """The loops run while the server serves; the next start carries on what they were doing."""
    await plugs.connect()
    loops = [
        asyncio.create_task(Loop(inside.world).run(), name="loop"),
        asyncio.create_task(Again(inside.world).run(), name="again"),
        asyncio.create_task(Watcher(inside.world, inside.board).run(), name="watcher"),
        asyncio.create_task(plugs.keep_up(), name="plugs"),
        asyncio.create_task(report.keep_up(), name="health"),
        asyncio.create_task(TunnelWatch(inside.world, inside.board).run(), name="tunnels"),
        asyncio.create_task(keep_up(inside.world), name="space"),
        asyncio.create_task(keep_limits(inside.world), name="limits"),
        asyncio.create_task(keep_removing(inside.world), name="removals"),
        asyncio.create_task(inside.doctor.keep_up(), name="doctor"),
        asyncio.create_task(Notices(inside.world, inside.board).keep_up(), name="notices"),
        asyncio.create_task(keep_backups(inside.world, inside.data_dir), name="backups"),
    ]
    try:
        yield
    finally:
        for task in loops:
            task.cancel()
        await asyncio.gather(*loops, return_exceptions=True)
        await plugs.close()
        await http.close()
