"""Everything packed in a download, unpacked for one import and gone after it.

A download is unpacked when its archives are larger than its loose media: those of scene releases
are. Small ones beside a film are for its subtitles (see `subtitles`). Nothing is unpacked before
its listing was judged (see `guard`), before there is room for all of it, or anywhere but in a work
folder of ours (see `workplace`).
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
from neonarr.importing.archives.model import Archive
from neonarr.importing.archives.sets import archives_in
from neonarr.importing.archives.subtitles import Means, packed_subtitles, unpacked_subtitles
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
    main, small = _sorted_out(archives_in(files), _loose(files, kind), kind)
    if not main and not small:
        yield []
        return
    means = Means(installed(), lambda size: _lacking(size, room) is None, should_stop)
    chosen = [choose(one, means.unpackers, guard.wanted_of, should_stop) for one in main]
    chosen = [one for one in chosen if one.entries]
    subtitles = packed_subtitles(small, means)
    if not chosen and not subtitles:
        yield []
        return
    make_root(room.root)
    if chosen:
        _ensure_room(chosen, room)
    with workplace(room.root, content_path) as folder:
        found = [
            file
            for number, one in enumerate(chosen)
            for file in unpack(one, os.path.join(folder, str(number)), should_stop)
        ]
        if kind is MediaKind.MOVIE:
            subtitles += packed_subtitles(archives_in(found), means)
        yield found + unpacked_subtitles(subtitles, os.path.join(folder, "subs"), means)


def _sorted_out(
    archives: Sequence[Archive], loose: int, kind: MediaKind
) -> tuple[list[Archive], list[Archive]]:
    """What must be unpacked, and what may hold a film's subtitles."""
    largest = max([loose, *(one.size for one in archives)])
    is_movie = kind is MediaKind.MOVIE
    small = [one for one in archives if is_movie and guard.is_small(one.size, largest)]
    return [one for one in archives if one.size > loose and one not in small], small


def _loose(files: Sequence[FoundFile], kind: MediaKind) -> int:
    suffixes = VIDEO if kind is MediaKind.MOVIE else AUDIO
    return sum(file.size for file in files if file.path.suffix.lower() in suffixes)


def _ensure_room(chosen: Sequence[Chosen], room: Room) -> None:
    needed = Bytes(sum(one.total for one in chosen))
    free = _lacking(needed, room)
    if free is not None:
        kept = f", of which {megabytes(room.reserve)} must stay so" if room.reserve else ""
        raise LibraryFull(
            f"The download is packed and needs {megabytes(needed)} to be unpacked; "
            f"{shown(room.root)} has {megabytes(free)} free{kept}. Free some space; the import "
            "then goes on by itself."
        )


def _lacking(needed: Bytes, room: Room) -> Bytes | None:
    """What is free, if that is too little."""
    free = free_space(room.root)
    return free if free is not None and needed > free - room.reserve else None
