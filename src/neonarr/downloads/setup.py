"""How a download client is set up, as far as that touches our downloads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, runtime_checkable

from neonarr.base.units import Bytes
from neonarr.downloads.model import Download


class AtLimit(StrEnum):
    """What the client does with a torrent that has reached its own share limit."""

    STOP = "stop"
    REMOVE = "remove"
    REMOVE_WITH_DATA = "remove_with_data"
    KEEP = "keep"
    """Seeds on, in whatever way."""


@dataclass(frozen=True, slots=True)
class ClientSetup:
    """None: there is no such limit, or the client does not tell."""

    version: str
    save_path: str
    """Where it saves by default, as it sees it."""
    category_paths: Mapping[str, str] = field(default_factory=dict)
    """Category -> the folder it saves to. A category without a folder of its own is left out."""
    categories: frozenset[str] | None = None
    most_active: int | None = None
    """How many downloads its own queue lets run at once."""
    share_ratio: float | None = None
    share_minutes: int | None = None
    at_limit: AtLimit = AtLimit.KEEP
    is_slowed: bool = False
    """Its alternative speed limits are on now."""
    down_limit: Bytes | None = None
    """Per second, as it is in force now."""
    up_limit: Bytes | None = None
    free_space: Bytes | None = None
    """Where it saves by default."""
    is_connected: bool | None = None
    """False: it says it has no connection to the network."""
    is_reachable: bool | None = None
    """False: it says other peers can't connect to it."""
    excluded_names: tuple[str, ...] = ()
    """Patterns of file names it does not download."""


@runtime_checkable
class Inspected(Protocol):
    """A client that tells how it is set up. Both may raise OutsideError."""

    async def setup(self) -> ClientSetup: ...

    async def finished(self, limit: int) -> list[Download]:
        """Complete downloads, whoever added them, the newest first."""
