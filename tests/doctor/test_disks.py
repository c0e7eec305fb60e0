"""Folders, vanished disks, and the trend."""

import os
import shutil
import subprocess
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from neonarr.base.ids import AcquisitionId
from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes
from neonarr.doctor.clients import paths
from neonarr.doctor.disks import folders, roots, trend
from neonarr.doctor.model import Severity
from neonarr.library import roots as kept
from neonarr.library import store as library
from neonarr.library.model import LibraryFile
from neonarr.library.mounts import Mount, mount_of, parse_mounts
from neonarr.settings.store import save_setting, setting_value
from tests.kit.app import App
from tests.kit.needs import missing

pytestmark = pytest.mark.anyio


async def by_subject(look: Any, check: Any) -> dict[str, Any]:
    return {f.subject: f for f in await look(check)}


async def test_fine_folders_tell_their_facts(app: App, look: Any) -> None:
    found = await by_subject(look, folders.look)
    assert set(found) == {"Movies folder", "Music folder", "Downloads folder"}
    assert all("umask" in f.seen and f.severity is Severity.OK for f in found.values())


async def test_no_disk_is_waited_for_where_everybody_waits(
    app: App, look: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A share that is away answers never: the whole server would stand still."""
    here, real = threading.current_thread(), os.path.isdir

    def isdir(path: Any) -> bool:
        assert threading.current_thread() is not here, path
        return real(path)

    monkeypatch.setattr(os.path, "isdir", isdir)
    for check in (folders.look, trend.look, paths.look):
        assert await look(check)


async def test_a_folder_that_is_not_made_yet_can_be(app: App, look: Any) -> None:
    path = app.outside.folder / "films"
    await app.inside.preferences.change(app.world.db, {"movies_dir": str(path)})
    found = (await by_subject(look, folders.look))["Movies folder"]
    assert found.key == "folders.missing" and found.severity is Severity.NOTICE
    assert found.action and found.action.key == "make_folder"
    await app.inside.preferences.change(app.world.db, {"movies_dir": str(path / "a" / "b")})
    found = (await by_subject(look, folders.look))["Movies folder"]
    assert found.severity is Severity.ERROR and "not visible" in found.seen


def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil._ntuple_diskusage(10**12, 10**12 - 2 * 10**9, 2 * 10**9)  # type: ignore[attr-defined]
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    [found] = folders.look_at("Movies folder", str(tmp_path))
    assert found.key == "folders.space" and "2.0 GB of 1.0 TB" in found.seen


def test_a_tight_umask_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "_umask", lambda: 0o077)
    [found] = folders.look_at("Movies folder", str(tmp_path))
    assert found.key == "folders.umask" and "077" in found.seen
    monkeypatch.setattr(folders, "_umask", lambda: 0o027)
    [found] = folders.look_at("Movies folder", str(tmp_path))
    assert found.severity is Severity.OK, "a group may be enough"


def test_a_read_only_mount(tmp_path: Path) -> None:
    point = tmp_path / "mnt"
    point.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "ro,size=1m", "neonarr-test", str(point)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        missing("permission to mount")
    try:
        [found] = folders.look_at("Movies folder", str(point))
    finally:
        subprocess.run(["umount", "-l", str(point)], check=True)
    assert found.key == "folders.read_only" and "mounted read-only" in found.cause


def test_mounts_are_read_as_the_kernel_tells_them() -> None:
    assert mount_of("/proc/self") is not None
    text = "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:5 / /mnt/a rw - nfs4 nas:/a rw\nrubbish\n"
    known = parse_mounts(text)
    assert [m.point for m in known] == ["/", "/mnt/a"]
    assert mount_of("/mnt/a/b", known) == Mount("/mnt/a", "nfs4", "nas:/a", "0:5")
    assert mount_of("/mnt/ab", known) == Mount("/", "ext4", "/dev/sda1", "8:1")
    assert mount_of("/", []) is None


async def with_a_file(app: App) -> Path:
    """A film that was imported to the movies folder."""
    folder = Path(app.inside.preferences.value.movies_dir)
    item, _ = await app.world.db.write(
        library.find_or_add, library.NewItem(MediaKind.MOVIE, "Heat", year=1995), app.clock.now()
    )
    path = folder / "Heat.mkv"
    path.write_bytes(b"film")
    file = LibraryFile(
        item_id=item.id,
        acquisition_id=AcquisitionId(1),
        path=str(path),
        size=Bytes(4),
        quality="Unknown",
        method="copy",
        cost=Bytes(4),
        imported_at=app.clock.now(),
    )
    await app.world.db.write(library.record_files, AcquisitionId(1), [file])
    return path


async def test_an_empty_mount_point_is_no_empty_library(app: App, look: Any) -> None:
    path = await with_a_file(app)
    found = (await by_subject(look, roots.look))["Movies folder"]
    assert found.severity is Severity.OK and str(path.parent) in found.seen
    path.unlink()
    found = (await by_subject(look, roots.look))["Movies folder"]
    assert (found.key, found.severity) == ("roots.vanished", Severity.ERROR)
    assert "1 file was imported" in found.seen and found.action
    assert (await by_subject(look, roots.look))["Music folder"].severity is Severity.OK
    seen = kept.seen_now(str(path.parent), may_be_empty=True)
    assert seen
    await app.world.db.write(kept.remember, str(path.parent), seen)
    assert (await by_subject(look, roots.look))["Movies folder"].severity is Severity.OK
    path.write_bytes(b"film")
    await look(roots.look)
    path.unlink()
    assert (await by_subject(look, roots.look))["Movies folder"].severity is Severity.ERROR, (
        "said once, not for ever"
    )


async def test_a_disk_that_was_mounted_and_is_not(app: App, look: Any) -> None:
    folder = app.inside.preferences.value.movies_dir
    assert (await by_subject(look, roots.look))["Movies folder"].severity is Severity.OK
    before = await app.world.db.read(kept.known, folder)
    assert before is not None
    disk = kept.Root(folder, "ext4", "/dev/sdz1")
    await app.world.db.write(kept.remember, folder, disk)
    found = (await by_subject(look, roots.look))["Movies folder"]
    assert found.key == "roots.vanished" and "/dev/sdz1" in found.seen
    assert asdict(await app.world.db.read(kept.known, folder)) == asdict(disk), "not forgotten"  # type: ignore[call-overload]
    await app.world.db.write(kept.remember, folder, before)
    assert (await by_subject(look, roots.look))["Movies folder"].severity is Severity.OK


async def test_the_real_thing(app: App, look: Any, tmp_path: Path) -> None:
    point = tmp_path / "disk"
    point.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "neonarr-test", str(point)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        missing("permission to mount")
    try:
        (point / "movies").mkdir()
        await app.inside.preferences.change(app.world.db, {"movies_dir": str(point / "movies")})
        found = (await by_subject(look, roots.look))["Movies folder"]
        assert found.severity is Severity.OK and "tmpfs" in found.seen
    finally:
        subprocess.run(["umount", "-l", str(point)], check=True)
    (point / "movies").mkdir()
    found = (await by_subject(look, roots.look))["Movies folder"]
    assert found.key == "roots.vanished" and str(point) in found.seen


DAY = 86400.0


def test_the_trend_is_told_when_there_is_one() -> None:
    falling = [(day * DAY, 100 * 10**9 - day * 10**9) for day in range(10)]
    assert trend.told("d", [], 10**9, 0).severity is Severity.OK
    assert "two days" in trend.told("d", falling[:1], 10**9, DAY).seen
    late = trend.told("d", falling, 5 * 10**9, 10 * DAY)
    assert late.severity is Severity.WARNING and "lasts" in late.seen
    slow = trend.told("d", falling, 90 * 10**9, 10 * DAY)
    assert slow.severity is Severity.OK and "lasts 90 days" in slow.seen
    growing = [(day * DAY, (100 + day) * 10**9) for day in range(10)]
    assert "not filling up" in trend.told("d", growing, 120 * 10**9, 10 * DAY).seen


async def test_one_point_a_day_is_kept(app: App, look: Any) -> None:
    for hours in (0, 1, 23, 25):
        app.clock.move(hours * 3600)
        await look(trend.look)
    points = await app.world.db.read(setting_value, trend.KEPT)
    path = app.inside.preferences.value.movies_dir
    assert len(points[path]) == 3 and os.path.isdir(path)


async def test_a_point_from_a_clock_that_was_ahead_goes(app: App, look: Any) -> None:
    path = app.inside.preferences.value.movies_dir
    ahead = app.clock.now().timestamp() + 300 * DAY
    await app.world.db.write(save_setting, trend.KEPT, {path: [[ahead, 10**9]]})
    await look(trend.look)
    [[at, _]] = (await app.world.db.read(setting_value, trend.KEPT))[path]
    assert at == app.clock.now().timestamp()
