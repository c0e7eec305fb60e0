"""What trackers say of downloads that stand still: asked seldom, kept for whoever looks."""

from collections.abc import Collection
from dataclasses import dataclass

from neonarr.acquisitions.world import World
from neonarr.base.errors import OutsideError
from neonarr.base.ids import InfoHash
from neonarr.base.units import Bytes
from neonarr.downloads.clients import ConnectedClient
from neonarr.downloads.model import Download
from neonarr.downloads.port import HasTrackers
from neonarr.downloads.trackers import TrackerAnswer
from neonarr.vetting.strikes import WAITS, Idle

STILL_S = 20.0
"""Who has moved within this time is not asked about."""
EVERY_S = 60.0


@dataclass(frozen=True, slots=True)
class _Asked:
    at: float
    done: Bytes
    """What was there then: more, and it moves again."""
    answers: tuple[TrackerAnswer, ...]


class Overhearing:
    """One for the watcher. `World.live` shows the answers as long as the download stands still."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._asked: dict[InfoHash, _Asked] = {}

    def forget_all_but(self, hashes: Collection[InfoHash]) -> None:
        self._asked = {one: asked for one, asked in self._asked.items() if one in hashes}

    async def answers(
        self, connected: ConnectedClient, seen: Download, idle: Idle
    ) -> tuple[TrackerAnswer, ...]:
        """As of a minute ago at most; empty while it moves, or where nobody can tell."""
        client, now = connected.client, self._world.clock.monotonic()
        asked = self._asked.get(seen.info_hash)
        if asked and (seen.state not in WAITS or asked.done != idle.done):
            del self._asked[seen.info_hash]
            self._world.live.hear(seen.info_hash, ())
            return ()
        is_due = now - asked.at >= EVERY_S if asked else idle.counted_s >= STILL_S
        if not is_due or not isinstance(client, HasTrackers):
            return asked.answers if asked else ()
        try:
            answers = await client.trackers(seen.info_hash)
        except OutsideError:
            answers = ()
        self._asked[seen.info_hash] = _Asked(now, idle.done, answers)
        self._world.live.hear(seen.info_hash, answers)
        return answers
