"""Disks that run full at each stage, and a library that is read-only or gone."""

from faults import Told
from faults.mounts import attach, detach, fill, image, leave_free, remount, tmpfs
from faults.scene import Scene
from tests.kit.server import Refusal, files
from tests.kit.waiting import until_now

ROOMY_MB = 4000
"""More than the release claims to have, or it would not be grabbed at all."""


def full_at_grab(scene: Scene) -> Told:
    """Where the server keeps its database."""
    scene.qbittorrent()
    good = scene.shop.film()
    home = scene.folder / "state"
    scene.closing.enter_context(tmpfs(home, 32))
    scene.closing.callback(scene.home.close)  # before its disk goes
    server = scene.home.start(NEONARR_DATA_DIR=str(home))
    found = server.find(good)
    ballast = fill(home)
    try:
        server.grab_found(found)
    except Refusal as refusal:
        scene.refused(refusal)
    else:
        raise AssertionError("the grab was accepted, though nothing could be written")
    ballast.unlink()
    bought = {server.grab_found(found): good}
    done = "not a byte free where the database lies; grabbed; made room; grabbed again"
    return Told(done, scene.proof(server, bought))


def full_at_download(scene: Scene) -> Told:
    client = scene.qbittorrent()
    client.stop()
    scene.closing.enter_context(tmpfs(client.downloads, ROOMY_MB))
    scene.closing.callback(client.stop)
    client.start()
    good = scene.shop.film(megabytes=24, limit_bytes_s=3_000_000)
    server = scene.home.start()
    download_id = server.grab(good)
    server.wait_for(download_id, lambda d: (d.get("progress") or 0) > 5)
    leave_free(client.downloads, 4)
    scene.complaint(server, download_id)
    assert files(scene.library) == []
    remount(client.downloads, f"size={ROOMY_MB}m")
    server.post(f"/api/v1/download/resume/{good.info_hash}")
    done = "qBittorrent's disk ran full in the middle of a download; made room, pressed Resume"
    return Told(done, scene.proof(server, {download_id: good}, within_s=180))


def full_at_import(scene: Scene) -> Told:
    """First no bytes, which can be known before; then no names, which only the attempt shows."""
    scene.qbittorrent()
    library = scene.library_on_tmpfs(ROOMY_MB)
    good = scene.shop.film(megabytes=12, limit_bytes_s=3_000_000)
    server = scene.home.start()
    download_id = server.grab(good)
    server.wait_for(download_id, lambda d: (d.get("progress") or 0) > 5)
    leave_free(library, 6)
    told = scene.complaint(server, download_id)
    remount(library, f"size={ROOMY_MB}m,nr_inodes=1")
    shown = server.wait_for(download_id, lambda d: d.get("errorMessage") not in (None, told))
    scene.saw(f"{shown['status']}: {shown['errorMessage']}")
    assert files(library) == [], "part of a film was left in the library"
    remount(library, "nr_inodes=0")
    done = "the library's disk had no room at the import, then no name left to give; made room"
    return Told(done, scene.proof(server, {download_id: good}))


def read_only(scene: Scene) -> Told:
    scene.qbittorrent()
    library = scene.library_on_tmpfs(ROOMY_MB)
    good = scene.shop.film()
    server = scene.home.start()
    remount(library, "ro")
    download_id = server.grab(good)
    scene.complaint(server, download_id)
    remount(library, "rw")
    done = "the library was remounted read-only before an import, then writable again"
    return Told(done, scene.proof(server, {download_id: good}))


def unmounted(scene: Scene) -> Told:
    scene.qbittorrent()
    point = scene.folder / "library"
    disk = scene.closing.enter_context(image(scene.folder, point))
    scene.use_library(point)
    goods = [scene.shop.film(), scene.shop.film()]
    server = scene.home.start()
    bought = {server.grab(goods[0]): goods[0]}
    server.imported(next(iter(bought)))
    detach(point)
    second = server.grab(goods[1])
    bought[second] = goods[1]
    scene.complaint(server, second)
    assert list(point.iterdir()) == [], "the mount point was filled"
    attach(disk, point)
    until_now(lambda: server.download(second)["status"] == "imported", within_s=90)
    done = "a film was imported; the library's disk unmounted before the next import; mounted again"
    return Told(done, scene.proof(server, bought))
