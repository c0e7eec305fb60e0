"""The film among a download's videos, and the subtitles that lie beside it. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from neonarr.importing.faults import shown
from neonarr.importing.model import FoundFile, Unimportable
from neonarr.library.model import Item

# Folder and file names for extras as Plex, Jellyfin and the scene use them.
# Source: https://support.plex.tv/articles/local-files-for-trailers-and-extras/
_EXTRAS_FOLDER = re.compile(
    r"samples?|trailers?|proof|extras?|featurettes?|behind the scenes|deleted scenes|interviews?"
    r"|scenes|shorts|other|bonus( features| disc)?|specials?",
    re.I,
)
_EXTRAS_NAME = re.compile(
    r"(sample|trailer)|sample[-._ ].*|.*[-._ ](sample|trailer)\d?"
    r"|.*-(behindthescenes|deleted|featurette|interview|scene|short|other)",
    re.I,
)
_LONGEST_EXTRA_S = 40 * 60
"""A file named like a sample but longer than this is a film whose title ends so."""

_PIECE = re.compile(r"(.*[-._ (\[])(cd|part|pt|disc|disk)[-._ ]?([1-9])(\b.*)", re.I)
_WORD = re.compile(r"[^\W_]+")
_SUBTITLES = frozenset((".srt", ".ass", ".ssa", ".vtt", ".sub", ".idx", ".sup"))
_SUBTITLE_WORDS = re.compile(r"(\.[a-z]{2,3}(-[a-z0-9]{2,8})?|\.(forced|sdh|cc|hi|default))*", re.I)


def choose_film(item: Item, videos: Sequence[FoundFile]) -> FoundFile:
    """The one video that is `item`; how is told in `plan`. `videos` is not empty.

    Raises Unimportable if there are only extras, several films none of which is named like it, or
    a film in pieces."""
    if any(_is_on_dvd(file) for file in videos):
        raise Unimportable(
            "The film is a DVD folder (VIDEO_TS), cut into many files. Choose a release that is "
            "one file."
        )
    films = [file for file in videos if not _is_extra(file)]
    if not films:
        largest = max(videos, key=lambda f: f.size)
        raise Unimportable(f"Only samples and extras were found ({shown(largest.within)}).")
    longest = max(_duration(file) for file in films)
    films = [file for file in films if not longest or _duration(file) * 2 >= longest]
    best = max(films, key=lambda f: (*_likeness(item, f), f.size))
    _refuse_doubt(item, best, films)
    return best


def subtitles_of(film: FoundFile, files: Iterable[FoundFile]) -> dict[str, FoundFile]:
    """Subtitles in the film's folder named after it, by what follows its name: `.srt`, `.en.srt`,
    `.en.forced.srt`."""
    beside = [
        file
        for file in files
        if file.path.parent == film.path.parent and file.path.suffix.lower() in _SUBTITLES
    ]
    stem = film.path.stem
    found: dict[str, FoundFile] = {}
    for file in beside:
        rest = file.path.stem[len(stem) :]
        if file.path.stem.startswith(stem) and _SUBTITLE_WORDS.fullmatch(rest):
            found.setdefault((rest + file.path.suffix).lower(), file)
    return found


def words(text: str) -> set[str]:
    """Its words without case and accents.

    >>> sorted(words("Amélie.2001_[1080p]"))
    ['1080p', '2001', 'amelie']
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    return set(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


def _is_on_dvd(file: FoundFile) -> bool:
    return file.path.suffix.lower() == ".vob" and file.within.stem.upper().startswith("VTS_")


def _is_extra(file: FoundFile) -> bool:
    if any(_EXTRAS_FOLDER.fullmatch(part) for part in file.within.parts[:-1]):
        return True
    is_named_so = _EXTRAS_NAME.fullmatch(file.within.stem) is not None
    return is_named_so and _duration(file) < _LONGEST_EXTRA_S


def _duration(file: FoundFile) -> float:
    return (file.media.duration_s if file.media else None) or 0.0


def _likeness(item: Item, file: FoundFile) -> tuple[bool, bool]:
    named = words(file.within.stem)
    if len(file.within.parts) > 1:
        named |= words(file.within.parts[-2])
    return words(item.title) <= named, str(item.year) in named


def _refuse_doubt(item: Item, best: FoundFile, films: Sequence[FoundFile]) -> None:
    if len(films) == 1:
        return
    match = _PIECE.fullmatch(best.within.stem)
    for other in films:
        piece = _PIECE.fullmatch(other.within.stem)
        if match and piece and piece[1] == match[1] and piece[3] != match[3]:
            raise Unimportable(
                f"The film is cut into pieces ({shown(best.within.name)}, "
                f"{shown(other.within.name)}). Choose a release that is one file."
            )
    is_named, _ = _likeness(item, best)
    rivals = [f for f in films if f is not best and f.size * 2 >= best.size]
    if rivals and not is_named:
        raise Unimportable(
            f"{len(rivals) + 1} films were found and none is named like {item.label}: "
            f"{shown(best.within.name)}, {shown(rivals[0].within.name)} …"
        )
