"""What is under way, and how much of it is not on its disk yet."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlalchemy import Connection

from neonarr.acquisitions import store
from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.standby.kept import Left, standbys
from neonarr.acquisitions.states import TAKES_SLOT
from neonarr.base.ids import AdapterId, InfoHash
from neonarr.downloads.model import Download

STILL_TO_COME = frozenset({State.GRABBING, State.DOWNLOADING, State.PAUSED, State.WARNING})
"""Their data is not all there yet."""
NOT_FILED = STILL_TO_COME | {State.DOWNLOADED, State.IMPORTING}
"""They will take room in the library."""

Live = Callable[[InfoHash | None], Download | None]
"""What the last look found of a torrent."""


@dataclass(frozen=True, slots=True)
class UnderWay:
    """`stories` that are not filed yet; `beside` stand by and may yet load the rest of theirs."""

    stories: Collection[Acquisition]
    beside: Collection[Left] = ()

    def in_client(self, client_id: AdapterId, live: Live) -> int:
        """Bytes that are still to come to it, of what takes part in its traffic."""
        loads = [one for one in self.stories if one.state in TAKES_SLOT]
        both: list[Acquisition | Left] = [*loads, *self.beside]
        return sum(still_to_come(one, live) for one in both if one.client_id == client_id)

    def without(self, one: Acquisition) -> "UnderWay":
        return UnderWay([other for other in self.stories if other.id != one.id], self.beside)


def under_way(connection: Connection) -> UnderWay:
    """As it is now."""
    stories = store.by_state(connection, NOT_FILED)
    own = {one.info_hash for one in stories}
    left = {one.left.info_hash: one.left for one in standbys(connection).values()}
    return UnderWay(stories, [one for one in left.values() if one.info_hash not in own])


def still_to_come(one: Acquisition | Left, live: Live) -> int:
    """Bytes of it that are not on the disk yet, as far as is known."""
    seen = live(one.info_hash)
    if seen is None:
        return one.size or 0
    return max(0, (seen.size or one.size or 0) - seen.done)
