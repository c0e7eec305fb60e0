"""Ask every indexer at once and pass on each answer as it comes.

One answer per source. A source that failed lately is left alone for a while, and says so; a person
who searches may insist, but never against a source's own rate limit. What was found is in the
database before it is passed on, so a grab may follow at once, also on another replica.
"""

import asyncio
import logging
import math
import traceback
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from neonarr.base.clock import Clock
from neonarr.base.errors import Limited, NotFound, OutsideError, Unreachable
from neonarr.base.ids import AdapterId, IndexerId
from neonarr.downloads.torrent import Magnet, TorrentFile
from neonarr.releases.model import Release
from neonarr.search import store
from neonarr.search.backoff import limited_pause_s, pause_s
from neonarr.search.port import Indexer, Query, Source
from neonarr.settings.vault import UnreadableSecret, Vault
from neonarr.storage.db import Database

SOURCE_S = 120.0
ITSELF = ""
"""The key under which a service's own health is kept, apart from that of its sources."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ConnectedIndexer:
    """An adapter that is set up and switched on. `priority`: lower comes first."""

    adapter_id: AdapterId
    name: str
    priority: int
    indexer: Indexer


@dataclass(frozen=True, slots=True)
class Answer:
    """What one source said. `error` is a sentence, None when `is_ok`; `ms` is how long it took,
    0 when it was not asked."""

    indexer_id: IndexerId
    name: str
    is_ok: bool
    error: str | None
    releases: list[Release]
    ms: int


class Ask:
    """Holds what asking needs; one for the process."""

    def __init__(
        self, db: Database, vault: Vault, clock: Clock, *, timeout_s: float = SOURCE_S
    ) -> None:
        self._db, self._vault, self._clock, self._timeout_s = db, vault, clock, timeout_s

    async def ask(
        self, query: Query, indexers: Sequence[ConnectedIndexer], *, is_interactive: bool = False
    ) -> AsyncIterator[Answer]:
        """One answer per source, in the order they come. Close it early and nobody is asked on."""
        answers: asyncio.Queue[Answer | None] = asyncio.Queue()

        async def run() -> None:
            try:
                async with asyncio.TaskGroup() as group:
                    for connected in indexers:
                        group.create_task(self._one(query, connected, is_interactive, answers))
            finally:
                answers.put_nowait(None)

        task = asyncio.create_task(run())
        try:
            while (answer := await answers.get()) is not None:
                yield answer
            await task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def ask_all(
        self, query: Query, indexers: Sequence[ConnectedIndexer], *, is_interactive: bool = False
    ) -> list[Answer]:
        """Every source's answer, once the last has come."""
        asked = self.ask(query, indexers, is_interactive=is_interactive)
        return [answer async for answer in asked]

    async def release(self, indexer_id: IndexerId, guid: str) -> Release | None:
        """A release found in the last 30 minutes, with its link; else None."""
        kept = await self._db.read(store.result, indexer_id, guid, self._clock.now())
        if kept is None:
            return None
        try:
            return replace(kept.release, link=self._vault.open(kept.sealed_link))
        except UnreadableSecret:
            log.warning("a kept search result was sealed with another key: indexer=%s", indexer_id)
            return None

    async def fetch(
        self, release: Release, indexers: Sequence[ConnectedIndexer]
    ) -> TorrentFile | Magnet:
        """The torrent of a release, through the adapter that found it.

        Raises NotFound when that adapter is not connected any more, and OutsideError.
        """
        health = await self._db.read(store.source, release.indexer_id)
        for connected in indexers:
            if health and connected.adapter_id == health.adapter_id:
                return await connected.indexer.fetch(release.link)
        raise NotFound(
            f"The indexer {release.indexer} that offered this release is gone or switched off. "
            "Search again."
        )

    async def _one(
        self,
        query: Query,
        connected: ConnectedIndexer,
        is_interactive: bool,
        answers: asyncio.Queue[Answer | None],
    ) -> None:
        """Every source of one adapter, or the one answer that says why it has none to offer."""
        [itself] = await self._known(connected, [Source(ITSELF, connected.name)])
        if held := self._held(itself, is_interactive):
            answers.put_nowait(held)
            return
        begun = self._clock.monotonic()
        try:
            async with asyncio.timeout(self._timeout_s):
                named = await connected.indexer.sources()
        except Exception as error:
            answers.put_nowait(await self._failed(itself, error, begun))
            return
        if itself.failures and all(source.key != ITSELF for source in named):
            await self._db.write(store.note_success, itself.id, self._clock.now())
        healths = await self._known(connected, named)
        async with asyncio.TaskGroup() as group:
            for health in healths:
                if held := self._held(health, is_interactive):
                    answers.put_nowait(held)
                else:
                    group.create_task(self._answer(query, connected.indexer, health, answers))

    async def _answer(
        self,
        query: Query,
        indexer: Indexer,
        health: store.SourceHealth,
        answers: asyncio.Queue[Answer | None],
    ) -> None:
        begun = self._clock.monotonic()
        try:
            async with asyncio.timeout(self._timeout_s):
                found = await indexer.search(health.source, query)
        except Exception as error:
            answers.put_nowait(await self._failed(health, error, begun))
            return
        ms = self._ms_since(begun)
        unique = {release.guid: replace(release, indexer_id=health.id) for release in found}
        releases = list(unique.values())
        kept = [store.SealedRelease(each, self._vault.seal(each.link)) for each in releases]
        await self._db.write(store.note_results, health.id, kept, self._clock.now())
        answers.put_nowait(Answer(health.id, health.name, True, None, releases, ms))

    async def _known(
        self, connected: ConnectedIndexer, named: Sequence[Source]
    ) -> list[store.SourceHealth]:
        """Their rows; the database is written to only when there is something new."""
        known = await self._db.read(store.sources, connected.adapter_id)
        by_source = {health.source: health for health in known}
        if all(source in by_source for source in named):
            return [by_source[source] for source in named]
        return await self._db.write(store.register, connected.adapter_id, named)

    def _held(self, health: store.SourceHealth, is_interactive: bool) -> Answer | None:
        """The answer in place of a source that is to be left alone."""
        now = self._clock.now()
        if health.backoff_until is None or health.backoff_until <= now:
            return None
        if is_interactive and not health.is_limited:
            return None
        why = "its own limit" if health.is_limited else _failures(health.failures)
        sentence = (
            f"{health.name} is left alone for another {_span(health.backoff_until - now)}"
            f" because of {why}; it last said: {health.last_error}"
        )
        return Answer(health.id, health.name, False, sentence, [], 0)

    async def _failed(self, health: store.SourceHealth, error: Exception, begun: float) -> Answer:
        """Note the failure and say it. No adapter, however wrong, takes the others down."""
        if isinstance(error, TimeoutError):
            error = Unreachable(
                health.name, f"gave no answer within {self._timeout_s:g} s.", "Is it slow?"
            )
        sentence = str(error)
        if not isinstance(error, OutsideError):
            # Only where, not what: the text of an unforeseen error may hold an address with a key.
            where = "".join(traceback.format_tb(error.__traceback__))
            log.error(
                "indexer failed unexpectedly: source=%s error=%s\n%s",
                health.id,
                type(error).__name__,
                where,
            )
            sentence = f"{health.name}: internal error ({type(error).__name__}); see the log."
        now = self._clock.now()
        if isinstance(error, Limited):
            pause = limited_pause_s(health.failures, error.retry_after_s)
            work = store.note_limited
        else:
            pause, work = pause_s(health.failures + 1), store.note_failure
        await self._db.write(work, health.id, sentence, now + timedelta(seconds=pause))
        ms = self._ms_since(begun)
        return Answer(health.id, health.name, False, sentence, [], ms)

    def _ms_since(self, begun: float) -> int:
        return round((self._clock.monotonic() - begun) * 1000)


def _failures(count: int) -> str:
    return "1 failure" if count == 1 else f"{count} failures in a row"


def _span(rest: timedelta) -> str:
    """A stretch of time as people say it.

    >>> _span(timedelta(seconds=40)), _span(timedelta(minutes=5)), _span(timedelta(hours=3))
    ('40 s', '5 min', '3 h')
    """
    seconds = math.ceil(rest.total_seconds())
    if seconds <= 90:
        return f"{seconds} s"
    return f"{math.ceil(seconds / 60)} min" if seconds <= 5400 else f"{math.ceil(seconds / 3600)} h"
