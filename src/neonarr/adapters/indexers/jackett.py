"""Jackett, one source per indexer configured in it.

Its key travels only as a query value, and a wrong one is answered with HTTP 200 and an error
document. `all` would be slower than its slowest tracker, so it is asked only where the list of
indexers can't be had.

Source: https://github.com/Jackett/Jackett (Torznab results controller)
"""

from dataclasses import dataclass
from typing import Any

from neonarr.adapters._address import refuse_pages, tidy
from neonarr.adapters._caps import Caps, offers, parse_caps
from neonarr.adapters._feed import local_name
from neonarr.adapters._fetch import fetch_torrent
from neonarr.adapters._torznab import CAPS_S, TorznabEndpoint
from neonarr.adapters.outside import Outside
from neonarr.base.errors import OutsideError, Refused, Unintelligible, Unreachable
from neonarr.base.kinds import MediaKind
from neonarr.base.secret import Secret
from neonarr.downloads.torrent import Magnet, TorrentFile
from neonarr.releases.model import Release
from neonarr.search.port import Query, Source, SourceView
from neonarr.search.wishes import Wishes
from neonarr.settings.adapters import AdapterSpec, Check, Role, setting

LIST_S = 300.0
TRIES = 3


@dataclass(frozen=True, slots=True)
class JackettSettings:
    url: str = setting("Address", placeholder="http://jackett:9117")
    api_key: Secret = setting("API key", help="At the top right of Jackett's own page.")
    timeout_s: float = setting(
        "Time-out (seconds)", default=60.0, help="How long one request may take."
    )


class Jackett:
    """Remembers the list of indexers for five minutes, and what each can for a day."""

    def __init__(self, name: str, settings: JackettSettings, outside: Outside) -> None:
        self._name, self._settings, self._outside = name, settings, outside
        self._endpoints: dict[str, TorznabEndpoint] = {}
        self._sources: tuple[list[Source], float] | None = None

    async def sources(self) -> list[Source]:
        now = self._outside.clock.monotonic()
        if self._sources is None or self._sources[1] < now:
            self._sources = await self._listed(), now + LIST_S
        return self._sources[0]

    async def search(self, source: Source, query: Query) -> list[Release]:
        return await self._endpoint(source.key).search(query, source.name)

    async def fetch(self, link: Secret) -> TorrentFile | Magnet:
        return await fetch_torrent(self._outside.http, self._name, link, self._settings.timeout_s)

    async def views(self) -> list[SourceView]:
        """Jackett keeps no record of failures: only what each source offers."""
        found = []
        for source in await self.sources():
            categories = self._endpoint(source.key).known_categories
            movies, music = (offers(kind, categories) for kind in MediaKind)
            found.append(SourceView(source.name, movies, music))
        return found

    async def check(self) -> Check:
        try:
            self._sources = None
            sources = await self.sources()
            error: OutsideError | None = None
            for source in sources[:TRIES]:
                try:
                    latest = await self._endpoint(source.key).releases(
                        [("t", "search"), ("q", "")], source.name
                    )
                except (Unreachable, Unintelligible) as failure:
                    error = failure
                    continue
                return Check(
                    True,
                    f"{self._name} answers with {len(sources)} indexers; "
                    f"{source.name} lists {len(latest)} latest releases.",
                    {"Indexers": ", ".join(each.name for each in sources)},
                )
            raise error or Refused(self._name, "has no indexers.", "Add one on its page.")
        except OutsideError as failure:
            return Check(False, str(failure), {})

    async def _listed(self) -> list[Source]:
        try:
            root = await self._endpoint("all").ask([("t", "indexers"), ("configured", "true")])
        except Refused as error:
            if "error 100" in error.said:
                raise
            return [Source("all", self._name)]  # before 0.8 there was no such list
        listed = parse_indexers(root)
        if not listed:
            raise Refused(self._name, "has no indexers set up.", "Add one on its page.")
        for source, caps in listed:
            if caps:
                self._endpoint(source.key).know(caps, CAPS_S)
        return [source for source, _ in listed]

    def _endpoint(self, key: str) -> TorznabEndpoint:
        if key not in self._endpoints:
            self._endpoints[key] = TorznabEndpoint(
                self._name,
                f"{tidy(self._settings.url)}/api/v2.0/indexers/{key}/results/torznab/api",
                self._settings.api_key,
                self._settings.timeout_s,
                self._outside,
            )
        return self._endpoints[key]


def parse_indexers(root: Any) -> list[tuple[Source, Caps | None]]:
    """The configured indexers of a `t=indexers` answer, with what each can where that is told."""
    found = []
    for element in root.iter("{*}indexer"):
        key = element.get("id") or ""
        if not key or (element.get("configured") or "true").lower() == "false":
            continue
        below = {local_name(child.tag): child for child in element.iterchildren("*")}
        title, caps = below.get("title"), below.get("caps")
        name = (title.text or "").strip() if title is not None else ""
        found.append((Source(key, name or key), parse_caps(caps) if caps is not None else None))
    return found


SPEC = AdapterSpec(
    Role.INDEXER,
    "jackett",
    "Jackett",
    JackettSettings,
    Jackett,
    refuse_misfits=refuse_pages("Jackett", "/ui", "/api/v2.0"),
    wishes=Wishes,
)
