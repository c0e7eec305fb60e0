"""`make dev`: the server beside the lab, started anew whenever one of its files changes."""

import secrets
import sys
import tempfile
import time
from pathlib import Path

from neonarr.lab.demo import start_server, stop_as_by_ctrl_c, tell_address
from neonarr.lab.server import USUAL_PORT, LabFailed, Server, usable_port
from neonarr.lab.world import World

SOURCES = Path(__file__).parents[1]
LOOK_EVERY_S = 0.5


def main() -> None:
    """Serve until Ctrl-C. A server that ends by itself is started again after the next change."""
    stop_as_by_ctrl_c()
    port, api_key = usable_port(USUAL_PORT), secrets.token_hex(16)
    with tempfile.TemporaryDirectory(prefix="neonarr-dev-") as name:
        folder = Path(name)
        world = World(folder / "lab", film_size=1, has_encore=True)
        try:
            while True:
                _serve_until_change(folder, world, api_key, port)
        except KeyboardInterrupt:
            print("\nStopping …")
        finally:
            world.close()


def _serve_until_change(folder: Path, world: World, api_key: str, port: int) -> None:
    before = newest(SOURCES)
    server: Server | None = None
    try:
        server = start_server(folder, world, api_key, port)
        tell_address(server, api_key)
    except LabFailed as failure:
        print(failure, file=sys.stderr, flush=True)
    try:
        while newest(SOURCES) == before:
            time.sleep(LOOK_EVERY_S)
    finally:
        if server:
            server.stop()
    print("Changed; starting anew …", flush=True)


def newest(folder: Path) -> tuple[int, int]:
    """Changes whenever a source file below `folder` is written, added or removed."""
    times = [changed for file in folder.rglob("*") if (changed := _changed(file))]
    return len(times), max(times, default=0)


def _changed(file: Path) -> int:
    """When the file was written; 0 for what is no source, or gone since it was listed."""
    if file.suffix not in (".py", ".html", ".css", ".js", ".svg"):
        return 0
    try:
        return file.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


if __name__ == "__main__":
    main()
