"""Ask every indexer at once and pass on each answer as it comes.

One answer per source. A source that failed lately is left alone for a while, and says so; a person
who searches may insist, but never against a source's own rate limit. What was found is in the
database before it is passed on, so a grab may follow at once, also on another replica.
"""

import asyncio
import logging
import math
import traceback
import uuid
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from neonarr.base.clock import Clock
from neonarr.base.errors import Limited, NotFound, OutsideError, Unreachable
from neonarr.base.ids import AdapterId, IndexerId
from neonarr.base.secret import Secret
from neonarr.downloads.torrent import Magnet, TorrentFile
from neonarr.releases.model import Release
from neonarr.search import store
from neonarr.search.backoff import limited_pause_s, pause_s
from neonarr.search.kept import pack, unpack, unpack_all
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


@dataclass(frozen=True, slots=True)
class Found:
    """What one search brought, from every source that answered."""

    query: str
    releases: list[Release]


@dataclass(frozen=True, slots=True)
class _Said:
    """An answer, with what is to be noted before it is passed on; None when nobody was asked."""

    answer: Answer
    outcome: store.Outcome | None = None


@dataclass(frozen=True, slots=True)
class _Round:
    """One question to everybody. `known` are the sources as they stood when it began; None in
    `said` is the end."""

    query: Query
    is_interactive: bool
    asked: store.Asked
    known: dict[tuple[AdapterId, Source], store.SourceHealth]
    said: asyncio.Queue[_Said | None]


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
        sources = await self._db.read(store.sources)
        known = {(health.adapter_id, health.source): health for health in sources}
        named = store.Asked(uuid.uuid4().hex, query.text)
        asked = _Round(query, is_interactive, named, known, asyncio.Queue())

        async def run() -> None:
            try:
                async with asyncio.TaskGroup() as group:
                    for connected in indexers:
                        group.create_task(self._one(asked, connected))
            finally:
                asked.said.put_nowait(None)

        task = asyncio.create_task(run())
        try:
            while batch := await _waiting(asked.said):
                outcomes = [each.outcome for each in batch if each.outcome]
                if outcomes:
                    await self._db.write(store.note, outcomes, self._clock.now(), named)
                for each in batch:
                    yield each.answer
            await task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def ask_all(
        self, query: Query, indexers: Sequence[ConnectedIndexer], *, is_interactive: bool = False
    ) -> list[Answer]:
        """Every source's answer, once the last has come."""
        answers = self.ask(query, indexers, is_interactive=is_interactive)
        return [answer async for answer in answers]

    async def release(self, indexer_id: IndexerId, guid: str) -> Release | None:
        """A release found in the last 30 minutes, with its link; else None."""
        found = await self._found(indexer_id, guid)
        return found[0] if found else None

    async def search_of(self, indexer_id: IndexerId, guid: str) -> Found | None:
        """All that the search offered that found this release; None once it is forgotten."""
        found = await self._found(indexer_id, guid)
        if found is None or found[1] is None:
            return None
        asked = found[1]
        answers = await self._db.read(store.answers_to, asked.search, self._clock.now())

        def unsealed() -> list[Release]:
            opened = [(self._opened(one), one.source_id) for one in answers]
            return [one for text, source in opened if text for one in unpack_all(text, source)]

        # A thousand names, not in the loop that serves everybody.
        return Found(asked.query, await asyncio.to_thread(unsealed))

    async def _found(
        self, indexer_id: IndexerId, guid: str
    ) -> tuple[Release, store.Asked | None] | None:
        for kept in await self._db.read(store.answers, indexer_id, self._clock.now()):
            opened = self._opened(kept)
            found = unpack(opened, indexer_id, guid) if opened else None
            if found:
                return found, kept.asked
        return None

    def _opened(self, kept: store.KeptAnswer) -> Secret | None:
        try:
            return self._vault.open(kept.sealed)
        except UnreadableSecret:
            log.warning("a kept answer was sealed with another key: indexer=%s", kept.source_id)
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

    async def _one(self, asked: _Round, connected: ConnectedIndexer) -> None:
        """Every source of one adapter, or the one answer that says why it has none to offer."""
        [itself] = await self._known(asked, connected, [Source(ITSELF, connected.name)])
        if held := self._held(itself, asked.is_interactive):
            asked.said.put_nowait(_Said(held))
            return
        begun = self._clock.monotonic()
        try:
            async with asyncio.timeout(self._timeout_s):
                named = await connected.indexer.sources()
        except Exception as error:
            asked.said.put_nowait(self._failed(itself, error, begun))
            return
        if itself.last_error and all(source.key != ITSELF for source in named):
            well = [store.Outcome(itself.id)]
            await self._db.write(store.note, well, self._clock.now())
        healths = await self._known(asked, connected, named)
        async with asyncio.TaskGroup() as group:
            for health in healths:
                if held := self._held(health, asked.is_interactive):
                    asked.said.put_nowait(_Said(held))
                else:
                    group.create_task(self._answer(asked, connected.indexer, health))

    async def _answer(self, asked: _Round, indexer: Indexer, health: store.SourceHealth) -> None:
        begun = self._clock.monotonic()
        try:
            async with asyncio.timeout(self._timeout_s):
                found = await indexer.search(health.source, asked.query)
        except Exception as error:
            asked.said.put_nowait(self._failed(health, error, begun))
            return
        ms = self._ms_since(begun)
        unique = {release.guid: replace(release, indexer_id=health.id) for release in found}
        releases = list(unique.values())
        sealed = self._vault.seal(pack(releases)) if releases else None
        answer = Answer(health.id, health.name, True, None, releases, ms)
        asked.said.put_nowait(_Said(answer, store.Outcome(health.id, sealed)))

    async def _known(
        self, asked: _Round, connected: ConnectedIndexer, named: Sequence[Source]
    ) -> list[store.SourceHealth]:
        """Their rows; the database is turned to only when there is something new."""
        rows = [asked.known.get((connected.adapter_id, source)) for source in named]
        if None in rows:
            return await self._db.write(store.register, connected.adapter_id, named)
        return [row for row in rows if row]

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

    def _failed(self, health: store.SourceHealth, error: Exception, begun: float) -> _Said:
        """The failure in words. No adapter, however wrong, takes the others down."""
        if isinstance(error, TimeoutError):
            error = Unreachable(
                health.name, f"gave no answer within {self._timeout_s:g} s.", "Is it slow?"
            )
        if isinstance(error, OutsideError):
            sentence = str(error)
        else:
            _log_unexpected(health, error)
            sentence = f"{health.name}: internal error ({type(error).__name__}); see the log."
        is_limited = isinstance(error, Limited)
        if isinstance(error, Limited):
            seconds = limited_pause_s(health.failures, error.retry_after_s)
        else:
            seconds = pause_s(health.failures + 1)
        until = self._clock.now() + timedelta(seconds=seconds)
        return _Said(
            Answer(health.id, health.name, False, sentence, [], self._ms_since(begun)),
            store.Outcome(health.id, None, sentence, until, is_limited),
        )

    def _ms_since(self, begun: float) -> int:
        return round((self._clock.monotonic() - begun) * 1000)


async def _waiting(said: asyncio.Queue[_Said | None]) -> list[_Said]:
    """All that wait now, at least one: they are noted in one transaction. Empty at the end."""
    batch = [await said.get()]
    while not said.empty():
        batch.append(said.get_nowait())
    if batch[-1] is None and len(batch) > 1:
        said.put_nowait(None)
    return [each for each in batch if each is not None]


def _log_unexpected(health: store.SourceHealth, error: Exception) -> None:
    """Only where, not what: the text of an unforeseen error may hold an address with a key."""
    where = "".join(traceback.format_tb(error.__traceback__))
    kind = type(error).__name__
    log.error("indexer failed unexpectedly: source=%s error=%s\n%s", health.id, kind, where)


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
