"""What a word can tell about, and how the tables are written.

In every table a key is what is told and the text lists the words that tell it, separated by commas.
Words are small letters; a word of several matches them with any one sign between: `web dl` reads
WEB-DL, WEB.DL and Web_DL. A plus right behind a word is written as `p`: `hdr10p` reads HDR10+.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Facet(StrEnum):
    """What a word of a name tells about."""

    SOURCE = "source"
    RESOLUTION = "resolution"
    DISC = "disc"
    """Its value says whether the disc is complete, its video untouched, or only its video kept."""
    VIDEO = "video"
    DEPTH = "depth"
    """Bits: of a color in a picture, of a sample in music."""
    HDR = "hdr"
    STEREO = "stereo"
    """How a 3D picture is laid out."""
    SOUND = "sound"
    """Codecs of movies and music alike: FLAC is both."""
    CHANNELS = "channels"
    LANGUAGE = "language"
    DUBBING = "dubbing"
    """More sound tracks than one, or which ones, without naming the language."""
    SUBTITLES = "subtitles"
    EDITION = "edition"
    REVISION = "revision"
    SERVICE = "service"
    BITRATE = "bitrate"
    SAMPLE_RATE = "sample rate"
    MEDIUM = "medium"
    """What music was copied from."""
    FORM = "form"
    """How music was issued: album, EP, single."""
    NOTE = "note"
    """Of no interest here, but never part of a title."""


Fact = tuple[Facet, str]


@dataclass(frozen=True, slots=True)
class Sense:
    """What one word tells. A plain word also occurs in titles: it counts only behind the title.

    `spelled` limits how it must be written: nothing for any way, `AA` for capitals, else exactly
    as given (`iT`). Written otherwise it has the sense `otherwise`, none if that is None.
    """

    facts: tuple[Fact, ...]
    is_plain: bool = False
    spelled: str = ""
    otherwise: "Sense | None" = None


Table = Mapping[str, Sense]
CAPITALS = "AA"


def listed(words: str) -> list[str]:
    """The words of a comma-separated list."""
    return [word.strip() for word in words.split(",")]


def telling(facet: Facet, table: Mapping[str, str]) -> dict[str, Sense]:
    """Words that are never part of a title."""
    return {
        word: sense
        for value, words in table.items()
        for sense in [Sense(((facet, value),))]
        for word in listed(words)
    }


def plain(facet: Facet, table: Mapping[str, str], spelled: str = "") -> dict[str, Sense]:
    """Words that also occur in titles."""
    return {
        word: sense
        for value, words in table.items()
        for sense in [Sense(((facet, value),), is_plain=True, spelled=spelled)]
        for word in listed(words)
    }


def combined(table: Mapping[str, str]) -> dict[str, Sense]:
    """Words that tell two things at once, written `source BLURAY, disc remux`."""
    return {
        word: sense
        for words, facts in table.items()
        for sense in [Sense(tuple(_fact(part) for part in listed(facts)))]
        for word in listed(words)
    }


def _fact(text: str) -> Fact:
    facet, _, value = text.partition(" ")
    return Facet(facet), value
