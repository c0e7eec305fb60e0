"""What something that lies there probably is, how sure that is, and why. Pure.

- its name is that of an item of the library, year and all            -> HIGH
- its name tells title and year (or artist), the library has no such  -> MEDIUM
- anything else                                                       -> LOW: a person must say
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePath

from neonarr.base.kinds import MediaKind
from neonarr.importing.media import AUDIO, VIDEO
from neonarr.importing.model import FoundFile
from neonarr.library.model import Item
from neonarr.library.store import NewItem
from neonarr.releases.model import ParsedName
from neonarr.releases.parse import parse


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Guess:
    """`title` is empty where nothing tells; `item` is the library's, if it has it, and `versions`
    are those it is wanted in."""

    kind: MediaKind
    title: str
    artist: str | None
    year: int | None
    quality: str
    confidence: Confidence
    reasons: tuple[str, ...]
    item: Item | None = None
    versions: tuple[str, ...] = ()

    @property
    def new_item(self) -> NewItem:
        return NewItem(self.kind, self.title, self.artist, self.year)


def kind_of(files: Sequence[FoundFile]) -> MediaKind | None:
    """By what most bytes of its media are; None if there is no media."""
    sizes = {
        MediaKind.MOVIE: _bytes_of(files, VIDEO),
        MediaKind.ALBUM: _bytes_of(files, AUDIO),
    }
    kind = max(sizes, key=lambda one: sizes[one])
    return kind if sizes[kind] else None


def guess(name: str, files: Sequence[FoundFile], known: MediaKind | None = None) -> Guess:
    """By the name of the download or folder, else of its largest file. `known` None: by its
    files."""
    kind = known or kind_of(files) or MediaKind.MOVIE
    readings = [_read(text, kind) for text in (name, _largest_name(files))]
    found = next((one for one in readings if one and _is_telling(one)), None)
    found = found or next((one for one in readings if one), None)
    reasons = () if kind_of(files) else ("No film or track lies open in it.",)
    if found is None:
        said = (*reasons, "Its name tells neither title nor year.")
        return Guess(kind, "", None, None, "Unknown", Confidence.LOW, said)
    sure = Confidence.MEDIUM if _is_telling(found) else Confidence.LOW
    if sure is Confidence.LOW:
        lacks = "year" if kind is MediaKind.MOVIE else "artist"
        reasons = (*reasons, f"Its name tells no {lacks}.")
    quality = found.quality.name
    return Guess(kind, found.title, found.artist, found.year, quality, sure, reasons)


def matched(guessed: Guess, item: Item | None, has_files: bool) -> Guess:
    """With the item of the library that it is, if there is one."""
    if item is None:
        said = () if not guessed.title else ("The library has nothing of that name; it is added.",)
        return replace(guessed, reasons=(*guessed.reasons, *said))
    is_sure = guessed.confidence is Confidence.MEDIUM
    there = f"The library has {item.label}."
    if has_files:
        there += " Its files of the same version go to the recycle bin."
    confidence = Confidence.HIGH if is_sure else Confidence.MEDIUM
    return replace(
        guessed,
        title=item.title,
        artist=item.artist,
        year=item.year,
        confidence=confidence,
        reasons=(*guessed.reasons, there),
        item=item,
    )


def _read(name: str, kind: MediaKind) -> ParsedName | None:
    return parse(name, kind) if name else None


def _is_telling(parsed: ParsedName) -> bool:
    is_movie = parsed.kind is MediaKind.MOVIE
    return bool(parsed.title and (parsed.year if is_movie else parsed.artist))


def _largest_name(files: Sequence[FoundFile]) -> str:
    media = [file for file in files if file.path.suffix.lower() in VIDEO | AUDIO]
    return PurePath(max(media, key=lambda file: file.size).path.name).stem if media else ""


def _bytes_of(files: Sequence[FoundFile], suffixes: frozenset[str]) -> int:
    return sum(file.size for file in files if file.path.suffix.lower() in suffixes)
