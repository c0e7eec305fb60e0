"""From the marks of a movie's name to its quality.

Poor sources first: a name that says CAM is a cam recording whatever else it boasts of. Then the
source, then what kind of disc or broadcast it is, then the size of the picture. A size without a
source means television; a disc's video left untouched (AVC, VC-1, MPEG2 and no encoder named)
means the whole disc. Where the name tells nothing the file's ending gives a hint.
"""

from typing import NamedTuple

from neonarr.base.kinds import MediaKind
from neonarr.releases.facts import Facts, values
from neonarr.releases.model import Quality, Told
from neonarr.releases.quality import quality_named
from neonarr.releases.tables.facets import Facet
from neonarr.releases.tables.groups import PICTURE_ENDINGS


class PictureQuality(NamedTuple):
    """A named quality and what it was read from."""

    quality: Quality
    source: str
    resolution: int
    modifier: str
    source_from: Told
    resolution_from: Told


MEANINGS: dict[str, tuple[str, int, str]] = {
    "Unknown": ("UNKNOWN", 0, "NONE"),
    "WORKPRINT": ("WORKPRINT", 0, "NONE"),
    "CAM": ("CAM", 0, "NONE"),
    "TELESYNC": ("TELESYNC", 0, "NONE"),
    "TELECINE": ("TELECINE", 0, "NONE"),
    "REGIONAL": ("DVD", 480, "REGIONAL"),
    "DVDSCR": ("DVD", 480, "SCREENER"),
    "SDTV": ("TV", 480, "NONE"),
    "DVD": ("DVD", 0, "NONE"),
    "DVD-R": ("DVD", 480, "REMUX"),
    "BR-DISK": ("BLURAY", 1080, "BRDISK"),
    "Raw-HD": ("TV", 1080, "RAWHD"),
    **{f"HDTV-{n}p": ("TV", n, "NONE") for n in (720, 1080, 2160)},
    **{f"WEBDL-{n}p": ("WEBDL", n, "NONE") for n in (480, 720, 1080, 2160)},
    **{f"WEBRip-{n}p": ("WEBRIP", n, "NONE") for n in (480, 720, 1080, 2160)},
    **{f"Bluray-{n}p": ("BLURAY", n, "NONE") for n in (480, 576, 720, 1080, 2160)},
    **{f"Remux-{n}p": ("BLURAY", n, "REMUX") for n in (1080, 2160)},
}
"""Source, lines of the picture and modifier of each named quality."""

_EARLY = ("CAM", "TELESYNC", "TELECINE", "WORKPRINT", "DVDSCR", "REGIONAL")
"""Sources so poor that nothing else the name says matters."""

_KEEP_SIZE = frozenset({"CAM", "TELESYNC", "TELECINE", "WORKPRINT", "DVD"})
"""Qualities that are one whatever the size of the picture."""

BY_SOURCE: dict[str, dict[int, str]] = {
    "TV": {0: "SDTV", 480: "SDTV", 576: "SDTV", 720: "HDTV-720p", 1080: "HDTV-1080p",
           2160: "HDTV-2160p"},
    "WEBDL": {0: "WEBDL-480p", 480: "WEBDL-480p", 576: "WEBDL-480p", 720: "WEBDL-720p",
              1080: "WEBDL-1080p", 2160: "WEBDL-2160p"},
    "WEBRIP": {0: "WEBRip-480p", 480: "WEBRip-480p", 576: "WEBRip-480p", 720: "WEBRip-720p",
               1080: "WEBRip-1080p", 2160: "WEBRip-2160p"},
    "BLURAY": {0: "Bluray-720p", 480: "Bluray-480p", 576: "Bluray-576p", 720: "Bluray-720p",
               1080: "Bluray-1080p", 2160: "Bluray-2160p"},
    "REMUX": {0: "Remux-1080p", 480: "Bluray-480p", 576: "Bluray-576p", 720: "Bluray-720p",
              1080: "Remux-1080p", 2160: "Remux-2160p"},
}  # fmt: skip

_ENCODERS = frozenset({"x264", "x265", "h264", "h265", "h266", "AV1", "VP9"})
_ON_DISC = frozenset({"AVC", "VC-1", "MPEG2"})
_BARE_RIPS = frozenset({"bdrip", "bd rip", "brrip", "br rip"})
"""Usually of DVD size when they don't tell one."""


def picture_quality(facts: Facts, ending: str = "", *, is_web: bool = False) -> PictureQuality:
    """What a movie name's marks and file ending amount to. `is_web`: known to be from a service."""
    sources = _sources(facts)
    size = _size(facts)
    early = next((source for source in _EARLY if source in sources), None)
    hint = PICTURE_ENDINGS.get(ending, "")
    name = early or _named(facts, sources, size, hint, is_web)
    source, lines, modifier = MEANINGS[name]
    from_name = bool(sources or (is_web and size) or Facet.DISC in facts)
    return PictureQuality(
        quality_named(MediaKind.MOVIE, name),
        source,
        size if size and name in _KEEP_SIZE else lines,
        modifier,
        Told.NAME if from_name else Told.EXTENSION if hint else Told.UNKNOWN,
        Told.NAME if size else Told.EXTENSION if hint and not from_name else Told.UNKNOWN,
    )


def _named(facts: Facts, sources: list[str], size: int, hint: str, is_web: bool) -> str:
    source = _source(facts, sources, size, hint, is_web)
    discs = values(facts, Facet.DISC)
    if source == "BLURAY" or (not source and discs):
        return _disc(facts, discs, source, size)
    if source in ("DVD", "DVD-R"):
        return "DVD-R" if "remux" in discs else source
    if source in ("TV", "HDTV", "HD TV"):
        return _broadcast(facts, source, size)
    return BY_SOURCE[source][size] if source else "Unknown"


def _sources(facts: Facts) -> list[str]:
    """Those that are certain before those that may be part of something else."""
    told = facts.get(Facet.SOURCE, [])
    if len(told) > 1:
        told = sorted(told, key=lambda told: not told[1].is_telling)
    return [value for value, _ in told]


def _source(facts: Facts, sources: list[str], size: int, hint: str, is_web: bool) -> str:
    """Where it comes from; empty when nothing tells."""
    if "TV" in sources and "HD TV" in sources:
        return "HD TV"
    if sources:
        return "WEBDL" if sources[0] == "WEB" else sources[0]
    if is_web and size:
        return "WEBDL"
    if Facet.DISC in facts:
        return ""
    # A size alone is what recordings from television are known by.
    if size or not {"XviD", "DivX"}.isdisjoint(values(facts, Facet.VIDEO)):
        return "TV"
    return hint


def _disc(facts: Facts, discs: list[str], source: str, size: int) -> str:
    video = values(facts, Facet.VIDEO)
    if "remux" in discs:
        return BY_SOURCE["REMUX"][size]
    if "whole" in discs:
        return "BR-DISK"
    if "raw" in discs and not source:
        return "Raw-HD"
    if not _ON_DISC.isdisjoint(video) and _ENCODERS.isdisjoint(video):
        # Untouched video means the whole disc, except where German groups take two sound tracks
        # along and leave the word REMUX out.
        is_dual = not {"dl", "ml"}.isdisjoint(values(facts, Facet.DUBBING))
        is_german = "German" in values(facts, Facet.LANGUAGE)
        return BY_SOURCE["REMUX"][size] if is_dual and is_german else "BR-DISK"
    is_bare = any(word.key in _BARE_RIPS for _, word in facts.get(Facet.SOURCE, ()))
    if not size and ("XviD" in video or is_bare):
        return "Bluray-480p"
    return BY_SOURCE["BLURAY"][size]


def _broadcast(facts: Facts, source: str, size: int) -> str:
    is_raw = "MPEG2" in values(facts, Facet.VIDEO) or "raw" in values(facts, Facet.DISC)
    if is_raw and size >= 720:
        return "Raw-HD"
    told = facts.get(Facet.SOURCE, ())
    is_high = source == "HD TV" or any(w.key == "hdtv" and w.bracket >= 0 for _, w in told)
    return BY_SOURCE["TV"][size or (720 if is_high else 0)]


def _size(facts: Facts) -> int:
    """Lines of the picture, 0 when not told. `4K` and `UHD` give way to a figure: they may tell
    about what it was made from."""
    sizes = values(facts, Facet.RESOLUTION)
    figure = next((size for size in sizes if size != "UHD"), None)
    return int(figure) if figure else (2160 if sizes else 0)
