"""What every download in every client is doing at this moment, in memory.

Progress is never written to the database: the watcher puts each look at the clients in here, and
readers ask for what changed since the version they saw.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from neonarr.base.ids import InfoHash
from neonarr.base.units import Bytes
from neonarr.downloads.model import Download, DownloadState
from neonarr.downloads.trackers import TrackerAnswer


class Live:
    """`version` grows with every change; `on_change` is called after one."""

    def __init__(self, on_change: Callable[[], Any]) -> None:
        self.version = 0
        self.viewers = 0
        """How many live pages are open now; the watcher looks more often when there are any."""
        self._on_change = on_change
        self._now: dict[InfoHash, Download] = {}
        self._changed_in: dict[InfoHash, int] = {}
        self._heard: dict[InfoHash, tuple[TrackerAnswer, ...]] = {}

    def get(self, info_hash: InfoHash | None) -> Download | None:
        return self._now.get(info_hash) if info_hash else None

    def heard(self, info_hash: InfoHash | None) -> tuple[TrackerAnswer, ...]:
        """What its trackers said, where it stands still."""
        return self._heard.get(info_hash, ()) if info_hash else ()

    def hear(self, info_hash: InfoHash, answers: tuple[TrackerAnswer, ...]) -> None:
        """Keep what its trackers said; nothing: it moves again."""
        if self.heard(info_hash) == answers:
            return
        self._heard[info_hash] = answers
        if info_hash in self._now:
            self.version += 1
            self._changed_in[info_hash] = self.version
            self._on_change()

    def put(self, seen: Mapping[InfoHash, Download], watched: set[InfoHash]) -> bool:
        """Take over one look at the clients; forget what is not `watched` any more.

        True if anything differs from the look before.
        """
        seen = {info_hash: _without_talk(download) for info_hash, download in seen.items()}
        changed = [h for h, download in seen.items() if self._now.get(h) != download]
        gone = [h for h in self._now if h not in watched]
        for info_hash in gone:
            del self._now[info_hash]
            self._changed_in.pop(info_hash, None)
        self._heard = {one: heard for one, heard in self._heard.items() if heard and one in watched}
        if changed:
            self.version += 1
            for info_hash in changed:
                self._now[info_hash] = seen[info_hash]
                self._changed_in[info_hash] = self.version
            self._on_change()
        return bool(changed)

    def since(self, version: int) -> dict[InfoHash, Download]:
        """What changed after that version; all of it for 0."""
        return {h: d for h, d in self._now.items() if self._changed_in.get(h, 0) > version}

    def speeds(self) -> tuple[int, int]:
        """Bytes per second down and up, over all downloads."""
        return (
            sum(d.down_speed for d in self._now.values()),
            sum(d.up_speed for d in self._now.values()),
        )


def _without_talk(seen: Download) -> Download:
    """What a complete one still receives is the peers' talk: nothing is coming in."""
    if seen.state is not DownloadState.COMPLETE or not seen.down_speed:
        return seen
    return replace(seen, down_speed=Bytes(0))
