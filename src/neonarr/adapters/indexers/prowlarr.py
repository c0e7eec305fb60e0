"""Prowlarr (API v1), one source per enabled torrent indexer.

Each indexer is asked on its own, because Prowlarr drops one that fails from a joint answer without
a word. Asked alone a failing one still answers `[]`, so an empty answer is checked against the
failures Prowlarr has noted.

Source: https://prowlarr.com/docs/api/
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from neonarr.adapters._address import refuse_pages, tidy
from neonarr.adapters._caps import Params, is_about, ways
from neonarr.adapters._fetch import fetch_torrent
from neonarr.adapters._http import raise_for_status
from neonarr.adapters._prowlarr import (
    Failure,
    Listed,
    as_search,
    parse_failures,
    parse_listed,
    parse_message,
    parse_own_health,
    parse_releases,
    parse_views,
    read_json,
)
from neonarr.adapters.outside import Outside
from neonarr.base.errors import OutsideError, Refused, Unintelligible, Unreachable
from neonarr.base.secret import Secret
from neonarr.downloads.torrent import Magnet, TorrentFile
from neonarr.releases.model import Release
from neonarr.search.port import Query, Source, SourceView
from neonarr.search.wishes import Wishes
from neonarr.settings.adapters import AdapterSpec, Check, Role, setting

LIST_S = 300.0
TRIES = 3
CLOCK_SKEW = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class ProwlarrSettings:
    url: str = setting("Address", placeholder="http://prowlarr:9696")
    api_key: Secret = setting("API key", help="In Prowlarr under Settings, General.")
    timeout_s: float = setting(
        "Time-out (seconds)", default=90.0, help="Prowlarr waits for the tracker it asks."
    )


class Prowlarr:
    """Remembers its indexers for five minutes."""

    def __init__(self, name: str, settings: ProwlarrSettings, outside: Outside) -> None:
        self._name, self._settings, self._outside = name, settings, outside
        self._url = tidy(settings.url)
        self._listed: tuple[dict[str, Listed], float] | None = None
        self._failures: tuple[dict[str, Failure], datetime] | None = None
        """With the moment they were asked for."""
        self._asking_failures = asyncio.Lock()

    async def sources(self) -> list[Source]:
        return [listed.source for listed in (await self._indexers()).values()]

    async def search(self, source: Source, query: Query) -> list[Release]:
        listed = (await self._indexers()).get(source.key)
        if listed is None:
            raise Refused(self._name, f"no longer has {source.name}.", "Enable it there again.")
        begun = self._outside.clock.now()
        found: dict[str, Release] = {}
        for way in ways(query, listed.caps):
            for release in await self._search(source, as_search(way)):
                found.setdefault(release.guid, release)
            if found and is_about(query, list(found.values())):
                break
        if not found:
            await self._raise_hidden_failure(source, begun)
        return list(found.values())

    async def fetch(self, link: Secret) -> TorrentFile | Magnet:
        return await fetch_torrent(self._outside.http, self._name, link, self._settings.timeout_s)

    async def views(self) -> list[SourceView]:
        """Its indexers with what it notes of them, and its own complaints as one more."""
        now = self._outside.clock.now()
        failures = parse_failures(self._name, await self._get("/api/v1/indexerstatus"))
        listed = await self._get("/api/v1/indexer")
        found = parse_views(self._name, listed, failures, now)
        complaints = parse_own_health(self._name, await self._get("/api/v1/health"))
        own = [SourceView(self._name, None, None, complaint) for complaint in complaints]
        return found + own

    async def check(self) -> Check:
        try:
            status = await self._get("/api/v1/system/status")
            app = status.get("appName") if isinstance(status, dict) else None
            if app != "Prowlarr":
                raise Refused(self._name, f"is {app or 'no Prowlarr'}.", "Check its address.")
            self._listed = None
            sources = await self.sources()
            version = str(status.get("version") or "unknown")
            facts = {"Version": version, "Indexers": ", ".join(each.name for each in sources)}
            if not sources:
                raise Refused(self._name, "has no enabled torrent indexer.", "Add one there.")
            asked, count = await self._first_answer(sources[:TRIES])
        except OutsideError as error:
            return Check(False, str(error), {})
        message = f"Prowlarr {version} answers with {len(sources)} torrent indexers; "
        return Check(True, f"{message}{asked.name} lists {count} latest releases.", facts)

    async def _first_answer(self, sources: list[Source]) -> tuple[Source, int]:
        """The first of them that answers, and how many latest releases it lists."""
        failure: OutsideError | None = None
        for source in sources:
            begun = self._outside.clock.now()
            try:
                found = await self._search(source, [("type", "search"), ("query", "")])
                if not found:
                    await self._raise_hidden_failure(source, begun)
                return source, len(found)
            except (Unreachable, Unintelligible) as error:
                failure = error
        assert failure is not None
        raise failure

    async def _indexers(self) -> dict[str, Listed]:
        now = self._outside.clock.monotonic()
        if self._listed is None or self._listed[1] < now:
            listed = parse_listed(self._name, await self._get("/api/v1/indexer"))
            self._listed = {each.source.key: each for each in listed}, now + LIST_S
        return self._listed[0]

    async def _search(self, source: Source, params: Params) -> list[Release]:
        params = [*params, ("indexerIds", source.key), ("limit", "100"), ("offset", "0")]
        rows = await self._get("/api/v1/search", params, source.name)
        return parse_releases(self._name, rows, source.name)

    async def _raise_hidden_failure(self, source: Source, begun: datetime) -> None:
        """Return if `source` really had nothing to offer since `begun`."""
        ended = self._outside.clock.now()
        async with self._asking_failures:
            # One answer serves all who wait for it; an older one may miss the failure looked for.
            if self._failures is None or self._failures[1] < ended:
                asked_at = self._outside.clock.now()
                rows = await self._get("/api/v1/indexerstatus")
                self._failures = parse_failures(self._name, rows), asked_at
        failure = self._failures[0].get(source.key)
        if failure and failure.until and failure.until > ended:
            raise Unreachable(
                self._name,
                f"has put {source.name} on hold until {failure.until:%Y-%m-%d %H:%M} UTC"
                " after failures.",
                "Its own page says why.",
            )
        if failure and failure.last_at and failure.last_at >= begun - CLOCK_SKEW:
            raise Unreachable(
                self._name, f"could not search {source.name}.", "Its own page says why."
            )

    async def _get(self, path: str, params: Params | None = None, source: str = "") -> Any:
        """The JSON there. Raises what the status means."""
        answer = await self._outside.http.get(
            self._name,
            self._url + path,
            params=params or (),
            headers={"X-Api-Key": self._settings.api_key.reveal(), "Accept": "application/json"},
            timeout_s=self._settings.timeout_s,
        )
        message = "" if answer.status == 200 else parse_message(answer.content)
        if source and answer.status == 400 and "unavailable" in message.lower():
            raise Unreachable(self._name, f"{source} is unavailable.", "Its own page says why.")
        raise_for_status(self._name, answer, message)
        return read_json(self._name, answer.content)


SPEC = AdapterSpec(
    Role.INDEXER,
    "prowlarr",
    "Prowlarr",
    ProwlarrSettings,
    Prowlarr,
    refuse_misfits=refuse_pages("Prowlarr", "/api/v1", "/login", "/search", "/settings", "/system"),
    wishes=Wishes,
)
