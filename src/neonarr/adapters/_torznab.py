"""One Torznab endpoint: asks for its caps once a day, then searches in the ways they allow."""

import asyncio
from typing import Any

from neonarr.adapters._caps import Caps, Params, is_about, parse_caps, ways
from neonarr.adapters._feed import parse_releases, read_document
from neonarr.adapters.outside import Outside
from neonarr.base.errors import Refused, Unintelligible
from neonarr.base.secret import Secret
from neonarr.releases.model import Release
from neonarr.search.port import Query

CAPS_S = 24 * 3600.0
MISSING_CAPS_S = 3600.0
LARGE = 1_000_000
"""Bytes; a longer answer is parsed beside the event loop, which would stand still for it."""


class TorznabEndpoint:
    """`url` goes up to and including /api; `service` is the name errors carry."""

    def __init__(
        self, service: str, url: str, api_key: Secret, timeout_s: float, outside: Outside
    ) -> None:
        self._service, self._url, self._key = service, url, api_key
        self._timeout_s, self._outside = timeout_s, outside
        self._caps: tuple[Caps, float] | None = None
        """With the moment until which they hold."""

    async def caps(self) -> Caps:
        """An endpoint that has none worth the name is taken to offer a plain search."""
        now = self._outside.clock.monotonic()
        if self._caps is None or self._caps[1] < now:
            try:
                self.know(parse_caps(await self.ask([("t", "caps")])))
            except Unintelligible:
                self.know(Caps(), MISSING_CAPS_S)
        assert self._caps is not None
        return self._caps[0]

    @property
    def known_categories(self) -> frozenset[int]:
        """As told last; empty when that was never asked, or not told."""
        return self._caps[0].categories if self._caps else frozenset()

    def know(self, caps: Caps, for_s: float = CAPS_S) -> None:
        self._caps = caps, self._outside.clock.monotonic() + for_s

    async def search(self, query: Query, indexer: str) -> list[Release]:
        """What the narrowest way finds; where that is nothing, or nothing of that title, the next
        way is tried and what both found is returned."""
        caps = await self.caps()
        if caps.search is None and caps.movie is None and caps.music is None:
            raise Refused(self._service, "offers no search.", "It can't be used here.")
        found: dict[str, Release] = {}
        for way in ways(query, caps):
            for release in await self.releases(way, indexer):
                found.setdefault(release.guid, release)
            if found and is_about(query, list(found.values())):
                break
        return list(found.values())

    async def releases(self, params: Params, indexer: str) -> list[Release]:
        root = await self.ask(params)
        return parse_releases(root, self._service, indexer, self._url)

    async def ask(self, params: Params) -> Any:
        """The root element of its answer."""
        key = [("apikey", self._key.reveal())] if self._key else []
        answer = await self._outside.http.get(
            self._service, self._url, params=[*params, *key], timeout_s=self._timeout_s
        )
        if len(answer.content) > LARGE:
            return await asyncio.to_thread(read_document, self._service, answer)
        return read_document(self._service, answer)
