"""Following downloads: which call is cheap depends on the version.

From Web API 2.9 (4.6) on, `sync/maindata` answers with what changed since last time and costs
nothing while nothing does. Before, it computes the whole list each time, and asking for the hashes
we follow is the cheap call.

A hybrid torrent has two hashes. We know it by the v1 hash; qBittorrent built with libtorrent 2
knows it by the v2 hash. `id_of` gives the one to use towards qBittorrent, which answers to what is
done by a hash it does not know as if it were done.
"""

from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import Protocol

import msgspec
from msgspec import UNSET, Struct

from neonarr.adapters._qbittorrent.rows import Row, merge, to_download
from neonarr.adapters._qbittorrent.wire import Wire
from neonarr.base.ids import InfoHash
from neonarr.downloads.model import Download

HASHES_PER_CALL = 400
_ROWS = msgspec.json.Decoder(list[Row])


class Follow(StrEnum):
    """The two ways."""

    LISTING = "listing"
    CHANGES = "changes"


class Follower(Protocol):
    def poll(self, wire: Wire, hashes: Collection[InfoHash]) -> dict[InfoHash, Download]:
        """Those of `hashes` qBittorrent has."""

    def id_of(self, wire: Wire, info_hash: InfoHash) -> str:
        """The hash qBittorrent knows it by; it is asked where that was not seen in this session."""

    def note(self, info_hash: InfoHash, known_as: str) -> None:
        """It was just added: qBittorrent knows it as `known_as`."""


class Listing:
    """Asks for the hashes. A hash qBittorrent does not know is looked for once among all
    torrents, for it may be a hybrid's."""

    def __init__(self) -> None:
        self._ids: dict[InfoHash, str] = {}
        self._absent: set[InfoHash] = set()

    def id_of(self, wire: Wire, info_hash: InfoHash) -> str:
        if info_hash not in self._ids:
            self.poll(wire, [info_hash])
        return self._id_seen(info_hash)

    def note(self, info_hash: InfoHash, known_as: str) -> None:
        self._absent.discard(info_hash)
        self._ids[info_hash] = known_as

    def poll(self, wire: Wire, hashes: Collection[InfoHash]) -> dict[InfoHash, Download]:
        found = self._ask(wire, hashes)
        lost = [h for h in hashes if h not in found and h not in self._absent]
        if lost:
            self._search(wire, lost)
            found |= self._ask(wire, [h for h in lost if h not in self._absent])
        return found

    def _ask(self, wire: Wire, hashes: Collection[InfoHash]) -> dict[InfoHash, Download]:
        ours = {self._id_seen(h): h for h in hashes}
        found = {}
        for ids in _chunks(list(ours)):
            for row in list_rows(wire, ids):
                info_hash = ours.get(row.hash or "")
                if info_hash:
                    self.note(info_hash, str(row.hash))
                    found[info_hash] = to_download(info_hash, row)
        return found

    def _id_seen(self, info_hash: InfoHash) -> str:
        return self._ids.get(info_hash, info_hash)

    def _search(self, wire: Wire, lost: list[InfoHash]) -> None:
        by_v1 = {row.infohash_v1: row.hash for row in _ROWS.decode(wire.ask("torrents", "info"))}
        for info_hash in lost:
            known_as = by_v1.get(info_hash)
            if known_as:
                self.note(info_hash, known_as)
            else:
                self._ids.pop(info_hash, None)
                self._absent.add(info_hash)


class Changes:
    """Keeps a copy of qBittorrent's list and brings it up to date. An answer that was lost on the
    way is asked for again with the same number, so no change is missed; a number qBittorrent does
    not know (new session, restart) is answered with everything."""

    def __init__(self) -> None:
        self._rid = 0
        self._rows: dict[str, Row] = {}
        self._ids: dict[InfoHash, str] = {}
        self._downloads: dict[InfoHash, Download] = {}
        self.fulls_in_a_row = 0
        """Above 1, this qBittorrent keeps no memory of us: each answer is the whole list."""
        self.free_space: int | None = None

    def id_of(self, wire: Wire, info_hash: InfoHash) -> str:
        if self._id_seen(info_hash) not in self._rows:
            self.update(wire)
        return self._id_seen(info_hash)

    def note(self, info_hash: InfoHash, known_as: str) -> None:
        self._ids[info_hash] = known_as

    def poll(self, wire: Wire, hashes: Collection[InfoHash]) -> dict[InfoHash, Download]:
        self.update(wire)
        found = {}
        for info_hash in hashes:
            download = self._downloads.get(info_hash) or self._fresh(info_hash)
            if download:
                found[info_hash] = download
        return found

    def update(self, wire: Wire) -> None:
        self._take(_CHANGES.decode(wire.ask("sync", "maindata", rid=self._rid)))

    def _fresh(self, info_hash: InfoHash) -> Download | None:
        row = self._rows.get(self._id_seen(info_hash))
        if row is None:
            return None
        self._downloads[info_hash] = download = to_download(info_hash, row)
        return download

    def _id_seen(self, info_hash: InfoHash) -> str:
        return self._ids.get(info_hash, info_hash)

    def _take(self, changes: "_Changed") -> None:
        if changes.full_update:
            self._rows.clear()
            self._downloads.clear()
            self._ids.clear()
        self.fulls_in_a_row = self.fulls_in_a_row + 1 if changes.full_update else 0
        for known_as in changes.torrents_removed:
            gone = self._rows.pop(known_as, None)
            v1 = InfoHash(gone.infohash_v1 or known_as) if gone else InfoHash(known_as)
            self._ids.pop(v1, None)
            self._forget(known_as, v1)
        for known_as, change in changes.torrents.items():
            row = self._rows.setdefault(known_as, change)
            if row is not change:
                merge(row, change)
            v1 = InfoHash(row.infohash_v1 or known_as)
            if v1 != known_as:
                self._ids[v1] = known_as
            self._forget(known_as, v1)
        # Last: if anything above fails, the same changes are asked for again.
        self._rid = changes.rid
        if changes.server_state.free_space_on_disk is not None:
            self.free_space = changes.server_state.free_space_on_disk

    def _forget(self, *hashes: str) -> None:
        for info_hash in hashes:
            self._downloads.pop(InfoHash(info_hash), None)


class SpaceGauge:
    """Free space where the list is too dear to follow; what else changed is passed over."""

    def __init__(self) -> None:
        self._rid = 0
        self.free_space: int | None = None

    def update(self, wire: Wire) -> None:
        answer = _SPACE.decode(wire.ask("sync", "maindata", rid=self._rid))
        self._rid = answer.rid
        if answer.server_state.free_space_on_disk is not None:
            self.free_space = answer.server_state.free_space_on_disk


class _Server(Struct):
    free_space_on_disk: int | None = None


class _Space(Struct):
    rid: int
    server_state: _Server = msgspec.field(default_factory=_Server)


class _Changed(Struct):
    rid: int
    full_update: bool = False
    torrents: dict[str, Row] = {}
    torrents_removed: list[str] = []
    server_state: _Server = msgspec.field(default_factory=_Server)


_CHANGES = msgspec.json.Decoder(_Changed)
_SPACE = msgspec.json.Decoder(_Space)


def list_rows(wire: Wire, ids: Collection[str]) -> list[Row]:
    """Those of `ids` qBittorrent has; it knows each by this very hash."""
    if not ids:
        return []
    rows = _ROWS.decode(wire.ask("torrents", "info", hashes="|".join(ids)))
    return [row for row in rows if row.hash is not UNSET]


def _chunks(ids: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), HASHES_PER_CALL):
        yield ids[start : start + HASHES_PER_CALL]
