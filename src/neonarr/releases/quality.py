"""The named qualities of movies and music, in order.

The names and what they mean are the *arr family's, so that lists people have written elsewhere fit.
Source: https://wiki.servarr.com/radarr/settings#quality-1, https://wiki.servarr.com/lidarr/settings
"""

from neonarr.base.kinds import MediaKind
from neonarr.releases.model import Quality

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

BY_KIND: dict[MediaKind, dict[str, Quality]] = {
    kind: {name: Quality(name, rank) for rank, name in enumerate(names)}
    for kind, names in (
        (MediaKind.MOVIE, MOVIE_QUALITIES),
        (MediaKind.ALBUM, ALBUM_QUALITIES),
    )
}


def quality_named(kind: MediaKind, name: str) -> Quality:
    """The quality of that name, Unknown if there is none."""
    qualities = BY_KIND[kind]
    return qualities.get(name) or qualities["Unknown"]
