"""The film among a download's videos, and the subtitles that lie beside it. Pure."""

import re
import unicodedata
from collections.abc import Sequence

from neonarr.importing.faults import shown
from neonarr.importing.media import SUBTITLES
from neonarr.importing.model import FoundFile, Unimportable
from neonarr.library.model import Item
from neonarr.releases.languages import code_of, language_of

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
_SUBTITLE_FOLDER = re.compile(r"(vob)?sub(s|titles?)?", re.I)
_SUBTITLE_WORDS = re.compile(r"(\.[a-z]{2,3}(-[a-z0-9]{2,8})?|\.(forced|sdh|cc|hi|default))*", re.I)
_TAGS = frozenset(("forced", "sdh", "cc", "hi", "default"))


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


def subtitles_of(film: FoundFile, files: Sequence[FoundFile]) -> dict[str, FoundFile]:
    """Its subtitles, by what follows its name: `.srt`, `.en.srt`, `.en.forced.srt`. In its folder
    those named after it; in a folder for subtitles, where there is no other film, all of them, the
    first of each language and ending."""
    is_alone = not any(_is_film(file) and file is not film for file in files)
    found: dict[str, FoundFile] = {}
    for file in files:
        told = _told(film, file, is_alone) if file.path.suffix.lower() in SUBTITLES else None
        if told is not None:
            found.setdefault((told + file.path.suffix).lower(), file)
    return found


def _told(film: FoundFile, file: FoundFile, is_alone: bool) -> str | None:
    """What the name of a subtitle file tells beyond the film's; None if it is not the film's."""
    stem, name = film.path.stem, file.path.stem
    is_beside = file.path.parent == film.path.parent
    if not is_beside and not _is_in_subtitle_folder(film, file):
        return None
    rest = name[len(stem) :]
    if name.startswith(stem) and _SUBTITLE_WORDS.fullmatch(rest):
        return rest
    return None if is_beside or not is_alone else _language_told(name)


def _is_in_subtitle_folder(film: FoundFile, file: FoundFile) -> bool:
    """Whether it lies in one beside the film or in a folder above it."""
    folders = file.within.parts[:-1]
    at = next((n for n, one in enumerate(folders) if _SUBTITLE_FOLDER.fullmatch(one)), None)
    return at is not None and film.within.parts[:-1][:at] == folders[:at]


def _language_told(name: str) -> str:
    """By the last words of a name.

    >>> _language_told("2_English"), _language_told("heat-ger-forced"), _language_told("heat.subs")
    ('.en', '.de.forced', '')
    """
    told: list[str] = []
    for word in reversed(re.split(r"[\W_]+", name.casefold())):
        if word in _TAGS:
            told.insert(0, f".{word}")
        elif language := language_of(word):
            return "".join((f".{code_of(language)}", *told))
        elif not word.isdecimal() and not _SUBTITLE_FOLDER.fullmatch(word):
            break
    return ""


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


def _is_film(file: FoundFile) -> bool:
    return bool(file.media and file.media.video_codec) and not _is_extra(file)


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
