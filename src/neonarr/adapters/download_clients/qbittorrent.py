"""qBittorrent 4.3 to 5.3 through its Web API; what differs: docs/QBITTORRENT.md.

Source: https://github.com/qbittorrent/qBittorrent/wiki/WebUI-API-(qBittorrent-5.0)
"""

import asyncio
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from neonarr.adapters._qbittorrent.settings import QbittorrentSettings, refuse_misfits
from neonarr.adapters.outside import Outside
from neonarr.base.clock import Clock
from neonarr.base.errors import OutsideError
from neonarr.base.ids import InfoHash
from neonarr.base.units import Bytes
from neonarr.downloads.limits import Limits
from neonarr.downloads.model import AddOptions, Download, DownloadFile, ShareGoal
from neonarr.downloads.session import Phase, SessionState
from neonarr.downloads.setup import ClientSetup
from neonarr.downloads.torrent import Magnet, TorrentFile
from neonarr.downloads.trackers import TrackerAnswer
from neonarr.settings.adapters import AdapterSpec, Check, Role
from neonarr.settings.memory import BriefMemory, Memory

if TYPE_CHECKING:
    from neonarr.adapters._qbittorrent.calls import Calls

_T = TypeVar("_T")


class Qbittorrent:
    """Every call runs on one thread of its own, one after the other: the library is not made for
    several, and qBittorrent answers one at a time anyway. `follow` forces one way of following
    (`listing` or `changes`); None leaves the choice to the version."""

    def __init__(
        self,
        name: str,
        settings: QbittorrentSettings,
        clock: Clock,
        *,
        memory: Memory | None = None,
        follow: str | None = None,
    ) -> None:
        self._name, self._settings, self._clock, self._follow = name, settings, clock, follow
        self._memory = memory or BriefMemory()
        self._calls: Calls | None = None
        self._thread: ThreadPoolExecutor | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._listener: Callable[[], object] = lambda: None
        self._unasked = SessionState(Phase.UNKNOWN, "", "Nothing was sent yet.", "", clock.now())

    def session(self) -> SessionState:
        return self._calls.state if self._calls else self._unasked

    def listen(self, listener: Callable[[], object]) -> None:
        self._listener = listener

    async def try_again(self) -> SessionState:
        return await self._run(lambda calls: calls.try_again())

    async def add(self, torrent: TorrentFile | Magnet, options: AddOptions) -> bool:
        return await self._run(lambda calls: calls.add(torrent, options))

    async def downloads(self, hashes: Collection[InfoHash]) -> dict[InfoHash, Download]:
        if not hashes:
            return {}
        wanted = tuple(hashes)
        return await self._run(lambda calls: calls.downloads(wanted))

    async def files(self, info_hash: InfoHash) -> list[DownloadFile] | None:
        return await self._run(lambda calls: calls.files(info_hash))

    async def trackers(self, info_hash: InfoHash) -> tuple[TrackerAnswer, ...]:
        return await self._run(lambda calls: calls.trackers(info_hash))

    async def pause(self, info_hash: InfoHash) -> None:
        await self._run(lambda calls: calls.pause(info_hash))

    async def resume(self, info_hash: InfoHash) -> None:
        await self._run(lambda calls: calls.resume(info_hash))

    async def to_top(self, info_hash: InfoHash) -> None:
        await self._run(lambda calls: calls.to_top(info_hash))

    async def delete(self, info_hash: InfoHash, *, with_data: bool) -> None:
        await self._run(lambda calls: calls.delete(info_hash, with_data=with_data))

    async def set_share_goal(self, info_hash: InfoHash, goal: ShareGoal) -> None:
        await self._run(lambda calls: calls.set_share_goal(info_hash, goal))

    async def free_space(self) -> Bytes | None:
        return await self._run(lambda calls: calls.free_space())

    async def setup(self) -> ClientSetup:
        return await self._run(lambda calls: calls.setup())

    async def finished(self, limit: int) -> list[Download]:
        """Complete downloads, whoever added them, the newest first."""
        return await self._run(lambda calls: calls.finished(limit))

    async def limits(self) -> Limits:
        return await self._run(lambda calls: calls.limits())

    async def set_limits(self, limits: Limits) -> None:
        await self._run(lambda calls: calls.set_limits(limits))

    async def listen_port(self) -> int:
        return await self._run(lambda calls: calls.listen_port())

    async def set_listen_port(self, port: int) -> None:
        await self._run(lambda calls: calls.set_listen_port(port))

    async def check(self) -> Check:
        try:
            return await self._run(lambda calls: calls.check())
        except OutsideError as error:
            return Check(is_ok=False, message=str(error), facts={})

    async def close(self) -> None:
        thread, self._thread = self._thread, None
        if thread is None:
            return
        calls, self._calls = self._calls, None
        if calls:
            thread.submit(calls.close)
        thread.shutdown(wait=False)

    async def _run(self, work: "Callable[[Calls], _T]") -> _T:
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix=f"qbittorrent-{self._name}")
        self._loop = asyncio.get_running_loop()
        return await self._loop.run_in_executor(self._thread, lambda: work(self._opened()))

    def _opened(self) -> "Calls":
        if self._calls is None:
            # 100 ms and 15 MB, which a start without qBittorrent need not pay.
            from neonarr.adapters._qbittorrent.calls import Calls  # noqa: PLC0415
            from neonarr.adapters._qbittorrent.session import Session  # noqa: PLC0415

            session = Session(
                self._name, self._settings, self._clock, self._memory, on_change=self._changed
            )
            self._calls = Calls(self._name, session, self._clock, self._follow)
        return self._calls

    def _changed(self) -> None:
        """On the thread of the calls; the listener lives in the event loop."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._listener)


def _build(name: str, settings: QbittorrentSettings, outside: Outside) -> Qbittorrent:
    return Qbittorrent(name, settings, outside.clock, memory=outside.memory)


SPEC = AdapterSpec(
    Role.DOWNLOAD_CLIENT,
    "qbittorrent",
    "qBittorrent",
    QbittorrentSettings,
    _build,
    refuse_misfits=refuse_misfits,
)
