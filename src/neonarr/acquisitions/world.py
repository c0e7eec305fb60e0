"""Everything a step may use, as main.py plugged it in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from neonarr.acquisitions.judging.space import Space
from neonarr.base.clock import Clock
from neonarr.downloads.clients import Clients
from neonarr.downloads.live import Live
from neonarr.profiles.policies import Policies
from neonarr.search.connected import Search
from neonarr.settings.model import Preferences
from neonarr.settings.vault import Vault
from neonarr.storage.bell import Bell
from neonarr.storage.db import Database
from neonarr.vpn.tunnels import Tunnels


async def _nothing() -> None:
    """Nobody looks."""


@dataclass(frozen=True, slots=True)
class World:
    db: Database
    clock: Clock
    bell: Bell
    """Rings when rows or live progress changed."""
    vault: Vault
    search: Search
    clients: Clients
    live: Live
    preferences: Callable[[], Preferences]
    policies: Policies
    space: Space
    """What was free at the last look."""
    before_download: Callable[[], Awaitable[None]] = _nothing
    """The doctor's look before the first download; later calls return at once."""
    tunnels: Tunnels = field(default_factory=Tunnels)
