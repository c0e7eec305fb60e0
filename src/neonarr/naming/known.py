"""What is known when a file is named."""

from dataclasses import dataclass

from neonarr.library.model import Item
from neonarr.releases.model import ParsedName
from neonarr.releases.parse import parse_cached


@dataclass(frozen=True, slots=True)
class Streams:
    """What the file itself says, in the words of who read it. None and empty: nothing."""

    video_codec: str | None = None
    audio_codec: str | None = None
    audio_channels: str | None = None
    """5.1, 2.0 …"""
    bit_depth: int | None = None
    sample_rate: int | None = None
    """Hz."""
    dynamic_range: str = ""
    """The family's words: HDR10, DV HDR10Plus …"""
    audio_languages: tuple[str, ...] = ()
    """ISO 639 codes."""
    subtitle_languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrackPlace:
    """A track of an album. `disc` is None unless the album has several, `number` if nobody knows
    it."""

    number: int | None
    title: str
    disc: int | None = None


NO_STREAMS = Streams()
NO_PLACE = TrackPlace(None, "")


@dataclass(frozen=True, slots=True)
class Known:
    """All that tokens take their values from. Empty: not known."""

    item: Item
    quality: str = ""
    version: str = ""
    """How one of several versions of the item is called."""
    release: str = ""
    """The name of the release."""
    original: str = ""
    """The file's own name, without its suffix."""
    formats: tuple[str, ...] = ()
    """The custom formats it meets that are to be told in names."""
    streams: Streams = NO_STREAMS
    place: TrackPlace = NO_PLACE

    @property
    def parsed(self) -> ParsedName | None:
        """What the release's name says; without one, what the file's own name says."""
        name = self.release or self.original
        return parse_cached(name, self.item.kind) if name else None
