"""From another place, and in another way: path mappings and import modes over a whole story."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from neonarr.acquisitions import store
from neonarr.acquisitions.model import Acquisition, Cleanup, State
from neonarr.base.ids import AdapterId
from neonarr.downloads.mappings import save
from neonarr.downloads.paths import new_mapping
from neonarr.library import roots
from neonarr.library.store import files_of
from neonarr.settings import store as settings
from neonarr.settings.adapters import Role
from neonarr.settings.model import ImportMode, RemoveTorrent
from tests.kit.world import CLIENT, Outside, Process

pytestmark = pytest.mark.anyio
FILM = "Heat.1995.1080p.BluRay.x264-GRP"


async def downloading(process: Process) -> Acquisition:
    process.outside.offer(FILM)
    return await process.settled(await process.pick(FILM))


async def imported_by(process: Process, mode: ImportMode, **more: object) -> Acquisition:
    outside = process.outside
    outside.preferences = replace(outside.preferences, import_mode=mode, **more)  # type: ignore[arg-type]
    one = await process.finish(await downloading(process))
    assert one.state is State.IMPORTED, one
    return one


def seen_elsewhere(outside: Outside) -> tuple[Path, Path]:
    """(the path the client reports, which is not here after the download; where it really lies)."""
    here, there = outside.folder / "downloads", outside.folder / "in the container"
    there.symlink_to(here)
    outside.client.folder = str(there)
    return there, here


async def test_a_mapping_lets_it_in(process: Process, outside: Outside) -> None:
    there, here = seen_elsewhere(outside)
    one = await downloading(process)
    assert one.info_hash
    outside.finish(one.info_hash)
    there.unlink()
    waiting = await process.settled(one)
    assert (waiting.state, waiting.trouble) == (State.DOWNLOADED, "not_visible")
    client = settings.StoredAdapter(
        AdapterId(0), Role.DOWNLOAD_CLIENT, "fake", "Fake", {}, {}, True, 25, "user"
    )
    made = await outside.db.write(settings.save_adapter, client, outside.clock.now())
    assert made == CLIENT
    await outside.db.write(save, new_mapping(CLIENT, str(there), str(here)), [])
    await outside.db.write(store.hurry, outside.clock.now())
    assert (await process.settled(one)).state is State.IMPORTED
    [film] = outside.library()
    assert (outside.folder / "movies" / film).samefile(next(here.rglob("*.mkv")))


async def test_symbolic_links_keep_their_torrent(process: Process, outside: Outside) -> None:
    one = await imported_by(process, ImportMode.SYMLINK, remove_torrent=RemoveTorrent.AFTER_IMPORT)
    assert one.cleanup is Cleanup.DONE and one.info_hash in outside.client.held
    [file] = await outside.db.read(files_of, [one.id])
    assert file.method == "symlink" and Path(file.path).is_symlink()
    assert Path(file.path).stat().st_size == file.size


async def test_a_link_into_the_data_is_never_pulled_away(
    process: Process, outside: Outside
) -> None:
    """Made by another program, or in another mode."""
    one = await imported_by(process, ImportMode.PREFER_HARDLINK)
    [file] = await outside.db.read(files_of, [one.id])
    data = next((outside.folder / "downloads").rglob("*.mkv"))
    Path(file.path).unlink()
    Path(file.path).symlink_to(data)
    assert one.info_hash
    outside.client.held[one.info_hash].ratio = 9.0
    after = await process.settled(one)
    assert after.cleanup is Cleanup.DONE and "symbolic link" in (after.message or "")
    assert data.exists() and one.info_hash in outside.client.held


async def test_what_is_moved_goes_once_it_no_longer_seeds(
    process: Process, outside: Outside
) -> None:
    one = await imported_by(process, ImportMode.MOVE, remove_torrent=RemoveTorrent.NEVER)
    assert one.cleanup is None and one.info_hash in outside.client.held, "it seeds"
    outside.client.held[one.info_hash].is_stopped = True
    assert (await process.settled(one)).cleanup is Cleanup.DONE
    assert one.info_hash not in outside.client.held
    assert len(outside.library()) == 1
    assert not list((outside.folder / "downloads").rglob("*.mkv"))


async def test_copies_leave_both_alone(process: Process, outside: Outside) -> None:
    one = await imported_by(process, ImportMode.COPY)
    [file] = await outside.db.read(files_of, [one.id])
    assert file.method in ("copy", "reflink")
    data = next((outside.folder / "downloads").rglob("*.mkv"))
    assert not Path(file.path).samefile(data)


async def test_nothing_is_imported_where_only_the_place_of_a_disk_is(
    process: Process, outside: Outside
) -> None:
    first = await imported_by(process, ImportMode.PREFER_HARDLINK)
    movies = outside.folder / "movies"
    mounted, away = movies, outside.folder / "not mounted"
    mounted.rename(away)
    movies.mkdir()
    outside.offer("Ronin.1998.1080p.BluRay.x264-GRP")
    second = await process.settled(await process.pick("Ronin.1998.1080p.BluRay.x264-GRP"))
    waiting = await process.finish(second)
    assert (waiting.state, waiting.trouble) == (State.DOWNLOADED, "library_missing")
    assert "1 file was imported" in (waiting.message or "")
    assert list(movies.iterdir()) == [], "the empty place stays empty"
    movies.rmdir()
    away.rename(mounted)
    await outside.db.write(store.hurry, outside.clock.now())
    assert (await process.settled(waiting)).state is State.IMPORTED
    assert (await process.now(first)).state is State.IMPORTED
    assert len(outside.library()) == 2


async def test_a_library_that_was_emptied_on_purpose_goes_on(
    process: Process, outside: Outside
) -> None:
    await imported_by(process, ImportMode.PREFER_HARDLINK)
    movies = outside.folder / "movies"
    shutil.rmtree(movies)
    movies.mkdir()
    seen = roots.seen_now(str(movies), may_be_empty=True)
    assert seen
    await outside.db.write(roots.remember, str(movies), seen)
    outside.offer("Ronin.1998.1080p.BluRay.x264-GRP")
    second = await process.settled(await process.pick("Ronin.1998.1080p.BluRay.x264-GRP"))
    assert (await process.finish(second)).state is State.IMPORTED
