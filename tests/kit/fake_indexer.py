"""An indexer that answers what a test gave it."""

import asyncio
from dataclasses import dataclass, field, replace

from neonarr.base.errors import Unintelligible
from neonarr.base.ids import IndexerId
from neonarr.base.secret import Secret
from neonarr.downloads.torrent import Magnet, TorrentFile
from neonarr.releases.model import Release
from neonarr.search.port import Query, Source
from neonarr.settings.adapters import Check


def release(title: str, guid: str = "", *, seeders: int | None = 10) -> Release:
    """A release whose link the fake can fetch."""
    guid = guid or title
    return Release(IndexerId(0), "", guid, title, Secret(f"fake:{guid}"), seeders=seeders)


@dataclass
class FakeIndexer:
    """`releases` are given for every query, by source key; `torrents` are found by guid. An
    exception in `failures` (by source key; "" is the list of sources and, where it is the only one,
    the search) is raised instead. `queries` and `fetched` keep what was asked."""

    name: str = "Fake"
    releases: dict[str, list[Release]] = field(default_factory=dict)
    torrents: dict[str, TorrentFile | Magnet] = field(default_factory=dict)
    failures: dict[str, Exception] = field(default_factory=dict)
    delays_s: dict[str, float] = field(default_factory=dict)
    keys: tuple[str, ...] = ("",)
    queries: list[tuple[str, Query]] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)

    async def sources(self) -> list[Source]:
        if self.keys != ("",) and "" in self.failures:
            raise self.failures[""]
        return [Source(key, key or self.name) for key in self.keys]

    async def search(self, source: Source, query: Query) -> list[Release]:
        self.queries.append((source.key, query))
        await asyncio.sleep(self.delays_s.get(source.key, 0))
        if source.key in self.failures:
            raise self.failures[source.key]
        return [replace(each, indexer=source.name) for each in self.releases.get(source.key, [])]

    async def fetch(self, link: Secret) -> TorrentFile | Magnet:
        guid = link.reveal().removeprefix("fake:")
        self.fetched.append(guid)
        if guid not in self.torrents:
            raise Unintelligible(self.name, "did not give a usable torrent.")
        return self.torrents[guid]

    async def check(self) -> Check:
        failure = next(iter(self.failures.values()), None)
        return Check(failure is None, str(failure or f"{self.name} answers."), {})
