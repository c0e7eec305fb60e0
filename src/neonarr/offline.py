"""The doctor's visit where no server runs: on a copy of the database, which is thrown away.

Nothing of the data folder is changed, except that a login which a client refused is noted there:
it must not be sent again at the next visit, or the client bans this machine.
"""

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from neonarr.acquisitions.judging.space import Space
from neonarr.acquisitions.world import World
from neonarr.adapters._http import Http
from neonarr.adapters.download_clients import ALL as DOWNLOAD_CLIENTS
from neonarr.adapters.indexers import ALL as INDEXERS
from neonarr.adapters.outside import Outside
from neonarr.adapters.vpns import ALL as VPNS
from neonarr.base.clock import SystemClock
from neonarr.base.errors import Invalid
from neonarr.doctor.model import Diagnosis
from neonarr.doctor.rounds import Doctor
from neonarr.doctor.visit import Surroundings
from neonarr.downloads.clients import Clients
from neonarr.downloads.live import Live
from neonarr.health.board import Board
from neonarr.jobs.plugs import Plugs
from neonarr.naming.formats import checked
from neonarr.profiles.policies import Policies
from neonarr.profiles.seed import seed
from neonarr.search.ask import Ask
from neonarr.search.connected import Search
from neonarr.settings.boot import Boot
from neonarr.settings.current import CurrentPreferences
from neonarr.settings.fixed import defaults_of, fixed_of, from_environment
from neonarr.settings.memory import Memory, StoredMemory
from neonarr.settings.registry import Registry
from neonarr.settings.vault import KEY_FILE, Vault
from neonarr.storage.backup import copy_sqlite
from neonarr.storage.bell import Bell
from neonarr.storage.db import Database, open_postgres, open_sqlite
from neonarr.storage.migrate import NewerSchema, head, upgrade, version

SQLITE_FILE = "neonarr.db"


async def diagnose(boot: Boot) -> Diagnosis:
    """What it finds, without the built-in engine, which runs with the server only. Raises Invalid
    where the database can't be read."""
    folder = os.path.abspath(boot.neonarr_data_dir)
    with (
        tempfile.TemporaryDirectory(prefix="neonarr-doctor-") as aside,
        _database(boot, folder, aside) as (db, memory),
    ):
        return await _visit(boot, folder, aside, db, memory)


async def _visit(boot: Boot, folder: str, aside: str, db: Database, memory: Memory) -> Diagnosis:
    clock, bell, http = SystemClock(), Bell(), Http(SystemClock())
    vault = Vault(folder if os.path.exists(os.path.join(folder, KEY_FILE)) else aside)
    preferences = CurrentPreferences(defaults_of(folder), fixed_of(boot), checked)
    clients = Clients()
    world = World(
        db=db,
        clock=clock,
        bell=bell,
        vault=vault,
        search=Search(Ask(db, vault, clock), db),
        clients=clients,
        live=Live(bell.ring),
        preferences=lambda: preferences.value,
        policies=Policies(lambda: preferences.value),
        space=Space(clients, lambda: preferences.value),
    )
    registry = Registry((*INDEXERS, *DOWNLOAD_CLIENTS, *VPNS), vault, Outside(clock, http, memory))
    environment = [] if db.is_shared else from_environment(boot)
    plugs = Plugs(world, preferences, registry, aside, environment, is_guest=True)
    try:
        await plugs.connect()
        around = Surroundings(world, folder, lambda: http.skews, may_store=False)
        return await Doctor(around, Board(clock)).visit()
    finally:
        await plugs.close()
        await http.close()


@contextlib.contextmanager
def _database(boot: Boot, folder: str, aside: str) -> Iterator[tuple[Database, Memory]]:
    try:
        if boot.neonarr_database_url:
            db = open_postgres(boot.neonarr_database_url.get_secret_value())
            memory: Memory = StoredMemory(db)
            _require_current(db)
        else:
            original, copy = os.path.join(folder, SQLITE_FILE), os.path.join(aside, SQLITE_FILE)
            if os.path.exists(original):
                copy_sqlite(original, copy)
            db = open_sqlite(copy)
            upgrade(db)
            db.setup(seed)
            memory = _BothMemories(StoredMemory(db), original)
    except (SQLAlchemyError, sqlite3.Error, NewerSchema) as error:
        said = str(getattr(error, "orig", error)).strip().partition("\n")[0]
        place = "NEONARR_DATABASE_URL" if boot.neonarr_database_url else SQLITE_FILE
        raise Invalid(place, f"{place} can't be read ({said}).") from error
    try:
        yield db, memory
    finally:
        db.close()


def _require_current(db: Database) -> None:
    found = db.setup(version)
    if found != head():
        raise NewerSchema(
            f"the database has schema {found}, this version {head()}: let the server start once"
        )


class _BothMemories:
    """Reads the copy; what changes is noted in the original too, if there is one."""

    def __init__(self, copy: StoredMemory, original: str) -> None:
        self._copy, self._original = copy, original

    def read(self, key: str) -> Any:
        return self._copy.read(key)

    def change(self, key: str, change: Callable[[Any], Any]) -> None:
        self._copy.change(key, change)
        if os.path.exists(self._original):
            db = open_sqlite(self._original)
            try:
                StoredMemory(db).change(key, change)
            finally:
                db.close()
