"""Following downloads at a price that does not grow with what else Transmission has.

Two ways, by how many are followed. A few are asked for by their hashes: exact, and as small as can
be. Many are kept in a copy, which `recently-active` brings up to date: what moved in the last
minute, and the ids of what was removed. That list leaves changes out: a torrent that was stopped,
failed or got another label is on it only if it also sent or received something (seen on 3.00). So
the copy is made anew every 20 seconds, after every action of ours, when Transmission may have been
started anew, and while one is missing.
"""

from collections.abc import Collection

import msgspec

from neonarr.adapters._transmission.answers import read
from neonarr.adapters._transmission.rows import FIELDS, Row, to_download
from neonarr.adapters._transmission.session import Session
from neonarr.base.clock import Clock
from neonarr.base.ids import InfoHash
from neonarr.downloads.model import Download

FEW = 50
WHOLE_S = 20.0
"""Well below the minute that `recently-active` reaches back."""


class Follower:
    """`few` is up to how many are asked for by hash."""

    def __init__(self, service: str, session: Session, clock: Clock, few: int = FEW) -> None:
        self._service, self._session, self._clock, self._few = service, session, clock, few
        self._rows: dict[str, Row] = {}
        self._made_at: float | None = None
        self._starts = -1

    def doubt(self) -> None:
        """Something was changed: the next look is a whole one."""
        self._made_at = None

    async def poll(self, hashes: Collection[InfoHash]) -> dict[InfoHash, Download]:
        """Those of `hashes` Transmission has."""
        if len(hashes) <= self._few:
            found = await self._by_hash(hashes)
            return {InfoHash(h): to_download(row) for h, row in found.items()}
        if not self._is_fresh(hashes) or not await self._bring_up_to_date():
            await self._make(hashes)
        wanted = ((h, self._rows.get(h)) for h in hashes)
        return {h: to_download(row) for h, row in wanted if row is not None}

    def _is_fresh(self, hashes: Collection[InfoHash]) -> bool:
        return (
            self._made_at is not None
            and self._clock.monotonic() - self._made_at < WHOLE_S
            # One that is missing may come late: Transmission has just begun to load its torrents.
            and self._rows.keys() >= set(hashes)
        )

    async def _make(self, hashes: Collection[InfoHash]) -> None:
        made_at = self._clock.monotonic()
        self._rows = await self._by_hash(hashes)
        self._made_at = made_at
        self._starts = self._session.starts

    async def _bring_up_to_date(self) -> bool:
        """False if Transmission may have been started anew: its ids have then changed."""
        content = await self._session.call("torrent-get", ids="recently-active", fields=FIELDS)
        if self._session.starts != self._starts:
            return False
        changed = read(self._service, content, _Listed)
        for row in changed.torrents:
            if row.hash_string in self._rows:
                self._rows[row.hash_string] = row
        gone = set(changed.removed)
        if gone:
            self._rows = {h: row for h, row in self._rows.items() if row.id not in gone}
        return True

    async def _by_hash(self, hashes: Collection[InfoHash]) -> dict[str, Row]:
        content = await self._session.call("torrent-get", ids=list(hashes), fields=FIELDS)
        return {row.hash_string: row for row in read(self._service, content, _Listed).torrents}


class _Listed(msgspec.Struct):
    torrents: list[Row]
    removed: list[int] = []
