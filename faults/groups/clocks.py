"""The clock jumps under a running server.

The server is its own process. Its clock is the usual one plus an offset it reads from a file: the
program takes its time from `neonarr.base.clock.SystemClock` only, which `faults/moved.py` replaces.
"""

import sys
from datetime import timedelta
from functools import partial

from faults import Told
from faults.scene import Scene
from tests.kit.server import Running
from tests.kit.waiting import until_now

SLOW = 2_000_000
MOVED = [sys.executable, "-m", "faults.moved", "serve"]


def jumps(scene: Scene, by: timedelta) -> Told:
    client = scene.qbittorrent()
    offset = scene.folder / "offset"
    offset.write_text("0")
    scene.home.command = MOVED
    scene.home.env["FAULTS_CLOCK_OFFSET"] = str(offset)
    goods = [scene.shop.film(megabytes=12, limit_bytes_s=SLOW), scene.shop.film()]
    server = scene.home.start()
    bought = {server.grab(goods[0]): goods[0]}
    server.wait_for(next(iter(bought)), lambda d: (d.get("progress") or 0) > 10)
    found = server.find(goods[1])
    client.stop()
    waiting = server.grab_found(found)
    bought[waiting] = goods[1]
    scene.complaint(server, waiting)
    before = server.download(waiting)["updatedAt"]
    offset.write_text(str(by.total_seconds()))
    client.start()
    until_now(partial(_moved_on, server, waiting, before), within_s=60)
    for download_id in bought:
        scene.saw_state(server.download(download_id))
    hours = abs(by.total_seconds()) / 3600
    where = "forward" if by > timedelta(0) else "back"
    done = (
        f"the clock of the running server jumped {hours:.0f} hours {where}, with one download "
        "under way and one waiting for qBittorrent"
    )
    return Told(done, scene.proof(server, bought))


def _moved_on(server: Running, download_id: str, before: str) -> bool:
    return bool(server.download(download_id)["updatedAt"] != before)
