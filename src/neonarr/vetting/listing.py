"""What a file list tells before the first byte of data: whether the download may go on. Pure.

Worked examples, for a wanted film:
- `Film.2020.1080p/Film.mkv` 4 GB, `Film.nfo`                    -> nothing against it
- `Film.2020.1080p.mkv.lnk` 1 kB                                 -> DANGEROUS: a shortcut
- `Film.2020/Film\\u202evkm.exe`                                  -> DANGEROUS, and DISGUISED
- `Film.2020.rar` 4 GB, `password.txt`                           -> LOCKED
- `Film.2020/readme.txt`                                         -> NO_MEDIA
- `Film/sample.mkv` 30 MB                                        -> ONLY_SAMPLE
- `Another.Film.1987.mkv` for a film of 2020                     -> WRONG_ITEM
- `Film.2020.1080p.mkv` 3 MB, which should play for 90 minutes    -> IMPOSSIBLE_SIZE
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Protocol

from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes
from neonarr.decisions.model import Want
from neonarr.decisions.rules.name.right_item import is_named
from neonarr.decisions.wording import size_in_words
from neonarr.importing.media import AUDIO, VIDEO
from neonarr.releases.parse import parse
from neonarr.vetting.words import ARCHIVES, BELONGS, BIDI, PROGRAMS

_PASSWORD = re.compile(r"(?<![a-z])(pass(word|wort|wd|code)?|contrase(ñ|n)a|unlock)(?![a-z])", re.I)
_SAMPLE = re.compile(r"(?<![a-z])sample(?![a-z])", re.I)
_LARGEST_SAMPLE = 200_000_000
_VOLUME = re.compile(r"\.(r\d\d|\d{3}|part\d+\.rar)$", re.I)
LEAST_RATE = {MediaKind.MOVIE: 12_500, MediaKind.ALBUM: 1_000}
"""Bytes a second below which there is no film (100 kbit/s) and no music (8 kbit/s)."""
_LEAST_SHARE = 10
"""Media must be at least a tenth of what is neither media nor known company."""


class Fault(StrEnum):
    """Why a download is not let in; the key under which it is stored and shown."""

    DANGEROUS = "dangerous_file"
    DISGUISED = "disguised_file"
    LOCKED = "locked_archive"
    NO_MEDIA = "no_media_listed"
    ONLY_SAMPLE = "only_sample"
    WRONG_ITEM = "wrong_item_inside"
    IMPOSSIBLE_SIZE = "impossible_size"


class Entry(Protocol):
    """A file of a torrent, or of a download in a client."""

    @property
    def path(self) -> str: ...

    @property
    def size(self) -> Bytes: ...


@dataclass(frozen=True, slots=True)
class Objection:
    """One reason not to let a download in; `path` is the file it is about, empty for all."""

    fault: Fault
    path: str
    message: str
    """A sentence for a person."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What the download was grabbed as."""

    want: Want
    minutes: float | None = None
    """How long it plays, if that is known."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """A file by the parts of its name that matter: `suffix` in small letters, without its dot."""

    path: str
    name: str
    suffix: str
    size: Bytes


def objections(files: Sequence[Entry], expected: Expected) -> tuple[Objection, ...]:
    """All that speaks against it, the worst first; empty: it may go on. `files` is not empty."""
    listed = [_listed(file) for file in files]
    harmful = [*_dangerous(listed), *_disguised(listed)]
    return (*harmful, *_locked(listed, expected.want), *_without_media(listed, expected))


def _listed(file: Entry) -> _Listed:
    # Windows forgets trailing dots and spaces, so `x.exe .` is a program there.
    name = PurePosixPath(file.path).name.rstrip(". ")
    plain = "".join(char for char in name if char not in BIDI)
    _, dot, suffix = plain.rpartition(".")
    return _Listed(file.path, name, suffix.strip().lower() if dot else "", file.size)


def _dangerous(files: Iterable[_Listed]) -> Iterator[Objection]:
    for file in files:
        what = PROGRAMS.get(file.suffix)
        if what:
            yield Objection(Fault.DANGEROUS, file.path, f"{_shown(file)} is {what}, not media.")


def _disguised(files: Iterable[_Listed]) -> Iterator[Objection]:
    """Hebrew and Arabic names need none of these characters; tricks do."""
    for file in files:
        if not BIDI.isdisjoint(file.name):
            said = f"{_shown(file)} hides what it is: its name turns the reading order."
            yield Objection(Fault.DISGUISED, file.path, said)


def _locked(files: Sequence[_Listed], want: Want) -> Iterator[Objection]:
    packed = [file for file in files if _is_archive(file)]
    if not packed:
        return
    for file in files:
        if file.suffix in BELONGS and _tells_password(file, want):
            said = f"{_shown(file)} tells of a password: {_shown(packed[0])} can't be opened."
            yield Objection(Fault.LOCKED, file.path, said)
            return
    for file in packed:
        inner = file.name.lower().removesuffix(f".{file.suffix}").rpartition(".")[2]
        if inner in ARCHIVES and file.suffix not in ("gz", "bz2", "xz", "001", "r00"):
            yield Objection(Fault.LOCKED, file.path, f"{_shown(file)} is an archive in an archive.")
            return


def _tells_password(file: _Listed, want: Want) -> bool:
    """A word of the wanted title tells nothing: there are films called “Hall Pass”."""
    said = _PASSWORD.search(file.name)
    return said is not None and said[0].lower() not in want.label.lower()


def _without_media(files: Sequence[_Listed], expected: Expected) -> Iterator[Objection]:
    kind = expected.want.kind
    media = [file for file in files if _is_media(file, kind)]
    if not media:
        if not any(_is_archive(file) for file in files):
            yield Objection(Fault.NO_MEDIA, "", _nothing(files, kind))
        return
    whole = [file for file in media if not _is_sample(file)]
    if not whole:
        said = f"Only a sample is in it ({_shown(media[0])}, {size_in_words(media[0].size)})."
        yield Objection(Fault.ONLY_SAMPLE, media[0].path, said)
        return
    yield from _wrong_item(whole, expected.want)
    yield from _impossible(files, whole, expected)


def _wrong_item(media: Sequence[_Listed], want: Want) -> Iterator[Objection]:
    """Only where name and year both say so: files are often named worse than their torrent."""
    main = max(media, key=lambda file: file.size)
    if want.kind is not MediaKind.MOVIE or want.year is None:
        return
    parsed = parse(PurePosixPath(main.path).name, want.kind)
    if parsed is None or parsed.year is None or is_named(parsed, want):
        return
    if abs(parsed.year - want.year) > 1:
        got = f"{parsed.title} ({parsed.year})"
        said = f"Its film is {got}, not {want.label} ({want.year})."
        yield Objection(Fault.WRONG_ITEM, main.path, said)


def _impossible(
    files: Sequence[_Listed], media: Sequence[_Listed], expected: Expected
) -> Iterator[Objection]:
    size = Bytes(sum(file.size for file in media))
    least = Bytes(int((expected.minutes or 0) * 60 * LEAST_RATE[expected.want.kind]))
    if size < least and not any(_is_archive(file) for file in files):
        said = (
            f"Its media is {size_in_words(size)} in all; {expected.minutes:.0f} minutes take at "
            f"least {size_in_words(least)}."
        )
        yield Objection(Fault.IMPOSSIBLE_SIZE, "", said)
        return
    other = [file for file in files if not _is_known(file)]
    if sum(file.size for file in other) > size * _LEAST_SHARE:
        largest = max(other, key=lambda file: file.size)
        said = f"Nearly all of it is no media ({_shown(largest)}, {size_in_words(largest.size)})."
        yield Objection(Fault.IMPOSSIBLE_SIZE, largest.path, said)


def _is_media(file: _Listed, kind: MediaKind) -> bool:
    return f".{file.suffix}" in (VIDEO if kind is MediaKind.MOVIE else AUDIO)


def _is_known(file: _Listed) -> bool:
    is_media = f".{file.suffix}" in VIDEO or f".{file.suffix}" in AUDIO
    return is_media or _is_archive(file) or file.suffix in BELONGS


def _is_archive(file: _Listed) -> bool:
    return file.suffix in ARCHIVES or _VOLUME.search(file.name) is not None


def _is_sample(file: _Listed) -> bool:
    return file.size < _LARGEST_SAMPLE and _SAMPLE.search(file.path) is not None


def _nothing(files: Sequence[_Listed], kind: MediaKind) -> str:
    largest = max(files, key=lambda file: file.size)
    wanted = "video" if kind is MediaKind.MOVIE else "music"
    count = f"{len(files)} file{'' if len(files) == 1 else 's'}"
    return f"No {wanted} among its {count} (largest: {_shown(largest)})."


def _shown(file: _Listed) -> str:
    """Its name, readable and harmless: turning characters become visible, long names are cut."""
    plain = "".join("�" if char in BIDI or not char.isprintable() else char for char in file.name)
    return f"“{plain if len(plain) <= 120 else plain[:80] + ' … ' + plain[-30:]}”"
