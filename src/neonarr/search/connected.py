"""The indexers that are configured now, asked as one."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from neonarr.base.ids import IndexerId
from neonarr.base.secret import Secret
from neonarr.downloads.torrent import Magnet, TorrentFile
from neonarr.releases.model import Release
from neonarr.search import store
from neonarr.search.ask import ITSELF, Answer, Ask, ConnectedIndexer, Found
from neonarr.search.port import Query
from neonarr.storage.db import Database


@dataclass(frozen=True, slots=True)
class IndexerState:
    """One source and what went wrong when it was asked last; `error` None if nothing did."""

    name: str
    error: str | None
    was_asked: bool = True


class Search:
    """The set in use; `main` replaces it when settings change."""

    def __init__(self, ask: Ask, db: Database) -> None:
        self._ask, self._db = ask, db
        self._indexers: Sequence[ConnectedIndexer] = ()

    def replace(self, indexers: Sequence[ConnectedIndexer]) -> None:
        self._indexers = sorted(indexers, key=lambda i: (i.priority, i.adapter_id))

    @property
    def indexers(self) -> Sequence[ConnectedIndexer]:
        """In their order of preference."""
        return self._indexers

    def ask(self, query: Query, *, is_interactive: bool = False) -> AsyncIterator[Answer]:
        """One answer per source, in the order they come."""
        return self._ask.ask(query, self._indexers, is_interactive=is_interactive)

    async def ask_all(self, query: Query) -> list[Answer]:
        """Every source's answer; empty when no indexer is configured."""
        return await self._ask.ask_all(query, self._indexers)

    async def result(self, indexer_id: IndexerId, guid: str) -> Release | None:
        """A release found in the last 30 minutes, with its link; else None."""
        return await self._ask.release(indexer_id, guid)

    async def search_of(self, indexer_id: IndexerId, guid: str) -> Found | None:
        """All that the search offered that found this release; None after 30 minutes."""
        return await self._ask.search_of(indexer_id, guid)

    async def fetch(
        self, indexer_id: IndexerId | None, indexer: str | None, link: Secret
    ) -> TorrentFile | Magnet:
        """The torrent behind a link, through the indexer that gave it. Raises OutsideError,
        Invalid if what comes back is no torrent, NotFound if the indexer is gone."""
        release = Release(indexer_id or IndexerId(0), indexer or "the indexer", "", "", link)
        return await self._ask.fetch(release, self._indexers)

    async def states(self) -> list[IndexerState]:
        """What each source of the configured indexers said last; those never asked are well."""
        known = await self._db.read(store.sources)
        states = []
        for connected in self._indexers:
            ours = [s for s in known if s.adapter_id == connected.adapter_id]
            asked = [s for s in ours if s.key != ITSELF or s.last_error]
            states += [IndexerState(s.name, s.last_error) for s in asked]
            if not asked:
                states.append(IndexerState(connected.name, None, was_asked=False))
        return states
