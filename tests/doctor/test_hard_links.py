"""A hard link is really made; where it can't be, the reason and the price are named."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from neonarr.base.units import Bytes
from neonarr.doctor.disks import hard_links, proving
from neonarr.doctor.disks.hard_links import Cost
from neonarr.doctor.disks.proving import Verdict, prove
from neonarr.doctor.model import Severity
from neonarr.library import probes
from neonarr.library.mounts import Mount
from neonarr.settings.model import ImportMode
from tests.kit.app import App
from tests.kit.needs import missing

pytestmark = pytest.mark.anyio


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A folder on another device than tmp_path."""
    if not os.path.isdir("/dev/shm") or os.stat("/dev/shm").st_dev == os.stat(tmp_path).st_dev:
        missing("a second file system")
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        yield Path(folder)


def mounted(kind: list[str], point: Path) -> None:
    point.mkdir()
    if subprocess.run(["mount", *kind, str(point)], capture_output=True, check=False).returncode:
        missing("permission to mount")


@pytest.fixture
def bound(tmp_path: Path) -> Iterator[Path]:
    """The library folder through a mount of its own, as containers do it."""
    (tmp_path / "library").mkdir()
    mounted(["--bind", str(tmp_path / "library")], tmp_path / "bound")
    yield tmp_path / "bound"
    subprocess.run(["umount", "-l", str(tmp_path / "bound")], check=True)


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


def everything_in(*folders: Path) -> list[Path]:
    return [path for folder in folders for path in folder.rglob("*")]


def test_a_library_still_to_be_made_is_proven_where_it_will_be(downloads: Path) -> None:
    proof = prove(str(downloads), str(downloads.parent / "movies"))

    assert proof.verdict is Verdict.LINKED
    assert everything_in(downloads.parent) == [downloads], "nothing is left behind"


def test_what_is_not_mounted_is_not_stood_in_for_by_a_folder_far_above(downloads: Path) -> None:
    proof = prove(str(downloads), str(downloads.parent / "disk" / "movies"))

    assert (proof.verdict, proof.key) == (Verdict.UNPROVEN, "no_library")
    assert "disk/movies" in proof.seen
    assert everything_in(downloads.parent) == [downloads]


def test_on_one_file_system(downloads: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    assert prove(str(downloads), str(library)).verdict is Verdict.LINKED
    assert everything_in(downloads, library) == [], "nothing is left behind"


def test_what_a_killed_trial_left_is_cleared_away(downloads: Path) -> None:
    library = downloads.parent / "movies"
    library.mkdir()
    for folder in (downloads, library):
        left = folder / probes.new_name()
        left.touch()
        os.utime(left, (0, 0))
    assert prove(str(downloads), str(library)).verdict is Verdict.LINKED
    assert everything_in(downloads, library) == []


def test_on_two_disks(downloads: Path, elsewhere: Path) -> None:
    proof = prove(str(downloads), str(elsewhere))
    assert (proof.verdict, proof.key) == (Verdict.REFUSED, "two_disks")
    assert "tmpfs" in proof.cause and proof.fix
    assert everything_in(downloads, elsewhere) == []


def test_one_file_system_through_two_mounts(downloads: Path, bound: Path) -> None:
    proof = prove(str(downloads), str(bound))
    assert (proof.verdict, proof.key) == (Verdict.REFUSED, "two_mounts")
    assert "mount the folder above both once" in proof.fix
    assert everything_in(downloads, bound) == []


def test_subvolumes_share_their_data(tmp_path: Path) -> None:
    image, point = tmp_path / "disk", tmp_path / "mnt"
    image.touch()
    os.truncate(image, 128 << 20)
    made = subprocess.run(["mkfs.btrfs", "-q", str(image)], capture_output=True, check=False)
    if made.returncode:
        missing("mkfs.btrfs")
    mounted(["-o", "loop", str(image)], point)
    try:
        for name in ("a", "b"):
            make = ["btrfs", "-q", "subvolume", "create", str(point / name)]
            subprocess.run(make, check=True, capture_output=True)
        proof = prove(str(point / "a"), str(point / "b"))
        assert (proof.verdict, proof.key) == (Verdict.REFLINKED, "reflinks")
        assert everything_in(point / "a", point / "b") == []
    finally:
        subprocess.run(["umount", "-l", str(point)], check=True)


def test_what_is_there_serves_where_nothing_can_be_written(
    downloads: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The downloads are mounted read-only: linking out of them needs no right to write there."""
    library = tmp_path / "library"
    library.mkdir()

    def read_only(path: str) -> str:
        raise OSError(30, "Read-only file system", path)

    monkeypatch.setattr(proving, "_write", read_only)
    assert prove(str(downloads), str(library)).verdict is Verdict.UNPROVEN
    film = downloads / "Heat" / "heat.mkv"
    film.parent.mkdir()
    film.write_bytes(b"film")
    assert prove(str(downloads), str(library)).verdict is Verdict.LINKED
    assert film.stat().st_nlink == 1 and everything_in(library) == []


DISK = Mount("/mnt", "ext4", "/dev/sda1", "8:1")


@pytest.mark.parametrize(
    ("here", "there", "code", "key"),
    [
        (DISK, replace(DISK, kind="fuse.mergerfs", source="pool"), 18, "union"),
        (
            DISK,
            replace(DISK, kind="overlay", source="overlay", device="0:9"),
            18,
            "container_layer",
        ),
        (DISK, replace(DISK, point="/mnt/b"), 18, "two_mounts"),
        (DISK, replace(DISK, source="/dev/sdb1", device="8:2"), 18, "two_disks"),
        (DISK, replace(DISK, kind="exfat"), 1, "no_links"),
        (DISK, replace(DISK, kind="cifs", source="//nas/x"), 95, "network"),
        (DISK, DISK, 1, "forbidden"),
        (DISK, DISK, 13, "not_writable"),
        (None, None, 18, "refused"),
    ],
)
def test_every_reason_has_its_words(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    here: Mount | None,
    there: Mount | None,
    code: int,
    key: str,
) -> None:
    """As the kernel would refuse it on such mounts."""
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    target.mkdir()

    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(proving, "mount_of", lambda p: here if p == str(source) else there)
    monkeypatch.setattr(proving, "_reflinks", lambda *_: False)
    proof = prove(str(source), str(target))
    assert (proof.verdict, proof.key) == (Verdict.REFUSED, key)
    assert proof.cause and proof.fix and os.strerror(code) in proof.seen
    assert everything_in(source, target) == []


def test_a_union_that_copies_is_caught(
    monkeypatch: pytest.MonkeyPatch, downloads: Path, tmp_path: Path
) -> None:
    def copy(source: str, target: str, **_: Any) -> None:
        Path(target).write_bytes(Path(source).read_bytes())

    monkeypatch.setattr(os, "link", copy)
    proof = prove(str(downloads), str(tmp_path))
    assert (proof.verdict, proof.key) == (Verdict.REFUSED, "two_files")


@pytest.mark.parametrize(
    ("mode", "severity"),
    [
        (ImportMode.HARDLINK_ONLY, "error"),
        (ImportMode.PREFER_HARDLINK, "warning"),
        (ImportMode.MOVE, "warning"),
        (ImportMode.COPY, "notice"),
        (ImportMode.SYMLINK, "notice"),
    ],
)
async def test_how_bad_it_is_depends_on_the_mode(
    app: App, look: Any, elsewhere: Path, mode: ImportMode, severity: str
) -> None:
    changes = {"movies_dir": str(elsewhere), "import_mode": mode.value}
    await app.inside.preferences.change(app.world.db, changes)
    found = {f.subject: f for f in await look(hard_links.look)}
    film, album = found["Fake download_client → movies"], found["Fake download_client → music"]
    assert (film.key, film.severity) == ("hard_links.two_disks", Severity(severity))
    assert (album.key, album.severity) == ("hard_links", Severity.OK)
    assert (film.action is not None) == (mode is ImportMode.HARDLINK_ONLY)
    says = {
        ImportMode.HARDLINK_ONLY: "Nothing can be imported",
        ImportMode.SYMLINK: "two disks",
    }.get(mode, "a second time")
    assert says in film.cause


def test_the_price_is_told_in_bytes() -> None:
    proof = proving.Proof(Verdict.REFUSED, "two_disks", "no")
    cost = Cost(12_000_000_000, 4_000_000_000)
    told = hard_links._price(proof, cost, ImportMode.PREFER_HARDLINK)
    assert told.endswith("a second time: 4.0 GB for what is under way, 12 GB so far.")


async def test_what_copies_have_cost_is_counted(app: App) -> None:
    from neonarr.base.kinds import MediaKind

    cost = await app.world.db.read(hard_links.cost_of, MediaKind.MOVIE)
    assert cost == Cost(0, 0)
    assert Bytes(cost.so_far) == 0
