"""Which files of a download are archives, and which volumes belong together. Pure.

film.rar, film.r00 … film.r42           one archive, opened by film.rar
film.part01.rar … film.part09.rar       one archive, opened by film.part01.rar
film.7z.001, film.7z.002                one archive, opened by film.7z.001
film.zip, film.z01                      one archive, opened by film.zip
film.r01, film.r02                      one archive that lacks film.rar
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import PurePath

from neonarr.base.units import Bytes
from neonarr.importing.archives.model import Archive
from neonarr.importing.model import FoundFile

_NUMBERED_RAR = re.compile(r"(?P<stem>.+)\.part(?P<number>\d{1,4})\.rar", re.I)
_NUMBERED = re.compile(r"(?P<stem>.+\.(7z|zip|rar))\.(?P<number>\d{3})", re.I)
_OLD_VOLUME = re.compile(r"(?P<stem>.+)\.(?P<letter>[r-yz])(?P<number>\d\d)", re.I)
_ALONE = re.compile(r"(?P<stem>.+)\.(?P<suffix>rar|zip|7z)", re.I)


def archives_in(files: Iterable[FoundFile]) -> list[Archive]:
    """In the order of `files`, each with the volumes that are there."""
    sets: dict[tuple[PurePath, str, str], dict[int, FoundFile]] = defaultdict(dict)
    for file in files:
        if place := _place(file.path.name):
            stem, family, number = place
            sets[(file.path.parent, stem, family)][number] = file
    return [_archive(family, volumes) for (_, _, family), volumes in sets.items()]


def _place(name: str) -> tuple[str, str, int] | None:
    """Stem, family and number of a volume: the first of a family counts as 0 or 1."""
    if match := _NUMBERED_RAR.fullmatch(name):
        return match["stem"].casefold(), "part", int(match["number"])
    if match := _NUMBERED.fullmatch(name):
        return match["stem"].casefold(), "number", int(match["number"])
    if match := _OLD_VOLUME.fullmatch(name):
        letter = match["letter"].lower()
        number = int(match["number"])
        if letter == "z":
            return match["stem"].casefold(), "zip", number
        return match["stem"].casefold(), "rar", (ord(letter) - ord("r")) * 100 + number + 1
    if match := _ALONE.fullmatch(name):
        return match["stem"].casefold(), match["suffix"].lower(), 0
    return None


def _archive(family: str, volumes: dict[int, FoundFile]) -> Archive:
    start = 1 if family in ("part", "number") else 0
    numbers = sorted(volumes)
    expected = range(start, numbers[-1] + 1)
    first = volumes[numbers[0]]
    gap = next((number for number in expected if number not in volumes), None)
    return Archive(
        first.path,
        first.within,
        Bytes(sum(volume.size for volume in volumes.values())),
        "" if gap is None else _named(family, first, gap),
    )


def _named(family: str, example: FoundFile, number: int) -> str:
    """What the missing volume would be called, after one that is there."""
    name = example.path.name
    if family == "part":
        return re.sub(r"(?i)(?<=\.part)\d+(?=\.rar$)", lambda m: str(number).zfill(len(m[0])), name)
    if family == "number":
        return f"{name[:-3]}{number:03}"
    stem = name.rpartition(".")[0]
    if not number:
        return f"{stem}.{family}"
    if family == "zip":
        return f"{stem}.z{number:02}"
    letter = chr(ord("r") + (number - 1) // 100)
    return f"{stem}.{letter}{(number - 1) % 100:02}"
