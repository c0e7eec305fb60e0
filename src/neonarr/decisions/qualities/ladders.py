"""The named qualities of each kind under the family's numbers, and what music's stand for.

Sources: https://github.com/Radarr/Radarr/blob/develop/src/NzbDrone.Core/Qualities/Quality.cs,
https://github.com/Lidarr/Lidarr/blob/develop/src/NzbDrone.Core/Qualities/Quality.cs
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from neonarr.base.kinds import MediaKind
from neonarr.decisions.subject import PICTURES
from neonarr.releases.quality import ALBUM_QUALITIES, MOVIE_QUALITIES

LADDERS: Mapping[MediaKind, tuple[str, ...]] = MappingProxyType(
    {MediaKind.MOVIE: MOVIE_QUALITIES, MediaKind.ALBUM: ALBUM_QUALITIES}
)
"""Worst first."""

_ALBUM_NAMES = (
    "Unknown", "MP3-192", "MP3-VBR-V0", "MP3-256", "MP3-320", "MP3-160", "FLAC", "ALAC",
    "MP3-VBR-V2", "AAC-192", "AAC-256", "AAC-320", "AAC-VBR", "WAV", "OGG Vorbis Q10",
    "OGG Vorbis Q9", "OGG Vorbis Q8", "OGG Vorbis Q7", "OGG Vorbis Q6", "OGG Vorbis Q5", "WMA",
    "FLAC 24bit", "MP3-128", "MP3-96", "MP3-80", "MP3-64", "MP3-56", "MP3-48", "MP3-40", "MP3-32",
    "MP3-24", "MP3-16", "MP3-8", "MP3-112", "MP3-224", "APE", "WavPack", "ALAC 24bit",
)  # fmt: skip
"""By the family's numbers, from 0."""

_OPUS = 900
"""The family has no number for it; far from any it may give out."""

QUALITY_IDS: Mapping[MediaKind, Mapping[str, int]] = MappingProxyType(
    {
        MediaKind.MOVIE: {name: picture.id for name, picture in PICTURES.items()},
        MediaKind.ALBUM: {
            **{name: number for number, name in enumerate(_ALBUM_NAMES)},
            "Opus": _OPUS,
        },
    }
)

_LOSSLESS = frozenset({"FLAC", "FLAC 24bit", "ALAC", "ALAC 24bit", "WAV", "WavPack", "APE"})


@dataclass(frozen=True, slots=True)
class Sound:
    """What a named quality of music stands for. `bits` of a sample, 0 for lossy ones; the sample
    rate is no part of a quality's name: `FLAC 24bit` may have 44.1 kHz or 192."""

    is_lossless: bool
    bits: int


def sound_of(quality: str) -> Sound:
    """The sound of a quality of music.

    >>> sound_of("FLAC 24bit"), sound_of("MP3-320").is_lossless
    (Sound(is_lossless=True, bits=24), False)
    """
    if quality not in _LOSSLESS:
        return Sound(is_lossless=False, bits=0)
    return Sound(is_lossless=True, bits=24 if quality.endswith("24bit") else 16)
