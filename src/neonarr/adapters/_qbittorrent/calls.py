"""The port's calls, one thread, blocking."""

from collections.abc import Callable, Collection

import msgspec
from msgspec import Struct
from qbittorrentapi.exceptions import NotFound404Error

from neonarr.adapters._qbittorrent import adding
from neonarr.adapters._qbittorrent.follow import Changes, Follow, Follower, Listing, SpaceGauge
from neonarr.adapters._qbittorrent.rows import TrackerRow, to_answers
from neonarr.adapters._qbittorrent.session import Session
from neonarr.adapters._qbittorrent.setup import reading
from neonarr.adapters._qbittorrent.versions import Can, can
from neonarr.adapters._qbittorrent.wire import Wire
from neonarr.base.clock import Clock
from neonarr.base.ids import InfoHash
from neonarr.base.units import Bytes, Percent
from neonarr.downloads.limits import Limits
from neonarr.downloads.model import AddOptions, Download, DownloadFile, ShareGoal
from neonarr.downloads.session import SessionState
from neonarr.downloads.setup import ClientSetup
from neonarr.downloads.torrent import Magnet, TorrentFile
from neonarr.downloads.trackers import TrackerAnswer
from neonarr.settings.adapters import Check

SPACE_KEPT_S = 60.0


class Calls:
    """One qBittorrent, as the adapter uses it from its one thread."""

    def __init__(self, service: str, session: Session, clock: Clock, follow: str | None) -> None:
        self._service, self._session, self._clock = service, session, clock
        self._forced = Follow(follow) if follow else None
        self._follower: Follower | None = None
        self._follower_login = -1
        self._has_memory = True
        self._gauge = SpaceGauge()
        self._space_at: float | None = None

    @property
    def state(self) -> SessionState:
        return self._session.state

    def try_again(self) -> SessionState:
        return self._session.try_again()

    def close(self) -> None:
        self._session.close()

    def add(self, torrent: TorrentFile | Magnet, options: AddOptions) -> bool:
        def work(wire: Wire) -> bool:
            known = adding.known_as(wire, torrent)
            is_new = known is None
            if known is None:
                adding.add(wire, torrent, options, self._service)
                known = adding.confirm(wire, torrent, self._service, self._clock)
                adding.finish(wire, known, options)
            self._following().note(torrent.info_hash, known)
            return is_new

        return self._session.call(work)

    def downloads(self, hashes: Collection[InfoHash]) -> dict[InfoHash, Download]:
        def work(wire: Wire) -> dict[InfoHash, Download]:
            follower = self._following()
            found = follower.poll(wire, hashes)
            if isinstance(follower, Changes) and follower.fulls_in_a_row > 2:
                self._has_memory, self._follower = False, None
            return found

        return self._session.call(work)

    def files(self, info_hash: InfoHash) -> list[DownloadFile] | None:
        def work(wire: Wire) -> list[DownloadFile] | None:
            try:
                answer = wire.ask(
                    "torrents", "files", hash=self._following().id_of(wire, info_hash)
                )
            except NotFound404Error:
                return None
            return [
                DownloadFile(
                    file.name, Bytes(file.size), Percent(file.progress * 100), file.priority > 0
                )
                for file in _FILES.decode(answer)
            ]

        return self._session.call(work)

    def trackers(self, info_hash: InfoHash) -> tuple[TrackerAnswer, ...]:
        def work(wire: Wire) -> tuple[TrackerAnswer, ...]:
            try:
                answer = wire.ask(
                    "torrents", "trackers", hash=self._following().id_of(wire, info_hash)
                )
            except NotFound404Error:
                return ()
            return to_answers(_TRACKERS.decode(answer))

        return self._session.call(work)

    def pause(self, info_hash: InfoHash) -> None:
        self._act(info_hash, lambda wire, known: wire.torrents_stop(torrent_hashes=known))

    def resume(self, info_hash: InfoHash) -> None:
        self._act(info_hash, lambda wire, known: wire.torrents_start(torrent_hashes=known))

    def to_top(self, info_hash: InfoHash) -> None:
        self._act(info_hash, adding.to_top)

    def delete(self, info_hash: InfoHash, *, with_data: bool) -> None:
        self._act(
            info_hash,
            lambda wire, known: wire.torrents_delete(delete_files=with_data, torrent_hashes=known),
        )

    def set_share_goal(self, info_hash: InfoHash, goal: ShareGoal) -> None:
        self._act(info_hash, lambda wire, known: adding.set_goal(wire, known, goal))

    def free_space(self) -> Bytes | None:
        """Only `sync/maindata` tells it. A negative figure is a disk qBittorrent can't see; 0 is
        what it says just after its start, before it has looked."""
        free = self._session.call(self._free_space)
        return None if free is None or free <= 0 else Bytes(free)

    def setup(self) -> ClientSetup:
        free = self.free_space()
        return self._session.call(lambda wire: reading.read_setup(wire, free))

    def finished(self, limit: int) -> list[Download]:
        return self._session.call(lambda wire: reading.read_finished(wire, limit))

    def check(self) -> Check:
        def work(wire: Wire) -> dict[str, str]:
            return {
                "Version": wire.app_version(),
                "Web API": wire.api_version,
                "Saves to": wire.app_default_save_path(),
            }

        facts = self._session.call(work) | {"Login": self._session.state.means}
        free = self.free_space()
        if free is not None:
            facts["Free space"] = f"{free / 1e9:.1f} GB"
        message = f"qBittorrent {facts['Version']} answers and saves to {facts['Saves to']}."
        if self._session.is_open_to_all:
            message += f" {self._session.state.means} {self._session.state.todo}".rstrip()
        return Check(is_ok=True, message=message, facts=facts)

    def limits(self) -> Limits:
        """Those of the mode it is in, its alternative one included; 0 is none."""

        def work(wire: Wire) -> Limits:
            down, up = wire.transfer_download_limit(), wire.transfer_upload_limit()
            return Limits(Bytes(down) if down > 0 else None, Bytes(up) if up > 0 else None)

        return self._session.call(work)

    def set_limits(self, limits: Limits) -> None:
        self._session.call(lambda wire: wire.transfer_set_download_limit(limit=limits.down or 0))
        self._session.call(lambda wire: wire.transfer_set_upload_limit(limit=limits.up or 0))

    def listen_port(self) -> int:
        return self._session.call(lambda wire: _PORT.decode(wire.ask("app", "preferences")).port)

    def set_listen_port(self, port: int) -> None:
        changes = {"listen_port": port, "random_port": False}
        self._session.call(lambda wire: wire.app_set_preferences(prefs=changes))

    def _free_space(self, wire: Wire) -> int | None:
        follower = self._following()
        if isinstance(follower, Changes):
            # Another caller of sync/maindata in this session would make it forget the follower.
            follower.update(wire)
            return follower.free_space
        now = self._clock.monotonic()
        if self._space_at is None or now - self._space_at > SPACE_KEPT_S:
            self._gauge.update(wire)
            self._space_at = now if self._gauge.free_space else None
        return self._gauge.free_space

    def _following(self) -> Follower:
        """The way that suits the version. A new session starts anew: qBittorrent has forgotten
        what it told us."""
        if self._follower is None or self._follower_login != self._session.logins:
            is_cheap = can(self._session.version, Can.TELL_CHANGES) and self._has_memory
            way = self._forced or (Follow.CHANGES if is_cheap else Follow.LISTING)
            self._follower = Changes() if way is Follow.CHANGES else Listing()
            self._follower_login = self._session.logins
            self._gauge, self._space_at = SpaceGauge(), None
        return self._follower

    def _act(self, info_hash: InfoHash, action: Callable[[Wire, str], object]) -> None:
        """Actions on an unknown hash answer 200; a 404 is an action this version does not have."""

        def work(wire: Wire) -> None:
            known = self._following().id_of(wire, info_hash)
            try:
                action(wire, known)
            except NotFound404Error:
                # Where no login is needed, none told us that another version has come.
                wire.api_version = ""
                wire.api_version = wire.app_web_api_version().strip()
                action(wire, known)

        self._session.call(work)


class _File(Struct):
    name: str
    size: int
    progress: float
    priority: int


class _Port(Struct):
    port: int = msgspec.field(name="listen_port")


_PORT = msgspec.json.Decoder(_Port)
_TRACKERS = msgspec.json.Decoder(list[TrackerRow])
_FILES = msgspec.json.Decoder(list[_File])
