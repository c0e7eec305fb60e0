"""Subtitles packed beside a film, or once more within its archive: the scene packs the index, and
packed with it the pictures. What keeps them from being unpacked never keeps the film out.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import PurePath

from neonarr.base.units import Bytes
from neonarr.importing.archives import guard
from neonarr.importing.archives.extract import Chosen, ShouldStop, choose, unpack
from neonarr.importing.archives.model import Archive
from neonarr.importing.archives.sets import archives_in
from neonarr.importing.archives.unpacker import Unpacker
from neonarr.importing.model import FoundFile, ImportFailed

MOST_ARCHIVES = 50
_DEEPEST = 2
_PLACE = PurePath("Subs")
"""Where they count as lying: see `film.subtitles_of`."""


@dataclass(frozen=True, slots=True)
class Means:
    """What it takes: programs, room for so many bytes, and whether to go on."""

    unpackers: Sequence[Unpacker]
    has_room: Callable[[Bytes], bool]
    should_stop: ShouldStop


def packed_subtitles(archives: Sequence[Archive], means: Means) -> list[Chosen]:
    """Those of them that hold nothing else. Raises Stopped."""
    found = []
    for one in archives[:MOST_ARCHIVES]:
        with suppress(ImportFailed):
            found.append(choose(one, means.unpackers, guard.subtitles_of, means.should_stop))
    return [one for one in found if one.entries]


def unpacked_subtitles(
    chosen: Sequence[Chosen], prefix: str, means: Means, deep: int = _DEEPEST
) -> list[FoundFile]:
    """As many as can be, in new folders whose paths begin with `prefix`. Raises Stopped."""
    found: list[FoundFile] = []
    for number, one in enumerate(chosen):
        with suppress(ImportFailed):
            if not means.has_room(one.total):
                continue
            folder = f"{prefix}{number}"
            files = unpack(one, folder, means.should_stop)
            found += [replace(file, within=_PLACE / file.within) for file in files]
            inner = packed_subtitles(archives_in(files), means) if deep > 1 else []
            found += unpacked_subtitles(inner, f"{folder}-", means, deep - 1)
    return found
