"""The torrent engine that comes with the server: libtorrent, nothing else to install.

Source: https://www.libtorrent.org/reference.html
"""

import asyncio
import errno
import os
import shutil
import socket
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, TypeVar

from neonarr.adapters._libtorrent.settings import BuiltinSettings
from neonarr.adapters.outside import Outside
from neonarr.base.errors import OutsideError, Refused
from neonarr.base.ids import InfoHash
from neonarr.base.units import Bytes
from neonarr.base.version import VERSION
from neonarr.downloads.limits import KIB, Limits
from neonarr.downloads.model import AddOptions, Download, DownloadFile, ShareGoal
from neonarr.downloads.setup import ClientSetup
from neonarr.downloads.torrent import Magnet, TorrentFile
from neonarr.downloads.trackers import TrackerAnswer
from neonarr.settings.adapters import AdapterSpec, Check, Role

if TYPE_CHECKING:
    from neonarr.adapters._libtorrent.engine import Engine

_T = TypeVar("_T")


class Builtin:
    """The session opens with the first torrent, or with the first call if there are torrents from
    an earlier run; until then calls answer without it. Calls run on one thread of its own."""

    def __init__(self, name: str, settings: BuiltinSettings) -> None:
        self._name, self._settings = name, settings
        self._engine: Engine | None = None
        self._thread: ThreadPoolExecutor | None = None
        self._is_unused = False
        """Set once no torrents of an earlier run were found."""

    async def add(self, torrent: TorrentFile | Magnet, options: AddOptions) -> bool:
        return await self._run(lambda: self._opened().add(torrent, options))

    async def downloads(self, hashes: Collection[InfoHash]) -> dict[InfoHash, Download]:
        wanted = tuple(hashes)
        found = await self._ask(lambda engine: engine.downloads(wanted))
        return found or {}

    async def files(self, info_hash: InfoHash) -> list[DownloadFile] | None:
        return await self._ask(lambda engine: engine.files(info_hash))

    async def trackers(self, info_hash: InfoHash) -> tuple[TrackerAnswer, ...]:
        return await self._ask(lambda engine: engine.trackers(info_hash)) or ()

    async def pause(self, info_hash: InfoHash) -> None:
        await self._ask(lambda engine: engine.pause(info_hash))

    async def resume(self, info_hash: InfoHash) -> None:
        await self._ask(lambda engine: engine.resume(info_hash))

    async def to_top(self, info_hash: InfoHash) -> None:
        """There is no queue: what was added and not paused runs."""

    async def delete(self, info_hash: InfoHash, *, with_data: bool) -> None:
        await self._ask(lambda engine: engine.delete(info_hash, with_data=with_data))

    async def set_share_goal(self, info_hash: InfoHash, goal: ShareGoal) -> None:
        await self._ask(lambda engine: engine.set_share_goal(info_hash, goal))

    async def share_goal(self, info_hash: InfoHash) -> ShareGoal | None:
        """What was set, for the server to hold the torrent to."""
        return await self._ask(lambda engine: engine.share_goal(info_hash))

    async def free_space(self) -> Bytes | None:
        return await self._run(lambda: _free_space(self._settings.downloads_dir))

    async def setup(self) -> ClientSetup:
        """It saves where it was told to, and has no queue of its own."""
        limit = self._settings.down_limit_kib * 1024
        return ClientSetup(
            version=VERSION,
            save_path=self._settings.downloads_dir,
            down_limit=Bytes(limit) if limit else None,
            free_space=await self.free_space(),
        )

    async def finished(self, limit: int) -> list[Download]:
        """None is ever needed: its paths are ours."""
        return []

    async def limits(self) -> Limits:
        down, up = self._settings.down_limit_kib, self._settings.up_limit_kib
        return Limits(Bytes(down * KIB) if down else None, Bytes(up * KIB) if up else None)

    async def set_limits(self, limits: Limits) -> None:
        """Until the next start, as the port."""
        down, up = (-(-(limit or 0) // KIB) for limit in (limits.down, limits.up))
        self._settings = replace(self._settings, down_limit_kib=down, up_limit_kib=up)
        await self._run(lambda: self._engine.limit(down, up) if self._engine else None)

    async def listen_port(self) -> int:
        return int(self._settings.listen.rpartition(":")[2])

    async def set_listen_port(self, port: int) -> None:
        """Until the next start: the port people set is a preference."""
        listen = f"{self._settings.listen.rpartition(':')[0]}:{port}"
        self._settings = replace(self._settings, listen=listen)
        await self._run(lambda: self._engine.listen_on(listen) if self._engine else None)

    async def check(self) -> Check:
        try:
            return await self._run(self._check)
        except OutsideError as error:
            return Check(is_ok=False, message=str(error), facts={})

    async def close(self) -> None:
        thread, self._thread = self._thread, None
        if thread is None:
            return
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(thread, self._close)
        thread.shutdown(wait=False)

    async def _ask(self, work: "Callable[[Engine], _T]") -> _T | None:
        """What `work` returns; None when there is nothing it could be about."""
        return await self._run(lambda: work(self._opened()) if self._has_torrents() else None)

    async def _run(self, work: Callable[[], _T]) -> _T:
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="engine")
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _has_torrents(self) -> bool:
        if self._engine is None and not self._is_unused:
            self._is_unused = not _holds_resume_data(self._settings.state_dir)
        return self._engine is not None or not self._is_unused

    def _opened(self) -> "Engine":
        if self._engine is None:
            _require_libtorrent(self._name)
            from neonarr.adapters._libtorrent.engine import Engine  # noqa: PLC0415 - 25 MB

            self._engine = Engine(self._name, self._settings)
        return self._engine

    def _close(self) -> None:
        if self._engine is not None:
            self._engine.close()
            self._engine = None
            self._is_unused = False

    def _check(self) -> Check:
        _require_libtorrent(self._name)
        folder = self._settings.downloads_dir
        if not os.access(_existing(folder), os.W_OK):
            raise Refused(self._name, f"can't write to {folder}.", "Check who owns the folder.")
        if self._has_torrents():
            self._opened()
        problem = self._engine.listen_problem() if self._engine else _listen_problem(self._settings)
        facts = {"Downloads to": folder, "Listens on": self._settings.listen}
        free = _free_space(folder)
        if free is not None:
            facts["Free space"] = f"{free / 1e9:.1f} GB"
        if self._engine:
            facts["Torrents"] = str(self._engine.count())
        if problem:
            message = (
                f"{self._name}: can't listen on {self._settings.listen} ({problem}). Fewer "
                "peers may reach it; choose another port in the settings."
            )
            return Check(is_ok=False, message=message, facts=facts)
        state = "runs" if self._engine else "is ready and starts with the first download"
        return Check(is_ok=True, message=f"The built-in engine {state}.", facts=facts)


def _require_libtorrent(service: str) -> None:
    if find_spec("libtorrent") is None:
        raise Refused(
            service,
            "needs libtorrent, which is not installed: it has no package for this Python.",
            "Run the server on Python 3.11 to 3.13, or connect a qBittorrent.",
        )


def _holds_resume_data(folder: str) -> bool:
    """Looked up without importing libtorrent."""
    try:
        return any(name.endswith(".resume") for name in os.listdir(folder))
    except FileNotFoundError:
        return False


def _existing(folder: str) -> str:
    """`folder`, or the nearest one above it that exists."""
    folder = os.path.abspath(folder)
    while not os.path.isdir(folder) and folder != os.path.dirname(folder):
        folder = os.path.dirname(folder)
    return folder


def _free_space(folder: str) -> Bytes | None:
    try:
        return Bytes(shutil.disk_usage(_existing(folder)).free)
    except OSError:
        return None


def _listen_problem(settings: BuiltinSettings) -> str:
    """Why a session could not listen now, empty if it could."""
    host, _, port = settings.listen.rpartition(":")
    host = host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, int(port)))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return "another program already uses this port"
        return error.strerror or str(error)
    return ""


def _build(name: str, settings: BuiltinSettings, outside: Outside) -> Builtin:
    return Builtin(name, settings)


SPEC = AdapterSpec(
    Role.DOWNLOAD_CLIENT, "builtin", "Built-in engine", BuiltinSettings, _build, is_hidden=True
)
