"""The named qualities of movies and music, in order, and how a name's marks lead to one.

The names and what they mean are the *arr family's, so that lists people have written elsewhere fit.
Source: https://wiki.servarr.com/radarr/settings#quality-1, https://wiki.servarr.com/lidarr/settings
"""

from collections.abc import Iterable, Sequence

from neonarr.base.kinds import MediaKind
from neonarr.releases.model import Quality
from neonarr.releases.vocabulary import EXTENSION_SOURCES, Facet
from neonarr.releases.words import Word

MOVIE_QUALITIES = (
    "Unknown", "WORKPRINT", "CAM", "TELESYNC", "TELECINE", "REGIONAL", "DVDSCR", "SDTV", "DVD",
    "DVD-R", "WEBRip-480p", "WEBDL-480p", "Bluray-480p", "Bluray-576p", "HDTV-720p", "WEBRip-720p",
    "WEBDL-720p", "Bluray-720p", "HDTV-1080p", "WEBRip-1080p", "WEBDL-1080p", "Bluray-1080p",
    "Remux-1080p", "HDTV-2160p", "WEBRip-2160p", "WEBDL-2160p", "Bluray-2160p", "Remux-2160p",
    "BR-DISK", "Raw-HD",
)  # fmt: skip
"""Worst first; the place is the rank."""

ALBUM_QUALITIES = (
    "Unknown", "MP3-8", "MP3-16", "MP3-24", "MP3-32", "MP3-40", "MP3-48", "MP3-56", "MP3-64",
    "MP3-80", "MP3-96", "MP3-112", "MP3-128", "WMA", "OGG Vorbis Q5", "MP3-160", "OGG Vorbis Q6",
    "MP3-192", "AAC-192", "OGG Vorbis Q7", "MP3-VBR-V2", "MP3-224", "OGG Vorbis Q8", "Opus",
    "AAC-VBR", "MP3-256", "OGG Vorbis Q9", "AAC-256", "MP3-VBR-V0", "OGG Vorbis Q10", "AAC-320",
    "MP3-320", "APE", "WavPack", "WAV", "ALAC", "FLAC", "ALAC 24bit", "FLAC 24bit",
)  # fmt: skip
"""Worst first; the place is the rank. `Opus` is ours: the family has no name for it."""

_BY_KIND: dict[MediaKind, dict[str, Quality]] = {
    kind: {name: Quality(name, rank) for rank, name in enumerate(names)}
    for kind, names in (
        (MediaKind.MOVIE, MOVIE_QUALITIES),
        (MediaKind.ALBUM, ALBUM_QUALITIES),
    )
}

_EARLY = ("CAM", "TELESYNC", "TELECINE", "WORKPRINT", "DVDSCR", "REGIONAL")
"""Sources so poor that nothing else the name says matters."""

_BY_SOURCE: dict[str, dict[int, str]] = {
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


def quality_named(kind: MediaKind, name: str) -> Quality:
    """The quality of that name, Unknown if there is none."""
    qualities = _BY_KIND[kind]
    return qualities.get(name) or qualities["Unknown"]


def movie_quality(words: Sequence[Word], ending: str = "", *, is_web: bool = False) -> Quality:
    """What a movie name's marks and file ending amount to. `is_web`: known to be from a service."""
    sources = _values(words, Facet.SOURCE, telling_first=True)
    early = next((source for source in _EARLY if source in sources), None)
    return quality_named(MediaKind.MOVIE, early or _good_source(words, sources, ending, is_web))


def _good_source(words: Sequence[Word], sources: Sequence[str], ending: str, is_web: bool) -> str:
    size = _size(words)
    discs = _values(words, Facet.DISC)
    source = _source(words, sources, size, ending, is_web)
    if source in ("BLURAY", "") and (discs or source):
        return _disc(words, discs, source, size)
    if source in ("DVD", "DVD-R"):
        return "DVD-R" if "remux" in discs else source
    if source in ("TV", "HDTV", "HD TV"):
        return _broadcast(words, source, size)
    return _BY_SOURCE[source][size] if source else "Unknown"


def _source(
    words: Sequence[Word], sources: Sequence[str], size: int, ending: str, is_web: bool
) -> str:
    """Where it comes from; empty when nothing tells."""
    if "TV" in sources and "HD TV" in sources:
        return "HD TV"
    if sources:
        return "WEBDL" if sources[0] == "WEB" else sources[0]
    if is_web and size:
        return "WEBDL"
    if _values(words, Facet.DISC):
        return ""
    # A size alone is what recordings from television are known by.
    if size or "xvid" in _values(words, Facet.VIDEO):
        return "TV"
    return EXTENSION_SOURCES.get(ending, "")


def _disc(words: Sequence[Word], discs: Sequence[str], source: str, size: int) -> str:
    video = _values(words, Facet.VIDEO)
    if "remux" in discs:
        return _BY_SOURCE["REMUX"][size]
    if "whole" in discs:
        return "BR-DISK"
    if "raw" in discs and not source:
        return "Raw-HD"
    if ("disc" in video or "mpeg2" in video) and "encode" not in video:
        # Untouched video means the whole disc, except where German groups take two sound tracks
        # along and leave the word REMUX out.
        is_dual = "dual" in _values(words, Facet.NOTE) and any(w.key == "german" for w in words)
        return _BY_SOURCE["REMUX"][size] if is_dual else "BR-DISK"
    if not size and ("xvid" in video or any(w.key in ("bdrip", "brrip") for w in words)):
        return "Bluray-480p"
    return _BY_SOURCE["BLURAY"][size]


def _broadcast(words: Sequence[Word], source: str, size: int) -> str:
    is_raw = "mpeg2" in _values(words, Facet.VIDEO) or "raw" in _values(words, Facet.DISC)
    if is_raw and size >= 720:
        return "Raw-HD"
    is_high = source == "HD TV" or any(w.key == "hdtv" and w.is_bracketed for w in words)
    return _BY_SOURCE["TV"][size or (720 if is_high else 0)]


def _size(words: Sequence[Word]) -> int:
    """Lines of the picture, 0 when not told. `4K` and `UHD` give way to a figure: they may tell
    about what it was made from."""
    sizes = _values(words, Facet.RESOLUTION)
    figure = next((size for size in sizes if size != "UHD"), None)
    return int(figure) if figure else (2160 if sizes else 0)


def album_quality(words: Sequence[Word], *, is_scene_web: bool = False) -> Quality:
    """What an album name's marks amount to. `is_scene_web`: a scene release from the web, which is
    MP3 at 320 when it does not name its codec."""
    name = _album_quality(words)
    return quality_named(MediaKind.ALBUM, "MP3-320" if name == "Unknown" and is_scene_web else name)


def _album_quality(words: Sequence[Word]) -> str:
    codecs = _values(words, Facet.SOUND)
    rates = _values(words, Facet.BITRATE)
    is_deep = "24" in _values(words, Facet.DEPTH)
    codec = _codec(codecs, rates, is_deep=is_deep)
    if codec in ("FLAC", "ALAC"):
        return f"{codec} 24bit" if is_deep else codec
    if codec == "OGG":
        return next((f"OGG Vorbis {rate}" for rate in rates if rate[0] == "Q"), "Unknown")
    if codec == "AAC":
        return _lossy("AAC", rates, "AAC-256" if _is_itunes(words) else "Unknown")
    if codec == "MP3":
        return _lossy("MP3", rates, "Unknown")
    return "Opus" if codec == "OPUS" else codec


def _codec(codecs: Sequence[str], rates: Sequence[str], *, is_deep: bool) -> str:
    for codec in ("FLAC", "ALAC", "APE", "WavPack", "WAV", "WMA", "OPUS", "OGG", "AAC", "MP3"):
        if codec in codecs:
            return codec
    if "lossless" in codecs or is_deep:
        return "FLAC"
    return "MP3" if rates else "Unknown"


def _lossy(codec: str, rates: Sequence[str], otherwise: str) -> str:
    known = _BY_KIND[MediaKind.ALBUM]
    for rate in rates:
        for name in (f"{codec}-{rate}", f"{codec}-VBR-{rate}"):
            if name in known and rate != "VBR":
                return name
    return f"{codec}-VBR" if "VBR" in rates and f"{codec}-VBR" in known else otherwise


def _is_itunes(words: Sequence[Word]) -> bool:
    return any(word.key in ("itunes", "itunes plus") for word in words)


def _values(words: Iterable[Word], facet: Facet, *, telling_first: bool = False) -> list[str]:
    marks = [word.mark for word in words if word.mark is not None and word.mark.facet is facet]
    if telling_first:
        marks.sort(key=lambda mark: mark.is_plain)
    return [mark.value for mark in marks]
