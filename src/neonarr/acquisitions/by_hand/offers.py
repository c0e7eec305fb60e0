"""What can be imported by hand now: finished downloads whose import failed, torrents somebody added
in our category, and what lies in a folder a person names."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePath

from sqlalchemy import Connection, select

from neonarr.acquisitions import store
from neonarr.acquisitions.by_hand.folder import entries, files_of, require_below
from neonarr.acquisitions.by_hand.guess import Guess, guess, matched
from neonarr.acquisitions.by_hand.mark import is_by_hand
from neonarr.acquisitions.by_hand.torrents import Foreign, foreign
from neonarr.acquisitions.model import Acquisition, Cleanup, State
from neonarr.acquisitions.states import IN_CLIENT
from neonarr.acquisitions.tables import acquisition_table
from neonarr.acquisitions.world import World
from neonarr.base.ids import AdapterId, InfoHash
from neonarr.base.units import Bytes
from neonarr.decisions.profiles.model import MAIN_SLOT
from neonarr.downloads.mappings import local_path, mappings
from neonarr.downloads.paths import PathMapping, to_local
from neonarr.importing.model import FoundFile
from neonarr.library import store as library
from neonarr.profiles import slots

MOST_STORIES = 200

_a = acquisition_table.c
_WITH_FILES = [*IN_CLIENT, State.DOWNLOADED, State.IMPORTING, State.IMPORTED, State.FAILED]
_UNDER_WAY = select(_a.client_id, _a.info_hash, _a.content_path).where(_a.state.in_(_WITH_FILES))


class Origin(StrEnum):
    DOWNLOAD = "download"
    """A finished download of ours that failed."""
    TORRENT = "torrent"
    """A finished one somebody added to a client in our category."""
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be imported. `key` names it in a request; `path` as it is here."""

    key: str
    origin: Origin
    name: str
    path: str
    size: Bytes
    files: int
    guess: Guess
    slot: str = MAIN_SLOT
    info_hash: InfoHash | None = None


async def everything(world: World) -> list[Offer]:
    """What waits for a word wherever it lies: our downloads, then others' torrents."""
    return await failed_downloads(world) + await foreign_torrents(world)


async def failed_downloads(world: World) -> list[Offer]:
    """The newest first."""
    stories = await world.db.read(_failed)
    offers = []
    for one in stories:
        path = await world.db.read(local_path, one.client_id, one.content_path or "")
        files = await asyncio.to_thread(files_of, path)
        offers.append(await _of_story(world, one, path, files))
    return offers


async def foreign_torrents(world: World) -> list[Offer]:
    """The newest of each client first."""
    return [await _of_torrent(world, one) for one in await foreign(world)]


async def in_folder(world: World, path: str, field: str = "path") -> list[Offer]:
    """By name; what a download under way or imported stands for is left out.

    Raises Invalid, NotFound."""
    downloads = world.preferences().downloads_dir
    real = await asyncio.to_thread(require_below, path, downloads, field)
    taken = await under_way(world)
    found = await asyncio.to_thread(entries, real, taken)
    return [await of_path(world, one, files) for one, files in found]


def is_open(one: Acquisition) -> bool:
    """Whether it failed with its files still there."""
    is_gone = one.cleanup is Cleanup.REMOVE_WITH_DATA
    is_kept = is_by_hand(one) or not (is_gone or one.cleanup is Cleanup.DONE)
    return one.state is State.FAILED and one.content_path is not None and is_kept


def _failed(connection: Connection) -> list[Acquisition]:
    stories, _ = store.page(connection, store.Page(state=State.FAILED, limit=MOST_STORIES))
    return [one for one in stories if is_open(one)]


async def under_way(world: World) -> list[str]:
    """Paths, as they are here, of downloads under way, failed or imported."""

    def work(connection: Connection) -> list[str]:
        mapped: dict[AdapterId | None, list[PathMapping]] = defaultdict(list)
        for mapping in mappings(connection):
            mapped[mapping.client_id].append(mapping)
        paths = []
        for one in connection.execute(_UNDER_WAY):
            seen = world.live.get(one.info_hash)
            told = one.content_path or (seen.content_path if seen else "")
            if told:
                paths.append(to_local(told, mapped[one.client_id]))
        return paths

    return await world.db.read(work)


async def _of_story(world: World, one: Acquisition, path: str, files: Sequence[FoundFile]) -> Offer:
    guessed = await _match(world, guess(one.title, files, one.kind))
    why = (one.message,) if one.message else ()
    gone = () if files else ("Its files are not here any more, or can't be seen.",)
    guessed = replace(guessed, reasons=(*why, *gone, *guessed.reasons))
    offer = _offer(f"download:{one.public_id}", Origin.DOWNLOAD, path, files, guessed)
    return replace(offer, name=one.title, slot=one.slot, info_hash=one.info_hash)


async def _of_torrent(world: World, one: Foreign) -> Offer:
    path = await world.db.read(local_path, one.client_id, one.download.content_path)
    files = await asyncio.to_thread(files_of, path)
    guessed = await _match(world, guess(one.download.name, files, one.kind))
    told = (f"Somebody added it to {one.client} in the category {one.download.category}.",)
    gone = () if files else ("Its files can't be seen here.",)
    guessed = replace(guessed, reasons=(*told, *gone, *guessed.reasons))
    key = f"torrent:{one.download.info_hash}"
    offer = _offer(key, Origin.TORRENT, path, files, guessed)
    return replace(offer, name=one.download.name, info_hash=one.download.info_hash)


async def of_path(world: World, path: str, files: Sequence[FoundFile]) -> Offer:
    name = PurePath(path)
    called = name.stem if len(files) == 1 and files[0].path == name else name.name
    guessed = await _match(world, guess(called, files))
    return _offer(f"folder:{path}", Origin.FOLDER, path, files, guessed)


def _offer(
    key: str, origin: Origin, path: str, files: Sequence[FoundFile], guessed: Guess
) -> Offer:
    size = Bytes(sum(file.size for file in files))
    return Offer(key, origin, PurePath(path).name, path, size, len(files), guessed)


async def _match(world: World, guessed: Guess) -> Guess:
    def work(connection: Connection) -> Guess:
        item = library.find(connection, guessed.new_item) if guessed.title else None
        has_files = item is not None and library.item_with_file(connection, item.id)[1]
        wanted = slots.slots(connection, item) if item else {}
        return replace(matched(guessed, item, has_files), versions=tuple(wanted))

    return await world.db.read(work)
