"""Any Torznab (or Newznab-like) endpoint that offers torrents.

Source: https://torznab.github.io/spec-1.3-draft/
"""

from dataclasses import dataclass

from neonarr.adapters._address import NO_KEY, tidy
from neonarr.adapters._caps import PAGE
from neonarr.adapters._caps import offers as has_any
from neonarr.adapters._fetch import fetch_torrent
from neonarr.adapters._torznab import TorznabEndpoint
from neonarr.adapters.outside import Outside
from neonarr.base.errors import OutsideError
from neonarr.base.kinds import MediaKind
from neonarr.base.secret import Secret
from neonarr.downloads.torrent import Magnet, TorrentFile
from neonarr.releases.model import Release
from neonarr.search.port import Query, Source, SourceView
from neonarr.search.wishes import Wishes
from neonarr.settings.adapters import AdapterSpec, Check, Role, setting


@dataclass(frozen=True, slots=True)
class TorznabSettings:
    url: str = setting(
        "Address",
        help="Up to and including /api.",
        placeholder="http://indexer:9117/api",
    )
    api_key: Secret = setting("API key", default=NO_KEY, help="Leave empty if it needs none.")
    timeout_s: float = setting(
        "Time-out (seconds)", default=30.0, help="How long one request may take."
    )


class Torznab:
    """One endpoint is one source."""

    def __init__(self, name: str, settings: TorznabSettings, outside: Outside) -> None:
        self._name, self._settings, self._outside = name, settings, outside
        self._endpoint = TorznabEndpoint(
            name, tidy(settings.url), settings.api_key, settings.timeout_s, outside
        )

    async def sources(self) -> list[Source]:
        return [Source("", self._name)]

    async def search(self, source: Source, query: Query) -> list[Release]:
        return await self._endpoint.search(query, source.name)

    async def fetch(self, link: Secret) -> TorrentFile | Magnet:
        return await fetch_torrent(self._outside.http, self._name, link, self._settings.timeout_s)

    async def views(self) -> list[SourceView]:
        caps = await self._endpoint.caps()
        return [
            SourceView(
                self._name,
                has_any(MediaKind.MOVIE, caps.categories),
                has_any(MediaKind.ALBUM, caps.categories),
            )
        ]

    async def check(self) -> Check:
        try:
            caps = await self._endpoint.caps()
            latest = await self._endpoint.releases(
                [("t", "search"), ("q", ""), ("limit", str(PAGE))], self._name
            )
        except OutsideError as error:
            return Check(False, str(error), {})
        offers = [
            name
            for name, first in (("movies", 2000), ("music", 3000))
            if any(first <= number < first + 1000 for number in caps.categories)
        ]
        facts = {
            "Server": caps.server or "unnamed",
            "Categories": ", ".join(offers) if caps.categories else "not told",
            "Movie search by": ", ".join(sorted(caps.movie or ())) or "words",
            "Music search by": ", ".join(sorted(caps.music or ())) or "words",
            "Latest releases": str(len(latest)),
        }
        if caps.categories and not offers:
            return Check(
                False, f"{self._name} answers, but offers neither movies nor music.", facts
            )
        return Check(True, f"{self._name} answers; it lists {len(latest)} latest releases.", facts)


SPEC = AdapterSpec(Role.INDEXER, "torznab", "Torznab", TorznabSettings, Torznab, wishes=Wishes)
