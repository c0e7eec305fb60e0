"""A download client in memory. The conformance suite holds it to what the real ones do."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from neonarr.base.errors import OutsideError
from neonarr.base.ids import InfoHash
from neonarr.base.units import Bytes, Percent
from neonarr.downloads.limits import Limits
from neonarr.downloads.model import AddOptions, Download, DownloadFile, DownloadState, ShareGoal
from neonarr.downloads.setup import ClientSetup
from neonarr.downloads.torrent import Magnet, TorrentEntry, TorrentFile
from neonarr.downloads.trackers import TrackerAnswer
from neonarr.settings.adapters import Check

NO_LIMITS = Limits(None, None)


@dataclass
class Held:
    """One download of the fake; tests may change any of it."""

    name: str
    files: tuple[TorrentEntry, ...] | None
    """None while a magnet's metadata is missing."""
    save_path: str
    options: AddOptions
    is_stopped: bool
    progress: float = 0.0
    share_goal: ShareGoal | None = None
    state: DownloadState | None = None
    """Overrides the state that follows from the rest."""
    message: str = ""
    ratio: float = 0.0
    seeding_s: int = 0
    trackers: tuple[TrackerAnswer, ...] = ()


@dataclass
class FakeDownloadClient:
    """`held` is what it has, first in its queue first; `fail_with` makes every call fail."""

    folder: str
    name: str = "Fake"
    held: dict[InfoHash, Held] = field(default_factory=dict)
    fail_with: OutsideError | None = None
    free: Bytes | None = None
    adds: int = 0
    """How many adds really added something."""
    is_closed: bool = False
    told: ClientSetup | None = None
    """How it says it is set up."""
    port: int = 6881
    limited: Limits = NO_LIMITS
    limitings: int = 0
    """How often limits were set."""
    trackings: int = 0
    """How often it was asked for trackers."""

    def learn(self, info_hash: InfoHash, files: Mapping[str, int]) -> None:
        """A magnet's metadata arrives: path below the save path -> size in bytes."""
        self.held[info_hash].files = tuple(TorrentEntry(p, Bytes(s)) for p, s in files.items())

    def advance(self, info_hash: InfoHash, percent: float) -> None:
        self.held[info_hash].progress = percent

    def finish(self, info_hash: InfoHash, content: Mapping[str, bytes] | None = None) -> None:
        """Everything is here: writes `content` (path below the save path -> bytes; else zeros of
        the torrent's own sizes) to the disk and reports 100 %."""
        held = self.held[info_hash]
        if content is None:
            content = {f.path: bytes(f.size) for f in held.files or ()}
        elif held.files is None:
            self.learn(info_hash, {path: len(data) for path, data in content.items()})
        for path, data in content.items():
            target = Path(held.save_path) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        held.progress = 100.0

    async def add(self, torrent: TorrentFile | Magnet, options: AddOptions) -> bool:
        self._maybe_fail()
        if torrent.info_hash in self.held:
            return False
        held = Held(
            name=torrent.name or torrent.info_hash,
            files=torrent.files if isinstance(torrent, TorrentFile) else None,
            save_path=options.save_path or str(Path(self.folder) / options.category),
            options=options,
            is_stopped=options.is_paused,
            share_goal=options.share_goal,
        )
        if held.files and all(_is_there(held.save_path, one) for one in held.files):
            held.progress = 100.0
        self.held[torrent.info_hash] = held
        self.adds += 1
        if options.to_top:
            self._first(torrent.info_hash)
        return True

    async def downloads(self, hashes: Collection[InfoHash]) -> dict[InfoHash, Download]:
        self._maybe_fail()
        return {h: _download(h, self.held[h]) for h in hashes if h in self.held}

    async def files(self, info_hash: InfoHash) -> list[DownloadFile] | None:
        self._maybe_fail()
        held = self.held.get(info_hash)
        if held is None:
            return None
        done = Percent(held.progress)
        return [DownloadFile(f.path, f.size, done, is_wanted=True) for f in held.files or ()]

    async def trackers(self, info_hash: InfoHash) -> tuple[TrackerAnswer, ...]:
        self._maybe_fail()
        self.trackings += 1
        held = self.held.get(info_hash)
        return held.trackers if held else ()

    async def pause(self, info_hash: InfoHash) -> None:
        self._maybe_fail()
        if info_hash in self.held:
            self.held[info_hash].is_stopped = True

    async def resume(self, info_hash: InfoHash) -> None:
        self._maybe_fail()
        if info_hash in self.held:
            self.held[info_hash].is_stopped = False

    async def to_top(self, info_hash: InfoHash) -> None:
        self._maybe_fail()
        if info_hash in self.held:
            self._first(info_hash)

    async def delete(self, info_hash: InfoHash, *, with_data: bool) -> None:
        self._maybe_fail()
        held = self.held.pop(info_hash, None)
        if held is None or not with_data:
            return
        for entry in held.files or ():
            (Path(held.save_path) / entry.path).unlink(missing_ok=True)
            for folder in (Path(held.save_path) / entry.path).parents:
                if folder == Path(held.save_path) or not folder.is_dir() or any(folder.iterdir()):
                    break
                folder.rmdir()

    async def set_share_goal(self, info_hash: InfoHash, goal: ShareGoal) -> None:
        self._maybe_fail()
        if info_hash in self.held:
            self.held[info_hash].share_goal = goal

    async def limits(self) -> Limits:
        self._maybe_fail()
        return self.limited

    async def set_limits(self, limits: Limits) -> None:
        self._maybe_fail()
        self.limited = limits
        self.limitings += 1

    async def listen_port(self) -> int:
        self._maybe_fail()
        return self.port

    async def set_listen_port(self, port: int) -> None:
        self._maybe_fail()
        self.port = port

    async def free_space(self) -> Bytes | None:
        self._maybe_fail()
        return self.free if self.free is not None else Bytes(1 << 40)

    async def setup(self) -> ClientSetup:
        self._maybe_fail()
        return self.told or ClientSetup(version="1", save_path=self.folder)

    async def finished(self, limit: int) -> list[Download]:
        self._maybe_fail()
        complete = [(h, held) for h, held in self.held.items() if held.progress >= 100]
        return [_download(h, held) for h, held in reversed(complete)][:limit]

    async def check(self) -> Check:
        if self.fail_with:
            return Check(is_ok=False, message=str(self.fail_with), facts={})
        return Check(is_ok=True, message=f"{self.name} answers.", facts={"Folder": self.folder})

    async def close(self) -> None:
        self.is_closed = True

    def _maybe_fail(self) -> None:
        if self.fail_with:
            raise self.fail_with

    def _first(self, info_hash: InfoHash) -> None:
        self.held = {info_hash: self.held.pop(info_hash), **self.held}


def _is_there(folder: str, entry: TorrentEntry) -> bool:
    path = Path(folder) / entry.path
    return path.is_file() and path.stat().st_size == entry.size


def _download(info_hash: InfoHash, held: Held) -> Download:
    size = Bytes(sum(f.size for f in held.files or ()))
    moves = _state(held) is DownloadState.DOWNLOADING
    return Download(
        info_hash=info_hash,
        name=held.name,
        state=_state(held),
        progress=Percent(held.progress),
        size=size,
        done=Bytes(int(size * held.progress / 100)),
        down_speed=Bytes(1_000_000 if moves else 0),
        up_speed=Bytes(0),
        eta_s=60 if moves else None,
        seeds=1 if moves else 0,
        peers=0,
        ratio=held.ratio,
        seeding_s=held.seeding_s,
        save_path=held.save_path,
        content_path=_content_path(held),
        category=held.options.category,
        is_stopped=held.is_stopped,
        message=held.message,
    )


def _state(held: Held) -> DownloadState:
    if held.state:
        return held.state
    if held.progress >= 100:
        return DownloadState.COMPLETE
    if held.is_stopped:
        return DownloadState.PAUSED
    if held.files is None:
        return DownloadState.METADATA
    return DownloadState.DOWNLOADING if held.progress else DownloadState.STALLED


def _content_path(held: Held) -> str:
    first = held.files[0].path if held.files else held.name
    return str(Path(held.save_path) / first.partition("/")[0])
