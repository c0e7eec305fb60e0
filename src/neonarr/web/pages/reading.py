"""A release's name as the parse page shows it: its text in pieces, and the fields read in it."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from neonarr.releases.explain import explain
from neonarr.releases.model import Mark
from neonarr.releases.wire import Plain, parse_to_plain


class About(StrEnum):
    """What a field is about."""

    ITEM = "What it is"
    QUALITY = "Quality"
    PICTURE = "Picture"
    SOUND = "Sound"
    LANGUAGE = "Language"
    ISSUE = "This issue of it"


TONES = {
    About.ITEM: "pink",
    About.QUALITY: "blue",
    About.PICTURE: "purple",
    About.SOUND: "mint",
    About.LANGUAGE: "amber",
    About.ISSUE: "quiet",
}


@dataclass(frozen=True, slots=True)
class Field:
    """`marked` is what marks of this field are called, where not as the field itself."""

    name: str
    label: str
    about: About
    marked: str = ""


FIELDS = (
    Field("kind", "Kind", About.ITEM),
    Field("artist", "Artist", About.ITEM),
    Field("title", "Title", About.ITEM),
    Field("titles", "All titles", About.ITEM),
    Field("year", "Year", About.ITEM),
    Field("firstYear", "First year", About.ITEM),
    Field("lastYear", "Last year", About.ITEM),
    Field("imdbId", "IMDb", About.ITEM),
    Field("tmdbId", "TMDB", About.ITEM),
    Field("quality", "Quality", About.QUALITY),
    Field("source", "Source", About.QUALITY),
    Field("resolution", "Resolution", About.QUALITY),
    Field("modifier", "Modifier", About.QUALITY),
    Field("medium", "Medium", About.QUALITY),
    Field("video", "Video codec", About.PICTURE),
    Field("videoBits", "Bits of a color", About.PICTURE, "bits"),
    Field("hdr", "HDR", About.PICTURE),
    Field("stereo", "3D", About.PICTURE),
    Field("audio", "Audio codecs", About.SOUND),
    Field("channels", "Channels", About.SOUND),
    Field("codec", "Codec", About.SOUND, "audio"),
    Field("bitrate", "Bit rate", About.SOUND),
    Field("bits", "Bits of a sample", About.SOUND),
    Field("sampleRate", "Sample rate", About.SOUND),
    Field("languages", "Languages", About.LANGUAGE),
    Field("isMulti", "Several sound tracks", About.LANGUAGE),
    Field("hardcodedSubs", "Subtitles in the picture", About.LANGUAGE, "subtitles"),
    Field("form", "Form", About.ISSUE),
    Field("edition", "Edition", About.ISSUE),
    Field("revision", "Revision", About.ISSUE),
    Field("service", "Streaming service", About.ISSUE),
    Field("group", "Release group", About.ISSUE),
    Field("isScene", "Scene release", About.ISSUE),
)

_UNTOLD = {"source": "UNKNOWN", "modifier": "NONE", "revision": ""}
_UNITS = {"resolution": "{}p", "sampleRate": "{} kHz", "bits": "{} bit", "videoBits": "{} bit"}
_PASSED_OVER = Field("note", "Passed over", About.ISSUE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the name. `tone` and `tells` are empty where it tells nothing."""

    text: str
    tone: str = ""
    tells: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A field that is told; `texts` are the parts of the name that tell it."""

    label: str
    value: str
    tone: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one name says; without rows it is no release name."""

    name: str
    pieces: tuple[Piece, ...]
    rows: tuple[Row, ...]


def read(name: str) -> Reading:
    """The name taken apart.

    >>> [(p.text, p.tells) for p in read("Some.Film.1999-GRP").pieces if p.tells]
    [('Some.Film', 'Title'), ('1999', 'Year'), ('GRP', 'Release group')]
    """
    told, marks = parse_to_plain(name), explain(name)
    if told["title"] is None:
        return Reading(name, (Piece(_seen(name)),), ())
    rows = (*_rows(name, told, marks), *_passed_over(name, marks))
    # Films and albums share names of marks; what does not apply to this one is None.
    fields = {f.marked or f.name: f for f in FIELDS if told[f.name] is not None}
    return Reading(name, tuple(_pieces(name, marks, fields)), rows)


def _rows(name: str, told: dict[str, Plain], marks: Sequence[Mark]) -> Iterable[Row]:
    for field in FIELDS:
        value = _words(field.name, told[field.name])
        if value and not (field.name == "titles" and value == told["title"]):
            texts = _texts(name, marks, field.marked or field.name)
            yield Row(field.label, value, TONES[field.about], texts)


def _passed_over(name: str, marks: Sequence[Mark]) -> Iterable[Row]:
    """What was understood and tells nothing of interest."""
    if texts := _texts(name, marks, _PASSED_OVER.name):
        yield Row(_PASSED_OVER.label, "", TONES[_PASSED_OVER.about], texts)


def _texts(name: str, marks: Sequence[Mark], field: str) -> tuple[str, ...]:
    found = (name[mark.start : mark.end] for mark in marks if mark.field == field)
    return tuple(dict.fromkeys(map(_seen, found)))


def _words(name: str, value: Plain) -> str:
    """The value in a person's words; empty for what is not told."""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, list):
        return " / ".join(str(part) for part in value)
    if isinstance(value, dict):
        return _revision(value)
    if not value or value == _UNTOLD.get(name):
        return ""
    return _UNITS.get(name, "{}").format(value)


def _revision(value: dict[str, Plain]) -> str:
    parts = [f"version {value['version']}"] if value["version"] != 1 else []
    parts += [f"real × {value['real']}"] if value["real"] else []
    return ", ".join([*parts, "repack"] if value["isRepack"] else parts)


def _pieces(name: str, marks: Sequence[Mark], fields: Mapping[str, Field]) -> Iterable[Piece]:
    """The name cut wherever a mark begins or ends; of several marks the shortest gives its tone."""
    cuts = sorted({0, len(name)} | {place for m in marks for place in (m.start, m.end)})
    for start, end in pairwise(cuts):
        over = [m for m in marks if m.start <= start and end <= m.end]
        over.sort(key=lambda mark: mark.end - mark.start)
        told = [fields.get(mark.field, _PASSED_OVER) for mark in over]
        tone = TONES[told[0].about] if told else ""
        tells = ", ".join(dict.fromkeys(field.label for field in told))
        yield Piece(_seen(name[start:end]), tone, tells)


_TURNS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def _seen(text: str) -> str:
    """The text with what can't be seen written out: control signs, and those that turn the
    direction of writing and make a name look like another.

    >>> _seen("Film\u202e.mkv")
    'Film⟨202E⟩.mkv'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"⟨{ord(char):04X}⟩" if _is_unseen(char) else char for char in text)


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) == "Cc" or unicodedata.bidirectional(char) in _TURNS
