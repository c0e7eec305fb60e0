"""Transmission 3.00 and later through its RPC.

Its categories are labels: the first is the category, tags follow. It knows no goal for the time of
seeding: the ratio is handed to it, the time is watched by us.

Source: https://github.com/transmission/transmission/blob/main/docs/rpc-spec.md
"""

import asyncio
from collections.abc import Callable, Collection
from typing import Any

from neonarr.adapters._transmission.adding import addition, goal_arguments, is_new, labels
from neonarr.adapters._transmission.answers import Contents, Space, Told, Trackers, read
from neonarr.adapters._transmission.follow import FEW, Follower
from neonarr.adapters._transmission.inspecting import Rows, answers_of, setup_of
from neonarr.adapters._transmission.rows import FIELDS, to_download
from neonarr.adapters._transmission.session import SUCCESS, Session
from neonarr.adapters._transmission.settings import TransmissionSettings, refuse_misfits
from neonarr.adapters.outside import Outside
from neonarr.base.errors import OutsideError, Refused
from neonarr.base.ids import InfoHash
from neonarr.base.units import Bytes, Percent
from neonarr.downloads.limits import Limits
from neonarr.downloads.model import AddOptions, Download, DownloadFile, DownloadState, ShareGoal
from neonarr.downloads.session import SessionState
from neonarr.downloads.setup import ClientSetup
from neonarr.downloads.torrent import Magnet, TorrentFile
from neonarr.downloads.trackers import TrackerAnswer
from neonarr.settings.adapters import AdapterSpec, Check, Role

LOOKS, LOOK_S = 20, 0.1

KB = 1000


class Transmission:
    """Every action names its torrent: one without `ids` would be for all. `few` is up to how many
    downloads are asked for one by one."""

    def __init__(
        self, name: str, settings: TransmissionSettings, outside: Outside, *, few: int = FEW
    ) -> None:
        self._name, self._settings = name, settings
        self._session = Session(name, settings, outside)
        self._follower = Follower(name, self._session, outside.clock, few)

    async def add(self, torrent: TorrentFile | Magnet, options: AddOptions) -> bool:
        arguments = addition(torrent, options, self._settings.folder)
        answered = await self._session.ask("torrent-add", arguments)
        self._follower.doubt()
        if not is_new(self._name, torrent, answered):
            return False
        changes = labels(options) | goal_arguments(options.share_goal)
        if changes:
            await self._act("torrent-set", torrent.info_hash, **changes)
        if options.to_top:
            await self.to_top(torrent.info_hash)
        if not options.is_paused:
            await self._started(torrent.info_hash)
        return True

    async def downloads(self, hashes: Collection[InfoHash]) -> dict[InfoHash, Download]:
        return await self._follower.poll(hashes) if hashes else {}

    async def files(self, info_hash: InfoHash) -> list[DownloadFile] | None:
        wanted = ["files", "fileStats"]
        content = await self._session.call("torrent-get", ids=[info_hash], fields=wanted)
        for found in read(self._name, content, Contents).torrents:
            return [
                DownloadFile(
                    file.name,
                    Bytes(file.length),
                    Percent(100.0 * file.bytes_completed / file.length if file.length else 100.0),
                    stats.wanted,
                )
                for file, stats in zip(found.files, found.file_stats, strict=False)
            ]
        return None

    async def trackers(self, info_hash: InfoHash) -> tuple[TrackerAnswer, ...]:
        content = await self._session.call("torrent-get", ids=[info_hash], fields=["trackerStats"])
        return answers_of(read(self._name, content, Trackers))

    async def pause(self, info_hash: InfoHash) -> None:
        """One that is just being checked forgets the word and starts afterwards (3.00), so the word
        is repeated until it is heard."""
        for _ in range(LOOKS):
            await self._act("torrent-stop", info_hash)
            if await self._is_stopped(info_hash) is not False:
                return
            await asyncio.sleep(LOOK_S)

    async def resume(self, info_hash: InfoHash) -> None:
        await self._act("torrent-start", info_hash)

    async def to_top(self, info_hash: InfoHash) -> None:
        await self._act("queue-move-top", info_hash)

    async def delete(self, info_hash: InfoHash, *, with_data: bool) -> None:
        await self._act("torrent-remove", info_hash, **{"delete-local-data": with_data})

    async def set_share_goal(self, info_hash: InfoHash, goal: ShareGoal) -> None:
        await self._act("torrent-set", info_hash, **goal_arguments(goal))

    async def free_space(self) -> Bytes | None:
        return await self._free_in(self._settings.folder or (await self._told()).download_dir)

    async def setup(self) -> ClientSetup:
        told = await self._told()
        folder = self._settings.folder or told.download_dir
        return setup_of(told, folder, await self._free_in(folder))

    async def finished(self, limit: int) -> list[Download]:
        """Complete downloads, whoever added them, the newest first."""
        content = await self._session.call("torrent-get", fields=list(FIELDS))
        rows = read(self._name, content, Rows).torrents
        told = [to_download(row) for row in sorted(rows, key=lambda row: -row.id)]
        return [one for one in told if one.state is DownloadState.COMPLETE][:limit]

    async def limits(self) -> Limits:
        told = await self._told()
        return Limits(
            Bytes(told.speed_limit_down * KB) if told.speed_limit_down_enabled else None,
            Bytes(told.speed_limit_up * KB) if told.speed_limit_up_enabled else None,
        )

    async def set_limits(self, limits: Limits) -> None:
        changes: dict[str, Any] = {}
        for way, limit in (("down", limits.down), ("up", limits.up)):
            changes[f"speed-limit-{way}-enabled"] = limit is not None
            if limit is not None:
                changes[f"speed-limit-{way}"] = -(-limit // KB)
        await self._session.call("session-set", **changes)

    async def listen_port(self) -> int:
        return (await self._told()).peer_port

    async def set_listen_port(self, port: int) -> None:
        changes = {"peer-port": port, "peer-port-random-on-start": False}
        await self._session.call("session-set", **changes)

    async def check(self) -> Check:
        try:
            return await self._check()
        except OutsideError as error:
            return Check(is_ok=False, message=str(error), facts={})

    async def close(self) -> None:
        """Nothing is held but the shared HTTP client."""

    def session(self) -> SessionState:
        return self._session.state

    def listen(self, listener: Callable[[], object]) -> None:
        self._session.listen(listener)

    async def try_again(self) -> SessionState:
        return await self._session.try_again()

    async def _started(self, info_hash: InfoHash) -> None:
        """Wait until it is no longer told as stopped: it starts a moment after the answer, and in
        between it would look as if a person had paused it."""
        for _ in range(LOOKS):
            if not await self._is_stopped(info_hash):
                return
            await asyncio.sleep(LOOK_S)

    async def _is_stopped(self, info_hash: InfoHash) -> bool | None:
        """None if Transmission does not have it."""
        seen = (await self._follower.poll([info_hash])).get(info_hash)
        return seen.is_stopped if seen else None

    async def _check(self) -> Check:
        told = await self._told()
        folder = self._settings.folder or told.download_dir
        free = await self._free_in(folder)
        if free is None:
            raise Refused(
                self._name,
                f"does not find its download folder {folder}.",
                "It must be there where Transmission runs.",
            )
        facts = {"Version": told.version, "RPC": str(told.rpc_version), "Saves to": folder}
        facts["Free space"] = f"{free / 1e9:.1f} GB"
        if told.download_queue_enabled:
            facts["Downloads at once"] = str(told.download_queue_size)
        number = told.version.partition(" ")[0]
        return Check(True, f"Transmission {number} answers and saves to {folder}.", facts)

    async def _free_in(self, folder: str) -> Bytes | None:
        answered = await self._session.ask("free-space", {"path": folder})
        if answered.result != SUCCESS:
            return None
        free = read(self._name, answered.arguments, Space).size_bytes
        return Bytes(free) if free >= 0 else None

    async def _told(self) -> Told:
        return read(self._name, await self._session.call("session-get"), Told)

    async def _act(self, method: str, info_hash: InfoHash, **arguments: Any) -> None:
        self._follower.doubt()
        await self._session.call(method, ids=[info_hash], **arguments)


SPEC = AdapterSpec(
    Role.DOWNLOAD_CLIENT,
    "transmission",
    "Transmission",
    TransmissionSettings,
    Transmission,
    refuse_misfits=refuse_misfits,
)
