"""The spine of the program on fakes: its loop and watcher, a disk of its own, a moved clock.

`Outside` is what survives a crash: the database, the disk, the download client, the indexer.
`Process` is one running program over it; make another one and the first is as good as dead.
"""

import asyncio
import hashlib
import inspect
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any

from neonarr.acquisitions import events, store
from neonarr.acquisitions.control import story
from neonarr.acquisitions.judging.space import Space
from neonarr.acquisitions.model import Acquisition, Event, State
from neonarr.acquisitions.start import grab_release
from neonarr.acquisitions.states import may_go
from neonarr.acquisitions.world import World
from neonarr.base.ids import AdapterId, InfoHash
from neonarr.base.units import Bytes
from neonarr.downloads.clients import Clients, ConnectedClient
from neonarr.downloads.live import Live
from neonarr.downloads.torrent import TorrentFile, read_torrent
from neonarr.health.board import Board
from neonarr.jobs.clients.watch import Watcher
from neonarr.jobs.loop import LEASE_S, Loop
from neonarr.lab.album import Album, write_album
from neonarr.profiles.policies import Policies
from neonarr.search.ask import Ask, ConnectedIndexer
from neonarr.search.connected import Search
from neonarr.search.port import Query
from neonarr.settings.model import Preferences
from neonarr.settings.vault import Vault
from neonarr.storage.bell import Bell
from neonarr.storage.db import Database
from tests.kit.black_film import write_black_film
from tests.kit.fake_download_client import FakeDownloadClient
from tests.kit.fake_indexer import FakeIndexer, release
from tests.kit.moved_clock import MovedClock

CLIENT, INDEXER = AdapterId(1), AdapterId(2)
PIECE = 1 << 20
QUIET_ROUNDS = 60
STEP_S = 60
"""More than any step takes here; a step that hangs fails the test."""


def bencode(value: Any) -> bytes:
    if isinstance(value, int):
        return b"i%de" % value
    if isinstance(value, bytes | str):
        raw = value.encode() if isinstance(value, str) else value
        return b"%d:%s" % (len(raw), raw)
    if isinstance(value, list):
        return b"l%se" % b"".join(map(bencode, value))
    return b"d%se" % b"".join(bencode(k) + bencode(value[k]) for k in sorted(value))


def torrent_bytes(name: str, files: Mapping[str, bytes], *, is_private: bool = False) -> bytes:
    """A v1 .torrent of the folder `name` with those files (path below it -> content)."""
    listed = [{"path": path.split("/"), "length": len(data)} for path, data in files.items()]
    whole = b"".join(files.values())
    starts = range(0, len(whole), PIECE)
    pieces = b"".join(hashlib.sha1(whole[at : at + PIECE]).digest() for at in starts)
    told = {"name": name, "files": listed, "piece length": PIECE, "pieces": pieces}
    return bencode({"info": told | {"private": 1} if is_private else told})


@cache
def film_bytes() -> bytes:
    """A real film, short and black."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "film.mkv"
        write_black_film(path, seconds=2)
        return path.read_bytes()


@cache
def album_files() -> dict[str, bytes]:
    """A real album of two tagged tracks: file name -> content."""
    album = Album("The Testers", "On Tape", 2021, (("First", "Second"),), beats=1)
    with TemporaryDirectory() as folder:
        return {p.name: p.read_bytes() for p in write_album(Path(folder), album)}


@dataclass(frozen=True)
class Offered:
    """A release the fake indexer has. `content`: path below the save path -> bytes."""

    torrent: TorrentFile
    content: Mapping[str, bytes]

    @property
    def info_hash(self) -> InfoHash:
        return self.torrent.info_hash


@dataclass
class Outside:
    """What a crash does not touch."""

    db: Database
    clock: MovedClock
    vault: Vault
    folder: Path
    client: FakeDownloadClient
    indexer: FakeIndexer
    preferences: Preferences
    offers: dict[InfoHash, Offered] = field(default_factory=dict)
    library_free: int = 1 << 41

    @classmethod
    def make(cls, db: Database, clock: MovedClock, vault: Vault, folder: Path) -> "Outside":
        places = {name: folder / name for name in ("movies", "music", "downloads")}
        for place in places.values():
            place.mkdir()
        preferences = Preferences(**{f"{n}_dir": str(place) for n, place in places.items()})
        client = FakeDownloadClient(str(places["downloads"]))
        return cls(db, clock, vault, folder, client, FakeIndexer(), preferences)

    def offer(
        self, name: str, files: Mapping[str, bytes] | None = None, *, is_private: bool = False
    ) -> Offered:
        """Put a release on the indexer: a film, unless other files are given."""
        files = {f"{name}.mkv": film_bytes() + name.encode()} if files is None else files
        torrent = read_torrent(torrent_bytes(name, files, is_private=is_private))
        offered = Offered(torrent, {f"{name}/{path}": data for path, data in files.items()})
        self.offers[torrent.info_hash] = offered
        self.indexer.torrents[name] = torrent
        self.indexer.releases.setdefault("", []).append(release(name))
        return offered

    def disk(self, path: PurePath) -> Bytes:
        """What is free where the library is."""
        return Bytes(self.library_free)

    def finish(self, info_hash: InfoHash) -> None:
        """The client has it all."""
        self.client.finish(info_hash, self.offers[info_hash].content)

    def library(self) -> dict[str, bytes]:
        """Every file of the library, hidden ones too: path below its root folder -> content."""
        return {
            str(path.relative_to(root)): path.read_bytes()
            for root in (self.folder / "movies", self.folder / "music")
            for path in root.rglob("*")
            if path.is_file()
        }


class PulledPlug(BaseException):
    """The process is dead: nothing in it may catch this."""


@dataclass
class Fuse:
    """Blows when it is passed for the `at`-th time (0: never); then nothing works any more."""

    at: int = 0
    passed: int = 0

    @property
    def is_blown(self) -> bool:
        return 0 < self.at <= self.passed

    def burn(self) -> None:
        if not self.is_blown:
            self.passed += 1
        self.require()

    def require(self) -> None:
        if self.is_blown:
            raise PulledPlug


READS = frozenset({"read", "downloads", "files", "sources", "search", "fetch", "check"})


class Fused:
    """`real`, whose every call that changed something may be the last thing this process did.

    To die before a call is to die after the change that came before it, so that is not tried too.
    """

    def __init__(self, real: Any, fuse: Fuse) -> None:
        self._real, self._fuse = real, fuse

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._real, name)
        if not inspect.iscoroutinefunction(found):
            return found

        async def call(*args: Any, **kwargs: Any) -> Any:
            self._fuse.require()
            result = await found(*args, **kwargs)
            if name not in READS and result != []:  # nothing promoted, nothing claimed
                self._fuse.burn()
            return result

        return call


class Process:
    """One program over the outside. Time stands still unless the clock is moved."""

    def __init__(self, outside: Outside, fuse: Fuse | None = None) -> None:
        self.outside = outside
        fused = (lambda real: Fused(real, fuse)) if fuse else (lambda real: real)
        db, bell = fused(outside.db), Bell()
        search = Search(Ask(db, outside.vault, outside.clock), db)
        search.replace([ConnectedIndexer(INDEXER, "Fake", 25, fused(outside.indexer))])
        clients = Clients()
        clients.replace([ConnectedClient(CLIENT, "Fake", 25, fused(outside.client))])
        live = Live(bell.ring)
        self.space = Space(clients, lambda: outside.preferences, outside.disk)
        self.world = World(
            db=db,
            clock=outside.clock,
            bell=bell,
            vault=outside.vault,
            search=search,
            clients=clients,
            live=live,
            preferences=lambda: outside.preferences,
            policies=Policies(lambda: outside.preferences),
            space=self.space,
        )
        self.board = Board(outside.clock)
        self.loop, self.watcher = Loop(self.world), Watcher(self.world, self.board)

    async def settle(self) -> None:
        """Let loop and watcher work until neither changes anything at this point in time."""
        for _ in range(QUIET_ROUNDS):
            before = await self._picture()
            await self.loop.tick()
            await steps_done()
            await self.watcher.look()
            if await self._picture() == before:
                return
        raise AssertionError("it never came to rest")

    async def tick_alone(self) -> bool:
        """One tick to its end, whatever hangs in other processes; whether there was work."""
        before = asyncio.all_tasks()
        await self.loop.tick()
        mine = [t for t in asyncio.all_tasks() - before if t.get_name().startswith("acquisition-")]
        await asyncio.wait_for(asyncio.gather(*mine), STEP_S)
        return bool(mine)

    async def settle_after(self, seconds: float) -> None:
        self.outside.clock.move(seconds)
        await self.settle()

    async def now(self, one: Acquisition) -> Acquisition:
        return await story(self.world, one.public_id)

    async def settled(self, one: Acquisition) -> Acquisition:
        await self.settle()
        return await self.now(one)

    async def pick(self, title: str) -> Acquisition:
        """Search, and grab the result of that name."""
        answers = await self.world.search.ask_all(Query(title))
        found = (r for answer in answers for r in answer.releases if r.title == title)
        return await grab_release(self.world, next(found))

    async def finish(self, one: Acquisition) -> Acquisition:
        """From downloading to wherever it ends."""
        now = await self.now(one)
        assert now.info_hash is not None, now
        self.outside.finish(now.info_hash)
        return await self.settled(one)

    async def events(self, one: Acquisition) -> list[Event]:
        found: list[Event] = []
        cursor = 0
        while some := await self.world.db.read(events.events_after, cursor):
            cursor = some[-1].id
            found += [e for e in some if e.acquisition_id == one.id]
        return found

    async def _picture(self) -> list[tuple[int, int]]:
        def work(connection: Any) -> list[tuple[int, int]]:
            return [(a.id, a.token) for a in store.by_state(connection, list(State))]

        return sorted(await self.outside.db.read(work))


async def steps_done() -> None:
    """Every step of the loop that is under way has ended; raises what ended it."""
    tasks = [t for t in asyncio.all_tasks() if t.get_name().startswith("acquisition-")]
    async with asyncio.timeout(STEP_S):
        for outcome in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(outcome, BaseException):
                raise outcome


async def get_it(process: Process, one: Acquisition) -> Acquisition:
    """Carry on until it is imported: downloads finish, waits pass."""
    outside = process.outside
    for _ in range(8):
        await process.settle()
        now = await process.now(one)
        if now.state is State.IMPORTED:
            return now
        held = outside.client.held.get(now.info_hash) if now.info_hash else None
        if held and now.info_hash and held.progress < 100:
            outside.finish(now.info_hash)
        else:
            outside.clock.move(LEASE_S + 1)
    raise AssertionError(f"still {now.state}: {now.trouble} {now.message}")


def check_events(told: list[Event]) -> None:
    """Each event follows from the one before."""
    assert told[0].previous is None
    for before, after in itertools.pairwise(told):
        assert after.previous == before.state, told
        assert may_go(State(before.state), State(after.state)), told
    assert [e.id for e in told] == sorted({e.id for e in told})
