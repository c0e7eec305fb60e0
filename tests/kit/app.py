"""The real web application over a real inside, in this process; only what is outside is fake."""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
from fastapi import FastAPI

from neonarr.acquisitions.judging.space import Space
from neonarr.acquisitions.world import World
from neonarr.adapters._http import Http
from neonarr.adapters.download_clients import ALL as DOWNLOAD_CLIENTS
from neonarr.adapters.indexers import ALL as INDEXERS
from neonarr.adapters.outside import Outside as Given
from neonarr.adapters.published import published
from neonarr.adapters.vpns import ALL as VPNS
from neonarr.base.ids import AdapterId
from neonarr.base.secret import Secret
from neonarr.doctor.rounds import Doctor
from neonarr.doctor.visit import Surroundings
from neonarr.downloads.clients import Clients
from neonarr.downloads.live import Live
from neonarr.health.board import Board
from neonarr.health.report import Report
from neonarr.jobs.clients.watch import Watcher
from neonarr.jobs.loop import Loop
from neonarr.jobs.plugs import Plugs
from neonarr.naming.formats import checked
from neonarr.people.accounts import Accounts
from neonarr.profiles.policies import Policies
from neonarr.profiles.seed import seed
from neonarr.search.ask import Ask
from neonarr.search.connected import Search
from neonarr.search.wishes import Wishes
from neonarr.settings import store as settings
from neonarr.settings.adapters import AdapterSpec, Role, setting
from neonarr.settings.current import CurrentPreferences
from neonarr.settings.fixed import Service
from neonarr.settings.registry import Registry
from neonarr.settings.vault import Vault
from neonarr.storage.bell import Bell
from neonarr.storage.db import Database
from neonarr.web.app import make_app
from neonarr.web.inside import Inside
from tests.kit.moved_clock import MovedClock
from tests.kit.world import Outside, steps_done

ADDRESS = "http://neonarr.test"
API_KEY = "f00dfacef00dfacef00dfacef00dface"
CLAIM_TOKEN = "claim-me-once"
NAME, PASSWORD = "admin", "correct horse battery"
SETTLES_WITHIN = 40


@dataclass(frozen=True, slots=True)
class FakeSettings:
    url: str = setting("Address")
    api_key: Secret = setting("API key", default=Secret(""))
    timeout_s: float = setting("Time-out (seconds)", default=30.0)
    is_fast: bool = setting("Fast", default=False)


@dataclass
class App:
    """A served-to-be application with one fake indexer and one fake download client configured.

    Time stands still unless `clock` is moved; nothing happens by itself unless `settle()` lets it.
    """

    inside: Inside
    asgi: FastAPI
    outside: Outside
    plugs: Plugs
    report: Report
    http: Http
    space: Space
    built: list[tuple[str, FakeSettings]] = field(default_factory=list)
    """(name, settings) of every fake that was built, in order."""

    @property
    def world(self) -> World:
        return self.inside.world

    @property
    def clock(self) -> MovedClock:
        return self.outside.clock

    def anonymous(self, **headers: str) -> httpx2.AsyncClient:
        """Nobody in particular; `x_api_key="…"` becomes the header X-Api-Key."""
        return httpx2.AsyncClient(
            transport=httpx2.ASGITransport(self.asgi),
            base_url=ADDRESS,
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )

    def with_key(self) -> httpx2.AsyncClient:
        return self.anonymous(x_api_key=API_KEY)

    async def logged_in(self) -> httpx2.AsyncClient:
        """A browser after the claim, its cookie in its jar and our own pages as its origin."""
        person = self.anonymous(origin=ADDRESS)
        form = {"token": CLAIM_TOKEN, "name": NAME, "password": PASSWORD}
        answer = await person.post("/setup", data=form)
        if answer.status_code != 303:
            answer = await person.post("/login", data={"name": NAME, "password": PASSWORD})
        assert answer.status_code == 303, answer.text
        return person

    async def settle(self) -> None:
        """Let the loop and the watcher do what is to be done at this point in time."""
        loop, watcher = Loop(self.world), Watcher(self.world, self.inside.board)
        for _ in range(SETTLES_WITHIN):
            before = self.world.bell.count
            await loop.tick()
            await steps_done()
            await watcher.look()
            if self.world.bell.count == before:
                return
        raise AssertionError("it never came to rest")


@asynccontextmanager
async def running(
    db: Database,
    clock: MovedClock,
    vault: Vault,
    folder: Path,
    *,
    fixed: dict[str, Any] | None = None,
    environment: list[Service] | None = None,
    has_real_kinds: bool = True,
) -> AsyncIterator[App]:
    """An application; `fixed` and `environment` are what the environment would give. Without the
    real kinds of services nothing can be configured that would speak to the network."""
    outside = Outside.make(db, clock, vault, folder)
    built: list[tuple[str, FakeSettings]] = []
    bell, http = Bell(), Http(clock)
    board = Board(clock, bell.ring)
    preferences = CurrentPreferences(outside.preferences, fixed or {}, checked)
    clients = Clients()
    space = Space(clients, lambda: preferences.value)
    world = World(
        db=db,
        clock=clock,
        bell=bell,
        vault=vault,
        search=Search(Ask(db, vault, clock), db),
        clients=clients,
        live=Live(bell.ring),
        preferences=lambda: preferences.value,
        policies=Policies(lambda: preferences.value, space.free),
        space=space,
    )
    real = (*INDEXERS, *DOWNLOAD_CLIENTS, *VPNS) if has_real_kinds else ()
    registry = Registry((*_fakes(outside, built), *real), vault, Given(clock, http))
    plugs = Plugs(world, preferences, registry, str(folder), environment or [])
    report = Report(world, board)
    doctor = Doctor(Surroundings(world, str(folder), lambda: http.skews), board)

    async def reconnect() -> None:
        await plugs.connect()
        await report.soon()
        await doctor.soon()
        bell.ring()

    inside = Inside(
        world=world,
        board=board,
        accounts=Accounts(db, clock, Secret(CLAIM_TOKEN)),
        api_key=Secret(API_KEY),
        preferences=preferences,
        registry=registry,
        reconnect=reconnect,
        check_health=report.run,
        published=lambda url: published(http, url),
        doctor=doctor,
        instance=uuid.uuid4().hex,
        data_dir=str(folder),
    )
    await db.write(seed)
    await _configure(world, vault)
    await plugs.connect()
    try:
        yield App(inside, make_app(inside, _nothing), outside, plugs, report, http, space, built)
    finally:
        await plugs.close()
        await http.close()


@asynccontextmanager
async def _nothing() -> AsyncIterator[None]:
    yield


def _fakes(outside: Outside, built: list[tuple[str, FakeSettings]]) -> list[AdapterSpec]:
    """Kinds whose adapters are always the ones of `outside`."""

    def build(adapter: Any) -> Any:
        def one(name: str, given: FakeSettings, _: Any) -> Any:
            built.append((name, given))
            return adapter

        return one

    return [
        AdapterSpec(
            Role.INDEXER, "fake", "Fake", FakeSettings, build(outside.indexer), wishes=Wishes
        ),
        AdapterSpec(Role.DOWNLOAD_CLIENT, "fake", "Fake", FakeSettings, build(outside.client)),
    ]


async def _configure(world: World, vault: Vault) -> None:
    for role in (Role.INDEXER, Role.DOWNLOAD_CLIENT):
        stored = settings.StoredAdapter(
            id=AdapterId(0),
            role=role,
            kind="fake",
            name=f"Fake {role.value}",
            settings={"url": "http://127.0.0.1:1"},
            sealed={"api_key": vault.seal(Secret("s3cret-of-the-fake"))},
            is_enabled=True,
            priority=25,
            origin="user",
        )
        await world.db.write(settings.save_adapter, stored, world.clock.now())
