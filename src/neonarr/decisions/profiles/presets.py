"""Profiles for people who don't want to make one: four or five of each kind, a sentence each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from neonarr.base.kinds import MediaKind
from neonarr.decisions.formats.kinds import Condition, CustomFormat, Kind
from neonarr.decisions.formats.patterns.pattern import compile_pattern
from neonarr.decisions.profiles.model import Profile, Rung, rung
from neonarr.decisions.qualities.definitions import Definition
from neonarr.decisions.qualities.ladders import LADDERS


@dataclass(frozen=True, slots=True)
class Preset:
    """A profile with the formats it scores; its sentence is the profile's note."""

    profile: Profile
    formats: tuple[CustomFormat, ...] = ()


def presets(kind: MediaKind) -> tuple[Preset, ...]:
    """Those of the kind, the one most people want first. The first call makes their formats."""
    return (*_hd_movies(), *_large_movies()) if kind is MediaKind.MOVIE else _music()


_PATTERNS: Mapping[str, str] = MappingProxyType(
    {
        "HDR": r"\b(hdr(10)?(\+|p|plus)?|dv|dovi|dolby[ ._-]?vision|hlg)\b",
        "Modern codec": r"\b([xh][ ._-]?265|hevc|av1)\b",
        "Lossless surround": r"\b(true[ ._-]?hd|atmos|dts[ ._-]?(hd[ ._-]?ma|x))\b",
    }
)


def _format(name: str) -> CustomFormat:
    pattern = compile_pattern(_PATTERNS[name])
    return CustomFormat(name, (Condition(name, Kind.TITLE, pattern, is_required=True),))


def _ladder(kind: MediaKind, wanted: Iterable[Rung]) -> tuple[Rung, ...]:
    """What is wanted, worst first, above all that is not."""
    wanted = tuple(wanted)
    inside = {quality for one in wanted for quality in one.qualities}
    others = [name for name in LADDERS[kind] if name not in inside]
    return (*(rung(name, is_wanted=False) for name in others), *wanted)


def _web(lines: int) -> Rung:
    return rung(f"WEB {lines}p", f"WEBRip-{lines}p", f"WEBDL-{lines}p")


_HD = (rung("Bluray-720p"), rung("HDTV-1080p"), _web(1080), rung("Bluray-1080p"))
_SMALL = ("WEBRip-1080p", "WEBDL-1080p", "Bluray-1080p")


def _hd_movies() -> tuple[Preset, ...]:
    movie = MediaKind.MOVIE
    return (
        Preset(
            Profile(
                "1080p",
                movie,
                _ladder(movie, _HD),
                "Bluray-1080p",
                note="A sharp picture on any television, at 5 to 15 GB a movie.",
            )
        ),
        Preset(
            Profile(
                "1080p, small",
                movie,
                _ladder(movie, (_web(720), rung("1080p", *_SMALL))),
                "1080p",
                cutoff_score=10,
                scores={"Modern codec": 10},
                sizes={name: Definition(name, 4, 18, 45) for name in _SMALL},
                note="Full HD in about 2 GB a movie, for small disks and slow connections.",
            ),
            (_format("Modern codec"),),
        ),
        Preset(
            Profile(
                "Anything watchable",
                movie,
                _ladder(movie, map(rung, _watchable())),
                "WEBDL-1080p",
                can_upgrade=False,
                note="Whatever comes first that is no camera recording; never replaced.",
            )
        ),
    )


def _large_movies() -> tuple[Preset, ...]:
    movie = MediaKind.MOVIE
    uhd = (_web(2160), rung("Bluray-2160p"))
    hdr, surround = _format("HDR"), _format("Lossless surround")
    return (
        Preset(
            Profile(
                "4K with HDR",
                movie,
                _ladder(movie, (_web(1080), rung("Bluray-1080p"), *uhd)),
                "Bluray-2160p",
                cutoff_score=100,
                scores={"HDR": 100},
                note="2160p with HDR or Dolby Vision, with 1080p until there is one.",
            ),
            (hdr,),
        ),
        Preset(
            Profile(
                "Best there is",
                movie,
                _ladder(movie, (*_HD, rung("Remux-1080p"), *uhd, rung("Remux-2160p"))),
                "Remux-2160p",
                cutoff_score=150,
                scores={"HDR": 100, "Lossless surround": 50},
                note="The disc's own picture and sound, at 40 to 90 GB a movie.",
            ),
            (hdr, surround),
        ),
    )


def _watchable() -> tuple[str, ...]:
    """From a recording off the air to the best of 1080p."""
    ladder = LADDERS[MediaKind.MOVIE]
    return ladder[ladder.index("SDTV") : ladder.index("Remux-1080p")]


_LOSSLESS = rung("Lossless", "APE", "WavPack", "WAV", "ALAC", "FLAC")
_DEEP = rung("Lossless 24 bit", "ALAC 24bit", "FLAC 24bit")
_HIGH = rung("High", "OGG Vorbis Q10", "MP3-VBR-V0", "AAC-320", "MP3-320")
_MIDDLE = rung("Middle", "AAC-VBR", "MP3-256", "OGG Vorbis Q8", "OGG Vorbis Q9", "AAC-256")


def _music() -> tuple[Preset, ...]:
    return (
        _album(
            "FLAC",
            "What is on the CD, bit for bit; a good MP3 until it turns up.",
            (_HIGH, rung("FLAC")),
        ),
        _album(
            "Hi-res",
            "24 bit where it exists, otherwise lossless as on the CD.",
            (_LOSSLESS, _DEEP),
        ),
        _album(
            "Lossless only",
            "Any lossless copy, in whatever format, and nothing else.",
            (_LOSSLESS,),
        ),
        _album(
            "Portable",
            "MP3, AAC or OGG of high quality, a third of the size, for phones and cars.",
            (_MIDDLE, _HIGH),
        ),
        _album(
            "Anything that plays",
            "Whatever comes first from 128 kbit up; never replaced.",
            (*map(rung, _playable()), _LOSSLESS),
            can_upgrade=False,
        ),
    )


def _album(name: str, note: str, wanted: tuple[Rung, ...], *, can_upgrade: bool = True) -> Preset:
    """A profile whose best is its cutoff."""
    album = MediaKind.ALBUM
    ladder = _ladder(album, wanted)
    return Preset(Profile(name, album, ladder, wanted[-1].name, can_upgrade=can_upgrade, note=note))


def _playable() -> tuple[str, ...]:
    ladder = LADDERS[MediaKind.ALBUM]
    return ladder[ladder.index("MP3-128") : ladder.index("APE")]
