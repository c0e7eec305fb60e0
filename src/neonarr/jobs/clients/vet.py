"""At every look: is a download what it was grabbed as, and does it come at all?

A torrent file tells its files before it is grabbed, a magnet only in the client; those files are
judged once, as soon as they are known. Time without progress is counted in memory: a process that
starts anew begins to count anew, so nothing that was off or away ever costs a strike.
"""

from collections.abc import Collection, Set
from dataclasses import dataclass, replace
from datetime import timedelta

from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.states import IN_CLIENT
from neonarr.acquisitions.steps import vet
from neonarr.acquisitions.steps.next_release import after_failure, left_in_client
from neonarr.acquisitions.world import World
from neonarr.base.errors import OutsideError
from neonarr.base.ids import InfoHash
from neonarr.downloads.clients import ConnectedClient
from neonarr.downloads.model import Download, DownloadState
from neonarr.jobs.clients.overhear import Overhearing
from neonarr.library import store as library
from neonarr.vetting.strikes import Cause, Idle, idle_after, sentence, strike_for

_STILL_HERE = IN_CLIENT | {State.DOWNLOADED}


@dataclass(frozen=True, slots=True)
class Change:
    """What a look makes of a story. `blocked`: why its release is not to be taken again for
    `blocked_for` (None: for good); empty: it may."""

    old: Acquisition
    new: Acquisition
    blocked: str = ""
    blocked_for: timedelta | None = None
    stands_by: bool = False
    """Whether the download of `old` stays in its client, for what comes first."""


@dataclass(frozen=True, slots=True)
class _Seen:
    idle: Idle
    at: float | None
    """By the monotonic clock; None if the last look did not find it."""


class Vetter:
    """One for the watcher; remembers how long each download has stood still."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._seen: dict[InfoHash, _Seen] = {}
        self._overhearing = Overhearing(world)

    def forget_all_but(self, hashes: Collection[InfoHash]) -> None:
        self._seen = {one: seen for one, seen in self._seen.items() if one in hashes}
        self._overhearing.forget_all_but(hashes)

    def missed(self, hashes: Set[InfoHash]) -> None:
        """Their client did not answer, or not of them: the time around this look does not count."""
        for one in hashes & self._seen.keys():
            self._seen[one] = replace(self._seen[one], at=None)

    async def vetted(
        self, connected: ConnectedClient, old: Acquisition, new: Acquisition, seen: Download
    ) -> Change:
        """`new`, which is what following made of `old`, as it changes by what is seen."""
        if new.state not in _STILL_HERE:
            return Change(old, new)
        if not new.is_vetted and seen.state is not DownloadState.METADATA:
            change = await self._judged(connected, old, new, seen)
            if change.blocked:
                return change
            new = change.new
        if new.state not in IN_CLIENT:
            return Change(old, new)
        return await self._struck(connected, old, new, seen)

    async def _judged(
        self, connected: ConnectedClient, old: Acquisition, new: Acquisition, seen: Download
    ) -> Change:
        try:
            files = await connected.client.files(seen.info_hash)
        except OutsideError:
            return Change(old, new)  # the next look asks again
        item = await self._world.db.read(library.item, new.item_id)
        if not files or item is None:
            return Change(old, new)
        preferences = self._world.preferences()
        found = vet.against(item, new, files, preferences)
        if not found:
            return Change(old, replace(new, is_vetted=True))
        refused = replace(old, **vet.refused(old, found, preferences))
        return Change(old, refused, vet.in_words(found))

    async def _struck(
        self, connected: ConnectedClient, old: Acquisition, new: Acquisition, seen: Download
    ) -> Change:
        before = self._seen.get(seen.info_hash)
        idle = self._idle(connected, seen)
        answers = await self._overhearing.answers(connected, seen, idle)
        if new.strikes and before and idle.done != before.idle.done:
            return Change(old, replace(new, strikes=0))
        # Following forgets what was wrong; that it stands still was not seen by following.
        is_told = new.trouble is None and old.trouble in vet.STRIKES
        new = replace(new, trouble=old.trouble, message=old.message) if is_told else new
        patience = vet.patience_of(self._world.preferences())
        cause = strike_for(idle, seen, patience, answers)
        if cause is None or new.strikes >= patience.strikes:
            return Change(old, new)
        self._seen[seen.info_hash] = replace(self._seen[seen.info_hash], idle=Idle(seen.done))
        if await vet.is_spared(self._world, new, cause):
            return Change(old, new)
        return await self._strike(old, new, cause, sentence(cause, seen, idle, answers))

    def _idle(self, connected: ConnectedClient, seen: Download) -> Idle:
        """As of this look, which is remembered."""
        now, before = self._world.clock.monotonic(), self._seen.get(seen.info_hash)
        elapsed_s = now - before.at if before and before.at is not None else 0.0
        counts = self._world.tunnels.down_before(connected, self._world.clients) is None
        idle = idle_after(before.idle if before else None, seen, elapsed_s, counts=counts)
        self._seen[seen.info_hash] = _Seen(idle, now)
        return idle

    async def _strike(
        self, old: Acquisition, new: Acquisition, cause: Cause, reason: str
    ) -> Change:
        count, preferences = new.strikes + 1, self._world.preferences()
        message = f"{reason} Strike {count} of {preferences.strikes}."
        if count < preferences.strikes or new.is_manual:
            if count >= preferences.strikes:
                message += " You picked it, so it stays: cancel it, or pick another one."
            return Change(old, replace(new, strikes=count, trouble=cause.value, message=message))
        changes = after_failure(old, preferences, cause.value, message)
        is_next = changes["state"] is State.WANTED
        stands_by = is_next and await vet.stands_by(self._world, old, cause)
        changes = left_in_client(changes) if stands_by else changes
        failed = replace(old, **changes, strikes=count)
        return Change(old, failed, message, vet.blocked_for(preferences), stands_by)
