"""What an indexer must be able to do."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from neonarr.base.kinds import MediaKind
from neonarr.base.secret import Secret
from neonarr.downloads.torrent import Magnet, TorrentFile
from neonarr.releases.model import Release
from neonarr.settings.adapters import Check


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for. `text` is what a person would type; the rest, when known, lets an indexer
    that offers a precise search use it."""

    text: str
    kind: MediaKind | None = None
    """None asks for movies and music alike."""
    title: str | None = None
    artist: str | None = None
    year: int | None = None
    imdb_id: str | None = None
    """With its tt."""
    tmdb_id: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One tracker an adapter can ask on its own. `key` is stable inside the adapter."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """One source as its own service sees it. `has_movies` and `has_music` are None when it does
    not tell its categories; `trouble` is empty when it reports none."""

    name: str
    has_movies: bool | None
    has_music: bool | None
    trouble: str = ""
    is_enabled: bool = True


@runtime_checkable
class Overseen(Protocol):
    """An indexer that tells what it thinks of its sources. May raise OutsideError."""

    async def views(self) -> list[SourceView]: ...


class Indexer(Protocol):
    """Every method may raise neonarr.base.errors.OutsideError (Limited for a rate limit)."""

    async def sources(self) -> list[Source]:
        """What can be asked separately: one for a Torznab endpoint, one per configured tracker for
        Prowlarr and Jackett. Cached by the adapter."""

    async def search(self, source: Source, query: Query) -> list[Release]:
        """Releases of that source; `indexer_id` is left 0 and `indexer` is the source's name (the
        caller fills in the id). Empty is an answer."""

    async def fetch(self, link: Secret) -> TorrentFile | Magnet:
        """The torrent behind a release's link, redirects followed by hand.

        Raises Unintelligible if what comes back is no torrent."""

    async def check(self) -> Check:
        """A real call with these settings; never raises, the failure is the answer."""
