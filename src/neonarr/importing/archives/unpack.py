"""Everything packed in a download, unpacked for one import and gone after it.

A download is unpacked when its archives are larger than its loose media: those of scene releases
are, subtitles packed beside a film are not. Nothing is unpacked before its listing was judged (see
`guard`), before there is room for all of it, or anywhere but in a work folder of ours (see
`workplace`).
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath

from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes
from neonarr.importing.archives import guard
from neonarr.importing.archives.extract import Chosen, choose, installed, unpack
from neonarr.importing.archives.sets import archives_in
from neonarr.importing.archives.workplace import workplace
from neonarr.importing.disk import free_space, make_root
from neonarr.importing.faults import megabytes, shown
from neonarr.importing.media import AUDIO, VIDEO
from neonarr.importing.model import FoundFile, LibraryFull


@dataclass(frozen=True, slots=True)
class Room:
    """Where to unpack: `root` is the library's, `reserve` stays free there."""

    root: PurePath
    reserve: Bytes


@contextmanager
def unpacked(
    content_path: str,
    files: Sequence[FoundFile],
    kind: MediaKind,
    room: Room,
    should_stop: Callable[[], bool],
) -> Iterator[list[FoundFile]]:
    """What was unpacked, without media, for as long as the context lasts; empty if nothing is
    packed that matters.

    Raises ImportFailed; Stopped."""
    archives = [one for one in archives_in(files) if one.size > _loose(files, kind)]
    if not archives:
        yield []
        return
    unpackers = installed()
    chosen = [choose(one, unpackers, guard.wanted_of, should_stop) for one in archives]
    chosen = [one for one in chosen if one.entries]
    if not chosen:
        yield []
        return
    make_root(room.root)
    _ensure_room(chosen, room)
    with workplace(room.root, content_path) as folder:
        yield [
            file
            for number, one in enumerate(chosen)
            for file in unpack(one, os.path.join(folder, str(number)), should_stop)
        ]


def _loose(files: Sequence[FoundFile], kind: MediaKind) -> int:
    suffixes = VIDEO if kind is MediaKind.MOVIE else AUDIO
    return sum(file.size for file in files if file.path.suffix.lower() in suffixes)


def _ensure_room(chosen: Sequence[Chosen], room: Room) -> None:
    needed = sum(one.total for one in chosen)
    free = free_space(room.root)
    if free is not None and needed > free - room.reserve:
        kept = f", of which {megabytes(room.reserve)} must stay so" if room.reserve else ""
        raise LibraryFull(
            f"The download is packed and needs {megabytes(needed)} to be unpacked; "
            f"{shown(room.root)} has {megabytes(free)} free{kept}. Free some space; the import "
            "then goes on by itself."
        )
