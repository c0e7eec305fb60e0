"""What a download client must be able to do."""

from collections.abc import Callable, Collection
from typing import Protocol, runtime_checkable

from neonarr.base.ids import InfoHash
from neonarr.base.units import Bytes
from neonarr.downloads.limits import Limits
from neonarr.downloads.model import AddOptions, Download, DownloadFile, ShareGoal
from neonarr.downloads.session import SessionState
from neonarr.downloads.torrent import Magnet, TorrentFile
from neonarr.downloads.trackers import TrackerAnswer
from neonarr.settings.adapters import Check


class DownloadClient(Protocol):
    """Every method may raise neonarr.base.errors.OutsideError. Acting on a download that is not
    there changes nothing and is no error, so every step may run twice."""

    async def add(self, torrent: TorrentFile | Magnet, options: AddOptions) -> bool:
        """Make sure the client has it, confirmed by info hash. True if it was added now, False if
        it was there already (then nothing about it is changed).

        Raises Rejected if the client works but does not take this torrent."""

    async def downloads(self, hashes: Collection[InfoHash]) -> dict[InfoHash, Download]:
        """Those of `hashes` the client knows, by the cheapest call its version offers."""

    async def files(self, info_hash: InfoHash) -> list[DownloadFile] | None:
        """None if the client does not know it; empty while the metadata is missing."""

    async def pause(self, info_hash: InfoHash) -> None: ...

    async def resume(self, info_hash: InfoHash) -> None: ...

    async def to_top(self, info_hash: InfoHash) -> None:
        """First in the client's queue; nothing happens in a client that has none."""

    async def delete(self, info_hash: InfoHash, *, with_data: bool) -> None: ...

    async def set_share_goal(self, info_hash: InfoHash, goal: ShareGoal) -> None: ...

    async def free_space(self) -> Bytes | None:
        """Where the client saves by default; None if it can't tell."""

    async def check(self) -> Check:
        """A real call with these settings; never raises, the failure is the answer."""

    async def close(self) -> None:
        """Let go; the downloads go on in an outside client. May be called twice."""


@runtime_checkable
class HasListenPort(Protocol):
    """A client whose port for incoming peers can be read and set."""

    async def listen_port(self) -> int:
        """The one it is set to."""

    async def set_listen_port(self, port: int) -> None:
        """For good, where the client keeps its own settings."""


@runtime_checkable
class HasLimits(Protocol):
    """A client whose speed over all its torrents can be limited. Both may raise OutsideError."""

    async def limits(self) -> Limits:
        """Those in force."""

    async def set_limits(self, limits: Limits) -> None:
        """To the whole kB or KiB, up; safe to run twice."""


@runtime_checkable
class HasTrackers(Protocol):
    """A client that tells what trackers answered: one call for one download."""

    async def trackers(self, info_hash: InfoHash) -> tuple[TrackerAnswer, ...]:
        """Empty if it has none, or the client does not know it. May raise OutsideError."""


@runtime_checkable
class HasSession(Protocol):
    """A client that is reached over a session tells how it stands, without asking the client."""

    def session(self) -> SessionState: ...

    def listen(self, listener: Callable[[], object]) -> None:
        """Call `listener` in the event loop after every change of the state. One listener."""

    async def try_again(self) -> SessionState:
        """A person wants it tried now, whatever was refused before: one try."""
