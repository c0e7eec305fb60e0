"""Keeps the working adapters in step with the configured ones."""

import asyncio
import json
import logging
import os
import uuid
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from neonarr.acquisitions.world import World
from neonarr.base.errors import Invalid
from neonarr.base.ids import AdapterId
from neonarr.base.secret import Secret
from neonarr.downloads.clients import ConnectedClient
from neonarr.downloads.port import HasSession
from neonarr.search.ask import ConnectedIndexer
from neonarr.settings import store
from neonarr.settings.adapters import Role
from neonarr.settings.current import CurrentPreferences
from neonarr.settings.fixed import Service
from neonarr.settings.registry import Registry
from neonarr.settings.store import StoredAdapter
from neonarr.settings.vault import UnreadableSecret
from neonarr.storage.process_lock import AlreadyRunning, ProcessLock
from neonarr.vpn.tunnels import ConnectedVpn

log = logging.getLogger(__name__)

SHARED_POLL_S = 5.0
"""How often the settings of a shared database are compared."""
ENGINE_FILE, ENGINE_LOCK = "engine-id", "engine.lock"
ENGINE_PRIORITY = 50
"""After every configured client: the engine is for those who have none."""
ENVIRONMENT_PRIORITY = 20
_OWN_NAMES = {"home": "own_address"}
"""Settings that go by another name in the environment."""


class Plugs:
    """`connect()` builds what is new or changed, keeps what is not, closes what is gone. A guest
    beside the server runs no engine and, on a database others use, stores nothing. Raises Invalid
    for a service of the environment that can't work."""

    def __init__(
        self,
        world: World,
        preferences: CurrentPreferences,
        registry: Registry,
        folder: str,
        environment: list[Service],
        *,
        is_guest: bool = False,
    ) -> None:
        self._world, self._preferences, self._registry = world, preferences, registry
        self._folder = folder
        self._environment = [_accepted(registry, one) for one in environment]
        self._built: dict[AdapterId, tuple[str, Any]] = {}
        self._engine = f"engine:{_engine_id(folder)}"
        self._engine_lock: ProcessLock | None = None
        self._lock = asyncio.Lock()
        self._is_first = True
        self._is_guest = is_guest

    async def connect(self) -> None:
        async with self._lock:
            await self._preferences.reload(self._world.db)
            if self._is_first and not (self._is_guest and self._world.db.is_shared):
                await self._world.db.write(self._store_own)
                self._is_first = False
            stored = await self._world.db.read(store.adapters)
            ours = [a for a in stored if a.is_enabled and self._is_ours(a)]
            await self._close_all_but({a.id for a in ours})
            built = [(a, await self._working(a)) for a in ours]
            working = [(a, adapter) for a, adapter in built if adapter is not None]
            self._put(working, [a for a in stored if not self._is_ours(a)])

    async def keep_up(self) -> None:
        """On a shared database, take over what other processes changed. Runs until cancelled."""
        while self._world.db.is_shared:
            await asyncio.sleep(SHARED_POLL_S)
            try:
                await self.connect()
            except Exception:
                log.exception("settings could not be read again; they are tried later")

    async def close(self) -> None:
        async with self._lock:
            await self._close_all_but(set())
            if self._engine_lock:
                self._engine_lock.release()
                self._engine_lock = None

    def _put(self, working: list[tuple[StoredAdapter, Any]], others: list[StoredAdapter]) -> None:
        self._world.clients.replace(
            [
                ConnectedClient(a.id, a.name, a.priority, built)
                for a, built in working
                if a.role is Role.DOWNLOAD_CLIENT
            ],
            [a.id for a in others],
        )
        self._world.tunnels.replace(
            [ConnectedVpn(a.id, a.name, built) for a, built in working if a.role is Role.VPN]
        )
        self._world.search.replace(
            [
                ConnectedIndexer(a.id, a.name, a.priority, built)
                for a, built in working
                if a.role is Role.INDEXER
            ]
        )

    def _is_ours(self, one: StoredAdapter) -> bool:
        """An engine lives in one process only."""
        if not one.origin.startswith("engine:"):
            return True
        if self._is_guest:
            return False
        return one.origin == self._engine and self._has_engine()

    def _has_engine(self) -> bool:
        """Of several servers with one data folder the first has its engine; when that one ends,
        the next to look takes it over."""
        if self._engine_lock is None:
            try:
                self._engine_lock = ProcessLock(os.path.join(self._folder, ENGINE_LOCK))
            except AlreadyRunning:
                return False
        return True

    async def _working(self, one: StoredAdapter) -> Any:
        """None if it can't be built; why is in the log. Saving anew builds anew."""
        one = self._with_preferences(one)
        shape = json.dumps(
            [one.kind, one.name, one.settings, one.sealed, one.updated_at],
            sort_keys=True,
            default=str,
        )
        before = self._built.get(one.id)
        if before and before[0] == shape:
            return before[1]
        if before:
            # The engine's folder takes one engine at a time: the old one goes first.
            await self._close_all_but(self._built.keys() - {one.id})
        try:
            built = self._registry.build(one)
        except (Invalid, UnreadableSecret) as error:
            log.warning("%s can't be used: %s", one.name, error)
            return None
        self._built[one.id] = (shape, built)
        if isinstance(built, HasSession):
            built.listen(self._world.bell.ring)
        return built

    async def _close_all_but(self, kept: Collection[AdapterId]) -> None:
        for adapter_id in [i for i in self._built if i not in kept]:
            _, built = self._built.pop(adapter_id)
            if hasattr(built, "close"):
                await built.close()

    def _with_preferences(self, one: StoredAdapter) -> StoredAdapter:
        """The engine's settings are preferences, so they are never stored twice."""
        if one.origin != self._engine:
            return one
        now = self._preferences.value
        settings = {
            "downloads_dir": now.downloads_dir,
            "state_dir": os.path.join(self._folder, "engine"),
            "listen": now.engine_listen,
            "discovery": now.engine_discovery,
            "down_limit_kib": now.engine_down_limit_kib,
            "up_limit_kib": now.engine_up_limit_kib,
            "engine_id": self._engine,
        }
        return replace(one, settings=settings)

    def _store_own(self, connection: Connection) -> None:
        """The rows of the environment's services and of this process's engine."""
        known = store.adapters(connection)
        now = self._world.clock.now()
        named = set()
        for role, kind, name, plain, sealed in self._environment:
            row = _row(known, role, name, "environment")
            fresh = StoredAdapter(
                row.id if row else AdapterId(0),
                role,
                kind,
                row.name if row else _free_name(known, role, name),
                plain,
                sealed,
                True,
                ENVIRONMENT_PRIORITY,
                "environment",
            )
            named.add(store.save_adapter(connection, fresh, now))
        for old in known:
            if old.origin == "environment" and old.id not in named:
                store.delete_adapter(connection, old.id)
        self._store_engine(connection, known)

    def _store_engine(self, connection: Connection, known: list[StoredAdapter]) -> None:
        if any(a.origin == self._engine for a in known):
            return
        name = _free_name(known, Role.DOWNLOAD_CLIENT, "Built-in engine")
        engine = StoredAdapter(
            AdapterId(0),
            Role.DOWNLOAD_CLIENT,
            "builtin",
            name,
            {},
            {},
            True,
            ENGINE_PRIORITY,
            self._engine,
        )
        store.save_adapter(connection, engine, self._world.clock.now())


def _accepted(
    registry: Registry, service: Service
) -> tuple[Role, str, str, dict[str, Any], dict[str, str]]:
    """With its settings plain and sealed. Raises Invalid naming the variable to look at."""
    role, kind, name, settings = service
    spec = registry.spec(role, kind)
    if spec is None:
        raise Invalid("kind", f"This version has no {kind!r}.")
    given = {k: v.reveal() if isinstance(v, Secret) else v for k, v in settings.items()}
    try:
        plain, sealed = registry.accept(spec, given, None)
    except Invalid as error:
        variable = f"{kind}_{_OWN_NAMES.get(error.field, error.field)}".upper()
        raise Invalid(variable, f"{variable}: {error}") from None
    return role, kind, name, plain, sealed


def _row(known: list[StoredAdapter], role: Role, name: str, origin: str) -> StoredAdapter | None:
    ours = (a for a in known if a.role is role and a.origin == origin and a.name.startswith(name))
    return next(ours, None)


def _free_name(known: list[StoredAdapter], role: Role, name: str) -> str:
    taken = {a.name for a in known if a.role is role}
    numbers = (f"{name} {n}" for n in range(2, 1000))
    return name if name not in taken else next(n for n in numbers if n not in taken)


def _engine_id(folder: str) -> str:
    """Stays the same as long as the data folder does."""
    path = os.path.join(folder, ENGINE_FILE)
    try:
        with open(path, encoding="ascii") as file:
            known = file.read().strip()
        if known:
            return known
    except FileNotFoundError:
        pass
    fresh = uuid.uuid4().hex[:12]
    with open(path, "w", encoding="ascii") as file:
        file.write(fresh)
    return fresh
