"""One visit of the doctor: what the checks are given, and what they share."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ParamSpec, TypeVar

from neonarr.acquisitions.world import World
from neonarr.base.errors import OutsideError
from neonarr.base.ids import AdapterId
from neonarr.doctor.model import Finding
from neonarr.downloads.clients import ConnectedClient
from neonarr.downloads.setup import ClientSetup, Inspected

P = ParamSpec("P")
T = TypeVar("T")

Skews = Callable[[], Mapping[str, float]]
"""By how many seconds each service's clock was ahead of ours when it answered last."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a thorough look found of an adapter. Until that works again, or its settings change and
    with them the adapter, it stands in the looks that ask nobody."""

    adapter: object
    at: datetime
    findings: list[Finding]


@dataclass(slots=True)
class Surroundings:
    """What outlives a visit. `waiting` are looks at disks that have not come back: on a network
    disk that is away one may take for ever, and is not begun a second time."""

    world: World
    data_dir: str
    skews: Skews = dict
    may_store: bool = True
    """False for a visit beside a database that is only read."""
    waiting: dict[tuple[Any, ...], asyncio.Future[Any]] = field(default_factory=dict)
    tried: dict[AdapterId, Tried] = field(default_factory=dict)
    damage: list[str] = field(default_factory=list)
    """What the last thorough look said of the database's pages; empty when they are sound."""


class Visit:
    """Made anew for every round of checks; each client is asked once for its setup."""

    def __init__(self, around: Surroundings, *, is_thorough: bool) -> None:
        self.world, self.data_dir, self.skews = around.world, around.data_dir, around.skews
        self.may_store, self.is_thorough = around.may_store, is_thorough
        self.tried, self._waiting = around.tried, around.waiting
        self.damage = around.damage
        self._setups: dict[AdapterId, asyncio.Future[ClientSetup | None]] = {}

    async def on_disk(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What blocking `work` returns. A caller that gives up leaves it running."""
        key = (work.__module__, work.__qualname__, *args, *sorted(kwargs.items()))
        if key not in self._waiting:
            look = asyncio.ensure_future(asyncio.to_thread(work, *args, **kwargs))
            look.add_done_callback(lambda _: self._waiting.pop(key, None))
            self._waiting[key] = look
        found: T = await asyncio.shield(self._waiting[key])
        return found

    async def setup(self, connected: ConnectedClient) -> ClientSetup | None:
        """None when it does not tell: it can't, or it does not answer (session says why)."""
        if connected.id not in self._setups:
            self._setups[connected.id] = asyncio.ensure_future(_setup(connected))
        return await asyncio.shield(self._setups[connected.id])


async def _setup(connected: ConnectedClient) -> ClientSetup | None:
    if not isinstance(connected.client, Inspected):
        return None
    try:
        return await connected.client.setup()
    except OutsideError:
        return None
