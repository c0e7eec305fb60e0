"""Whether the disks have room for a release, beside what is under way. Pure but for the look.

Worked examples, with 100 GB free, 10 GB to stay free and 60 GB still to come of other downloads:
- a release of 20 GB -> it may begin, and 80 GB are then spoken for
- one of 50 GB -> waits: 40 GB are left, it needs 50 and 10 stay free
- a magnet nobody knows the size of -> may begin as long as the reserve is not touched
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from neonarr.acquisitions.judging.space import DOWNLOADS, LIBRARY, Disk
from neonarr.acquisitions.model import Acquisition
from neonarr.acquisitions.queueing.coming import STILL_TO_COME, Live, UnderWay, still_to_come
from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes
from neonarr.decisions.wording import size_in_words
from neonarr.downloads.model import Download
from neonarr.settings.model import ImportMode, Preferences

GB = 10**9

LINKS = frozenset({ImportMode.HARDLINK_ONLY, ImportMode.SYMLINK})
"""Ways into the library that take no room there."""


@dataclass(slots=True)
class Room:
    """What is spoken for on each disk; a disk that did not answer stands in nobody's way."""

    disks: Callable[[MediaKind], Collection[Disk]]
    reserve: Bytes
    filing_takes_room: bool
    spoken_for: dict[tuple[str, MediaKind | None], int] = field(default_factory=dict)

    def lacking(self, one: Acquisition) -> str | None:
        """Which disk it waits for and why; None when there is room."""
        for disk in self.disks(one.kind):
            needs = self._needs(disk, one.size or 0)
            taken = self.spoken_for.get(_key(disk.role, one.kind), 0)
            left = disk.free - taken - needs
            if left < self.reserve or left <= 0:
                return _sentence(disk, needs, taken, self.reserve)
        return None

    def take(self, one: Acquisition, still_to_come: int) -> None:
        """It is under way, and `still_to_come` bytes of it are not on the disk yet."""
        if one.state in STILL_TO_COME:
            self.load(still_to_come)
        if self.filing_takes_room:
            self._add(_key(LIBRARY, one.kind), one.size or 0)

    def load(self, still_to_come: int) -> None:
        """That much is still to come to where downloads go."""
        self._add((DOWNLOADS, None), still_to_come)

    def _needs(self, disk: Disk, size: int) -> int:
        return size if disk.role != LIBRARY or self.filing_takes_room else 0

    def _add(self, key: tuple[str, MediaKind | None], count: int) -> None:
        self.spoken_for[key] = self.spoken_for.get(key, 0) + count


def room(
    disks: Callable[[MediaKind], Collection[Disk]],
    preferences: Preferences,
    beside: UnderWay,
    live: Live,
) -> Room:
    """The room that is left beside those under way."""
    reserve = Bytes(round(preferences.reserve_gb * GB))
    found = Room(disks, reserve, preferences.import_mode not in LINKS)
    for one in beside.stories:
        found.take(one, still_to_come(one, live))
    for left in beside.beside:
        found.load(still_to_come(left, live))
    return found


def full_disk(disk: Disk | None, seen: Download) -> str | None:
    """Why a download that its client stopped with an error has hit a full disk; None: it has not,
    as far as can be told. `disk` is the client's, None when that is not known."""
    needs = max(0, seen.size - seen.done)
    says_so = any(word in seen.message.lower() for word in _FULL)
    if not says_so and (disk is None or disk.free >= needs or seen.size == 0):
        return None
    free = f" It has {size_in_words(disk.free)} free." if disk else ""
    called = disk.called if disk else "The disk downloads go to"
    return (
        f"{called} is full: {size_in_words(Bytes(needs))} are still to come.{free} Free some "
        "space; it then goes on by itself."
    )


_FULL = ("no space left", "not enough space", "disk full", "disk is full", "quota exceeded")


def _key(role: str, kind: MediaKind) -> tuple[str, MediaKind | None]:
    """Downloads of both kinds share a disk; each kind has a library of its own."""
    return (role, kind if role == LIBRARY else None)


def _sentence(disk: Disk, needs: int, taken: int, reserve: int) -> str:
    free = size_in_words(disk.free)
    told = f"{disk.called} has {free} free"
    if taken:
        told += f", of which {size_in_words(Bytes(taken))} are for downloads under way"
    wants = f"this release needs {size_in_words(Bytes(needs))}" if needs else ""
    keeps = f"{size_in_words(Bytes(reserve))} are to stay free" if reserve else ""
    why = " and ".join(part for part in (wants, keeps) if part) or "nothing is left"
    return f"{told}; {why}. It starts by itself when there is room."
