"""What the name of an audio file and its folders say about its place on the album. Pure."""

import re
from dataclasses import dataclass
from pathlib import PurePath

_DISC_FOLDER = re.compile(r"(?:.*[-._ (\[])?(?:cd|dis[ck]|disque|disco)[-._ ]*(\d{1,2})\b.*", re.I)
_SEPARATOR = r"(?:\s*[-–.)_\]]+\s*|\s+)"
_DISC_AND_TRACK = re.compile(rf"(\d{{1,2}})[-.](\d{{2,3}})(?:{_SEPARATOR}(.*))?$")
_HUNDREDS = re.compile(rf"([1-9])(\d\d)(?:{_SEPARATOR}(.*))?$")
_SIDE = re.compile(rf"([A-H])(\d{{1,2}})(?:{_SEPARATOR}(.*))?$")
_TRACK = re.compile(rf"(?:track\s*)?[\[(]?(\d{{1,3}})(?:{_SEPARATOR}(.*))?$", re.I)
_IN_THE_MIDDLE = re.compile(r".* - (\d{2,3}) - (.*)$")


@dataclass(frozen=True, slots=True)
class TrackName:
    """None and empty: not told. `side` is a vinyl record's, its `number` then counts on it."""

    disc: int | None
    number: int | None
    title: str
    side: str = ""


def read_track_name(stem: str, artist: str, count: int) -> TrackName:
    """What a file name without its suffix says. `artist` is cut off the title; `count` files are
    in the download: below 100, a track `203` is number 3 of disc 2.

    >>> read_track_name("01 - So What", "Miles Davis", 5)
    TrackName(disc=None, number=1, title='So What', side='')
    >>> read_track_name("2-07 Miles Davis - Freddie", "Miles Davis", 20)
    TrackName(disc=2, number=7, title='Freddie', side='')
    >>> read_track_name("B2. Flamenco", "Miles Davis", 5)
    TrackName(disc=None, number=2, title='Flamenco', side='B')
    """
    text = stem.strip() if " " in stem else stem.replace("_", " ").strip()
    if match := _DISC_AND_TRACK.match(text):
        return _named(artist, text, match[3], number=match[2], disc=match[1])
    if count < 100 and (match := _HUNDREDS.match(text)):
        return _named(artist, text, match[3], number=match[2], disc=match[1])
    if match := _SIDE.match(text):
        return _named(artist, text, match[3], number=match[2], side=match[1])
    if match := _TRACK.match(text) or _IN_THE_MIDDLE.match(text):
        return _named(artist, text, match[2], number=match[1])
    return _named(artist, text, text)


def disc_of_folder(within: PurePath) -> int | None:
    """The disc of `CD1/`, `Disc 2 - Live/`, `Album (CD 3)/`; the innermost folder counts.

    >>> disc_of_folder(PurePath("Album (1999)/CD2/01.flac")), disc_of_folder(PurePath("1.flac"))
    (2, None)
    """
    for folder in reversed(within.parts[:-1]):
        if match := _DISC_FOLDER.fullmatch(folder):
            return int(match[1]) or None
    return None


def _named(
    artist: str,
    whole: str,
    title: str | None,
    *,
    number: str = "",
    disc: str = "",
    side: str = "",
) -> TrackName:
    return TrackName(
        int(disc) or None if disc else None,
        int(number) or None if number else None,
        _without_artist(title or "", artist) or whole,
        side,
    )


def _without_artist(title: str, artist: str) -> str:
    beginning, dash, rest = title.partition("-")
    is_artist = beginning.strip().casefold() == artist.casefold()
    return rest.strip() if dash and artist and is_artist and rest.strip() else title.strip()
