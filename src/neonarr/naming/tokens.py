"""Every token of names, and where its value comes from.

The names are the *arr family's, so that published templates mean here what they mean there. Some
stand for what nothing here knows (a collection, a certificate): they are read and stay empty.
Sources: https://wiki.servarr.com/radarr/settings#movie-naming,
https://wiki.servarr.com/lidarr/settings#track-naming
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from neonarr.naming import streams, titles
from neonarr.naming.known import Known
from neonarr.naming.part import readable, safe_part, shortened

UNKNOWN_ARTIST = "Unknown Artist"
_ELLIPSIS = "..."
_WHOLE = re.compile(r"-?\d{1,4}", re.A)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{2,4})?", re.I | re.A)
_LANGUAGES = re.compile(r"-?[a-z]{2,3}([+,][a-z]{2,3})*", re.I | re.A)
_ZEROS = re.compile(r"0{1,4}")

Take = Callable[[Known, str], str]
"""The value, by what is known and the token's filter."""


class Narrowed(Enum):
    """What may stand behind a token's colon."""

    BYTES = _WHOLE
    """The most there may be of it; a negative number keeps the end."""
    TITLE = re.compile(rf"{_WHOLE.pattern}|{_LANGUAGE.pattern}", re.I | re.A)
    """That, or a language it shall be in. Titles are known in one only, which then stands."""
    LANGUAGES = _LANGUAGES
    """`EN+DE` only these, `-DE` all but this one."""
    ZEROS = _ZEROS
    """How many figures there are at least."""
    FORMATS = re.compile(r".{1,500}")
    """Custom formats by name, with commas between; behind a minus those that are left out."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A token as it is shown to people, and its value. `is_name`: it tells which item or track it
    is. Not `is_known`: nothing here knows what it stands for."""

    label: str
    take: Take
    narrowed: Narrowed = Narrowed.BYTES
    is_name: bool = False
    is_known: bool = True


def value_of(meaning: Meaning, known: Known, narrowed: str) -> str:
    """What the token stands for, without signs that don't belong in names; empty if unknown."""
    value = readable(meaning.take(known, narrowed))
    if narrowed and _WHOLE.fullmatch(narrowed) and meaning.narrowed in _BY_LENGTH:
        return _at_most(value, int(narrowed))
    return value


_BY_LENGTH = (Narrowed.BYTES, Narrowed.TITLE)


def _at_most(value: str, most: int) -> str:
    """
    >>> _at_most("The Good, the Bad", 11), _at_most("The Good, the Bad", -11)
    ('The Good...', '... the Bad')
    """
    size = len(value.encode())
    if size <= abs(most) or abs(most) <= len(_ELLIPSIS):
        return value
    room = abs(most) - len(_ELLIPSIS)
    if most > 0:
        return shortened(value, room) + _ELLIPSIS
    return _ELLIPSIS + value.encode()[size - room :].decode(errors="ignore")


def _title(known: Known) -> str:
    return known.item.title if readable(known.item.title).strip(" .") else "Untitled"


def _artist(known: Known) -> str:
    artist = known.item.artist or ""
    return artist if readable(artist).strip(" .") else UNKNOWN_ARTIST


def _track(known: Known) -> str:
    return safe_part(known.place.title)


def _titles(label: str, take: Callable[[Known], str], noun: str = "Title") -> list[Meaning]:
    """A title in each of its spellings; one of nothing but signs stands as it is in all."""

    def spelled(spelling: Callable[[str], str]) -> Take:
        return lambda known, _: spelling(take(known)) or take(known)

    spellings: list[tuple[str, Callable[[str], str]]] = [
        (f"{label}{noun}", str),
        (f"{label}Clean{noun}", titles.clean),
        (f"{label}{noun}The", titles.the),
        (f"{label}Clean{noun}The", titles.clean_the),
    ]
    return [Meaning(name, spelled(how), Narrowed.TITLE, True) for name, how in spellings] + [
        Meaning(f"{label}{noun}FirstCharacter", spelled(titles.first_character))
    ]


def _plain(label: str, take: Callable[[Known], str], *, is_name: bool = False) -> Meaning:
    return Meaning(label, lambda known, _: take(known), is_name=is_name)


def _unknown(*labels: str) -> list[Meaning]:
    return [Meaning(label, lambda known, _: "", Narrowed.TITLE, is_known=False) for label in labels]


def _proper(known: Known) -> str:
    return "Proper" if known.parsed and known.parsed.revision.version > 1 else ""


def _real(known: Known) -> str:
    return "REAL" if known.parsed and known.parsed.revision.real else ""


def _quality(known: Known) -> str:
    return " ".join(filter(None, (known.quality, _proper(known), _real(known))))


def _edition(known: Known) -> str:
    return titles.edition(known.parsed.edition) if known.parsed else ""


def _year(known: Known) -> str:
    return str(known.item.year or "")


def _number(number: int | None, zeros: str) -> str:
    return "" if number is None else str(number).zfill(len(zeros))


def _formats(known: Known, wanted: str) -> str:
    names = {name.strip().casefold() for name in wanted.lstrip("-").split(",") if name.strip()}
    is_without = wanted.startswith("-")
    shown = [
        name for name in known.formats if not names or (name.casefold() in names) is not is_without
    ]
    return " ".join(shown)


def _simple(known: Known) -> str:
    return " ".join(filter(None, (streams.video_codec(known), streams.audio_codec(known))))


def _full(known: Known) -> str:
    languages = streams.all_audio_languages(known, "")
    return " ".join(filter(None, (_simple(known), languages)))


_ANY = (
    _plain("Release Year", _year),
    _plain("Version", lambda known: known.version),
    _plain("Quality Title", lambda known: known.quality),
    _plain("Quality Full", _quality),
    _plain("Quality Proper", _proper),
    _plain("Quality Real", _real),
    _plain("Release Group", lambda known: (known.parsed and known.parsed.group) or ""),
    _plain("Edition Tags", _edition),
    _plain("Original Title", lambda known: known.release or known.original or _title(known),
           is_name=True),
    _plain("Original Filename", lambda known: known.original or known.release or _title(known),
           is_name=True),
    Meaning("Custom Formats", _formats, Narrowed.FORMATS),
    Meaning("Custom Format", _formats, Narrowed.FORMATS),
    _plain("MediaInfo AudioCodec", streams.audio_codec),
    _plain("MediaInfo AudioChannels", streams.audio_channels),
)  # fmt: skip

_MOVIE = (
    *_titles("Movie ", _title),
    _plain("Movie OriginalTitle", _title, is_name=True),
    _plain("Movie CleanOriginalTitle", lambda known: titles.clean(_title(known)), is_name=True),
    _plain("ImdbId", lambda known: known.item.imdb_id or "", is_name=True),
    _plain("TmdbId", lambda known: str(known.item.tmdb_id or ""), is_name=True),
    _plain("MediaInfo Simple", _simple),
    _plain("MediaInfo Full", _full),
    _plain("MediaInfo VideoCodec", streams.video_codec),
    _plain("MediaInfo VideoBitDepth", streams.bit_depth),
    _plain("MediaInfo VideoDynamicRange", streams.dynamic_range),
    _plain("MediaInfo VideoDynamicRangeType", streams.dynamic_range_type),
    _plain("MediaInfo 3D", streams.stereo),
    Meaning("MediaInfo AudioLanguages", streams.audio_languages, Narrowed.LANGUAGES),
    Meaning("MediaInfo AudioLanguagesAll", streams.all_audio_languages, Narrowed.LANGUAGES),
    Meaning("MediaInfo SubtitleLanguages", streams.subtitle_languages, Narrowed.LANGUAGES),
    Meaning("MediaInfo SubtitleLanguagesAll", streams.subtitle_languages, Narrowed.LANGUAGES),
    *_unknown("Movie Collection", "Movie CollectionThe", "Movie CleanCollectionThe",
              "Movie Certification"),
)  # fmt: skip

_ALBUM = (
    *_titles("Artist ", _artist, "Name"),
    *_titles("Album ", _title),
    _plain("Album Type", lambda k: k.parsed.record.form if k.parsed and k.parsed.record else ""),
    _plain("Medium Format",
           lambda k: k.parsed.record.medium if k.parsed and k.parsed.record else ""),
    Meaning("medium", lambda known, zeros: _number(known.place.disc, zeros), Narrowed.ZEROS),
    _plain("MediaInfo AudioBitsPerSample", streams.bit_depth),
    _plain("MediaInfo AudioSampleRate", streams.sample_rate),
    *_unknown("Artist Disambiguation", "Artist Genre", "Artist MbId", "Album Disambiguation",
              "Album Genre", "Album MbId", "Medium Name", "MediaInfo AudioBitRate"),
)  # fmt: skip

_TRACK = (
    Meaning("track", lambda known, zeros: _number(known.place.number, zeros), Narrowed.ZEROS, True),
    *_titles("Track ", _track),
    *_titles("Track Artist", _artist, "Name"),
    *_unknown("Track ArtistMbId"),
)


def key(label: str) -> str:
    """How a token's name is looked up.

    >>> key("Movie CleanTitle"), key("Mediainfo.AudioCodec")
    ('moviecleantitle', 'mediainfoaudiocodec')
    """
    return re.sub(r"[-\s._]+", "", label).lower()


def _table(*meanings: Meaning) -> Mapping[str, Meaning]:
    return MappingProxyType({key(one.label): one for one in meanings})


MOVIES = _table(*_MOVIE, *_ANY)
ALBUMS = _table(*_ALBUM, *_ANY)
TRACKS = _table(*_TRACK, *_ALBUM, *_ANY)
