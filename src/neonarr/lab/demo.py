"""`neonarr demo`: the main job before your eyes, against a lab that exists only on this machine.

Everything goes through the server's public API; nothing is sent off the machine, and all of it is
gone from the disk when the demo ends.
"""

import os
import secrets
import signal
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from neonarr.lab.checks import problems
from neonarr.lab.client import Client
from neonarr.lab.server import USUAL_PORT, LabFailed, Server, clean_env, usable_port
from neonarr.lab.world import ALBUM, ENCORE_TITLE, FILM, MB, World

SHOWN_SIZE, SHOWN_SPEED = 70 * MB, 8 * MB
"""With someone watching: large and slow enough for a bar to be seen moving."""
QUICK_SIZE = 20 * MB


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing to get. `expected`: SHA-256 -> name, of the files that must arrive."""

    query: str
    category: str
    title: str
    expected: dict[str, str]


def demo(*, once: bool = False, port: int = USUAL_PORT) -> int:
    """Run the demo; the exit code comes back: 0 when film and album arrived and were verified.

    With `once` it ends then; otherwise the server stays up until Ctrl-C. `port` 0 is any free one.
    """
    stop_as_by_ctrl_c()
    teller = Teller()
    with ExitStack() as stack:
        try:
            _play(stack, teller, once=once, port=port)
        except LabFailed as failure:
            print(f"\n✗ {failure}", file=sys.stderr, flush=True)
            return 1
        except KeyboardInterrupt:
            teller.say("Stopping …")
            return 130 if once else 0
    return 0


def stop_as_by_ctrl_c() -> None:
    """Make a kill and a closed terminal clean up as Ctrl-C does; and Ctrl-C itself, which a shell
    has programs in the background ignore."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)


def _play(stack: ExitStack, teller: "Teller", *, once: bool, port: int) -> None:
    port = usable_port(port)
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="neonarr-demo-")))
    teller.say("Making a film and an album, and an indexer, a tracker and a seeder for them …")
    size, speed = (QUICK_SIZE, 0) if once else (SHOWN_SIZE, SHOWN_SPEED)
    world = World(
        folder / "lab",
        film_size=size,
        limit_bytes_s=speed,
        api_key=secrets.token_hex(8),
        has_encore=not once,
    )
    stack.callback(world.close)
    api_key = secrets.token_hex(16)
    server = start_server(folder, world, api_key, port)
    stack.callback(server.stop)
    teller.say(f"Server up at {server.url} after {server.start_s:.2f} s")
    client = Client(server.url, api_key)
    for wish in wishes(world):
        _get(teller, server, client, wish)
    teller.say("Film and album imported; every checksum equals the source's.")
    if not once:
        _stay(server, folder, api_key)


def start_server(folder: Path, world: World, api_key: str, port: int) -> Server:
    """A server whose folders lie in `folder` and whose one indexer is the lab's."""
    places = {name: folder / name.lower() for name in ("MOVIES", "MUSIC", "DOWNLOADS")}
    for place in places.values():
        place.mkdir(exist_ok=True)
    env = clean_env(
        NEONARR_DATA_DIR=str(folder / "data"),
        NEONARR_HOST="127.0.0.1",
        NEONARR_PORT=str(port),
        NEONARR_API_KEY=api_key,
        NEONARR_ENGINE_LISTEN="127.0.0.1:0",
        NEONARR_ENGINE_DISCOVERY="off",
        TORZNAB_URL=world.indexer.url,
        TORZNAB_API_KEY=world.api_key,
        **{f"NEONARR_{name}_DIR": str(place) for name, place in places.items()},
    )
    command = [sys.executable, "-m", "neonarr.cli", "serve"]
    return Server(command, port, env, folder / "server.log")


def wishes(world: World) -> list[Wish]:
    """The film and the album."""
    film = {digest: name for digest, name in world.checksums.items() if name == world.film.name}
    album = {digest: name for digest, name in world.checksums.items() if digest not in film}
    return [
        Wish("Neon Test Card", "movies", FILM, film),
        Wish("The Oscillators First Light", "music", ALBUM, album),
    ]


def _get(teller: "Teller", server: Server, client: Client, wish: Wish) -> None:
    teller.say(f"Searching {wish.category} for “{wish.query}” …")
    answer = client.search(wish.query, wish.category)
    best = _choose(teller, answer)
    if best["title"] != wish.title:
        raise LabFailed(f"The best release should be {wish.title}, not {best['title']}.")
    download = client.grab(best["guid"], best["indexerId"])
    teller.say(f"Grabbed {best['title']}")

    def seen(now: dict[str, Any]) -> None:
        server.require_alive()
        teller.progress(now)

    imported = client.follow(download["id"], seen, within_s=120)
    teller.end_progress()
    wrong = problems(imported, wish.expected)
    if wrong:
        raise LabFailed("\n  ".join(["What arrived is not what was seeded:", *wrong]))
    teller.say(f"Imported by {imported.get('importMethod') or 'an unknown way'}, verified:")
    for path in imported["importedPaths"]:
        teller.detail(path)


def _choose(teller: "Teller", answer: dict[str, Any]) -> dict[str, Any]:
    """The approved release with the highest score; all of them are shown."""
    for indexer in answer["indexers"]:
        if not indexer["ok"]:
            raise LabFailed(f"Indexer {indexer['name']} failed: {indexer['error']}")
        teller.detail(f"{indexer['name']}: {indexer['results']} releases in {indexer['ms']} ms")
    offers = [r for r in answer["results"] if r.get("source") != "library"]
    for offer in sorted(offers, key=lambda r: (not r["approved"], r["title"])):
        why = "; ".join(r["message"] for r in offer["rejections"])
        size = f"{(offer['size'] or 0) / MB:6.1f} MB"
        mark = "✓" if offer["approved"] else "✗"
        teller.detail(f"{mark} {size}  {offer['title']}" + (f" – {why}" if why else ""))
    approved = [r for r in offers if r["approved"]]
    if not approved:
        raise LabFailed(f"No release for “{answer['query']}” was approved.")
    return max(approved, key=lambda r: r.get("score") or 0)


def _stay(server: Server, folder: Path, api_key: str) -> None:
    print()
    tell_address(server, api_key)
    print(f"  Your turn: search for “{ENCORE_TITLE}” and get it.")
    print(f"  Everything lies in {folder} and is removed at the end.")
    print("Ctrl-C ends the demo.", flush=True)
    while True:
        server.require_alive()
        time.sleep(0.5)


def tell_address(server: Server, api_key: str) -> None:
    """Where the server is, and what it printed about claiming the admin account."""
    print(f"The server is up: open {server.url}")
    for line in server.said():
        if "/setup" in line or "token" in line.lower():
            print(f"  {line.strip()}")
    print(f"  API key for scripts: {api_key}   Documentation: {server.url}/docs", flush=True)


class Teller:
    """Prints the story, each line with the seconds since the start."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._is_terminal = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
        self._last = ""

    def say(self, text: str) -> None:
        print(f"[{time.monotonic() - self._begun:5.1f} s] {text}", flush=True)

    def detail(self, text: str) -> None:
        print(f"          {text}", flush=True)

    def progress(self, download: dict[str, Any]) -> None:
        """A bar that moves on a terminal; elsewhere a line whenever the state changes."""
        percent = float(download.get("progress") or 0)
        status = str(download["status"])
        if not self._is_terminal:
            if status != self._last:
                self.say(f"  {status} {percent:.0f} %")
            self._last = status
            return
        filled = int(percent / 2.5)
        bar = "━" * filled + "─" * (40 - filled)
        speed = (download.get("downSpeed") or 0) / MB
        self._last = f"          \033[95m{bar}\033[0m {percent:5.1f} %  {speed:5.1f} MB/s  {status}"
        print(f"\r{self._last}\033[K", end="", flush=True)

    def end_progress(self) -> None:
        if self._is_terminal and self._last:
            print()
        self._last = ""
