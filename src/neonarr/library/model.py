"""What is wanted and what is there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from neonarr.base.ids import AcquisitionId, ItemId
from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes


@dataclass(frozen=True, slots=True)
class Item:
    """A movie or an album. `artist` only for albums; `year` None when unknown."""

    id: ItemId
    kind: MediaKind
    title: str
    artist: str | None
    year: int | None
    is_monitored: bool
    created_at: datetime
    tmdb_id: int | None = None
    imdb_id: str | None = None

    @property
    def label(self) -> str:
        """How a person would name it: `Heat (1995)`, `Miles Davis – Kind of Blue (1959)`."""
        name = f"{self.artist} – {self.title}" if self.artist else self.title
        return f"{name} ({self.year})" if self.year else name


@dataclass(frozen=True, slots=True)
class LibraryFile:
    """A file this program placed. `path` is absolute; `method` is hardlink, reflink or copy;
    `cost` is what it took on disk beyond what the download already had."""

    item_id: ItemId
    acquisition_id: AcquisitionId
    path: str
    size: Bytes
    quality: str
    method: str
    cost: Bytes
    imported_at: datetime
    disc: int | None = None
    track: int | None = None
    media: dict[str, Any] | None = None
    """What its tags or streams said: duration_s, codec, width, height, title …"""
