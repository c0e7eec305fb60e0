"""What is wanted and what is there."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from neonarr.base.ids import AcquisitionId, ItemId
from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes


class Availability(StrEnum):
    """What is waited for before a movie is taken by itself; the family's words."""

    ANNOUNCED = "announced"
    """Nothing: whatever is offered may be taken."""
    IN_CINEMAS = "inCinemas"
    RELEASED = "released"
    """On disc or online; 90 days after the cinemas where no such date is known."""


AFTER_CINEMAS = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an item beyond its name; None and empty: not known."""

    minutes: float | None = None
    """How long it plays."""
    original_language: str | None = None
    """By the name formats and profiles use."""
    tags: frozenset[str] = frozenset()
    """Labels, in small letters."""
    availability: Availability = Availability.ANNOUNCED
    status: str | None = None
    """As a client gave it (announced, inCinemas, released …). Told again, never judged by: nothing
    here keeps it up to date, and dates do."""
    in_cinemas: datetime | None = None
    digital_release: datetime | None = None
    physical_release: datetime | None = None

    @property
    def available_at(self) -> datetime | None:
        """When it comes out in the way that is waited for; None: it is out, or no date is known.

        Source: https://github.com/Radarr/Radarr/blob/develop/src/NzbDrone.Core/Movies/Movie.cs
        """
        if self.availability is Availability.ANNOUNCED:
            return None
        if self.availability is Availability.IN_CINEMAS and self.in_cinemas:
            return self.in_cinemas
        at_home = [day for day in (self.digital_release, self.physical_release) if day]
        if at_home:
            return min(at_home)
        return self.in_cinemas + AFTER_CINEMAS if self.in_cinemas else None


NO_FACTS = Facts()


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
    facts: Facts = NO_FACTS

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
