"""The real server as a child process, on a data folder of its own, and its API."""

import http.client
import json
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from neonarr.lab.server import DIRECT, Server, clean_env
from tests.kit.qbittorrent import PrivateQbittorrent, free_port
from tests.kit.shop import Good

COMMAND = [sys.executable, "-m", "neonarr.cli", "serve"]
API_KEY = "a key for tests"
ENDED = frozenset({"imported", "failed", "removed"})
STEP_S = 0.03
KILLED_AFTER_S = 30
"""Containers get 10 s to end in before they are killed; tests run three beside each other.
Source: https://docs.docker.com/reference/cli/docker/container/stop/"""


class Refusal(Exception):
    """An answer of 400 or more: `status`, and the body as `said`."""

    def __init__(self, status: int, said: Any) -> None:
        super().__init__(f"{status}: {said}")
        self.status, self.said = status, said


@dataclass
class Home:
    """Folders and settings that outlive the process. `env` is added to the environment."""

    folder: Path
    env: dict[str, str] = field(default_factory=dict)
    running: list[Server] = field(default_factory=list)
    command: list[str] = field(default_factory=lambda: COMMAND)

    def __post_init__(self) -> None:
        for place in (self.movies, self.music, self.downloads):
            place.mkdir(parents=True, exist_ok=True)

    @property
    def movies(self) -> Path:
        return self.folder / "movies"

    @property
    def music(self) -> Path:
        return self.folder / "music"

    @property
    def downloads(self) -> Path:
        return self.folder / "downloads"

    def start(self, **env: str) -> "Running":
        """Returns when it answers."""
        log = self.folder / f"server-{len(self.running) + 1}.log"
        port = free_port()
        server = Server(self.command, port, self.environment(port, **env), log)
        self.running.append(server)
        return Running(server, log)

    def use(self, client: PrivateQbittorrent, password: str | None = None) -> None:
        """Servers started from now on have that qBittorrent."""
        self.env |= {
            "QBITTORRENT_URL": client.url,
            "QBITTORRENT_USERNAME": client.username,
            "QBITTORRENT_PASSWORD": password or client.password,
        }

    def close(self) -> None:
        for server in self.running:
            server.stop()

    def engine_torrents(self) -> set[str]:
        """Info hashes of what the built-in engine keeps."""
        return {path.stem for path in (self.folder / "data/engine").glob("*.resume")}

    def environment(self, port: int, **env: str) -> dict[str, str]:
        return clean_env(
            **{
                "NEONARR_DATA_DIR": str(self.folder / "data"),
                "NEONARR_HOST": "127.0.0.1",
                "NEONARR_PORT": str(port),
                "NEONARR_API_KEY": API_KEY,
                "NEONARR_ENGINE_LISTEN": "127.0.0.1:0",
                "NEONARR_ENGINE_DISCOVERY": "off",
                "NEONARR_MOVIES_DIR": str(self.movies),
                "NEONARR_MUSIC_DIR": str(self.music),
                "NEONARR_DOWNLOADS_DIR": str(self.downloads),
                **self.env,
                **env,
            }
        )


class Running:
    """One process of the server."""

    def __init__(self, server: Server, log: Path) -> None:
        self.server, self.url, self.log = server, server.url, log

    def kill(self) -> None:
        """`kill -9`: it gets no chance to tidy up."""
        self.server.process.kill()
        self.server.process.wait(60)

    def terminate(self) -> float:
        """SIGTERM; the seconds until it ended. It must end by itself, with exit code 0."""
        begun = time.monotonic()
        self.server.process.send_signal(signal.SIGTERM)
        assert self.server.process.wait(60) == 0, self.said()
        return time.monotonic() - begun

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def get(self, path: str) -> Any:
        return self._call("GET", path)

    def post(self, path: str, body: Any = None) -> Any:
        return self._call("POST", path, {} if body is None else body)

    def put(self, path: str, body: Any) -> Any:
        return self._call("PUT", path, body)

    def delete(self, path: str) -> Any:
        return self._call("DELETE", path)

    def find(self, good: Good) -> dict[str, Any]:
        """Its search result."""
        path = f"/api/v1/search/global/{quote(good.query)}?category={good.category}"
        found: dict[str, Any] = next(
            r for r in self.get(path)["results"] if r["title"] == good.title
        )
        return found

    def grab_found(self, found: dict[str, Any]) -> str:
        """The id of the download."""
        body = {"guid": found["guid"], "indexerId": found["indexerId"]}
        return str(self.post("/api/v3/download", body)["id"])

    def grab(self, good: Good) -> str:
        """Search it and grab it; the id of the download."""
        return self.grab_found(self.find(good))

    def download(self, download_id: str) -> dict[str, Any]:
        found: dict[str, Any] = self.get(f"/api/v3/download/{download_id}")
        return found

    def wait_for(
        self,
        download_id: str,
        is_there: Callable[[dict[str, Any]], bool],
        *,
        within_s: float = 60,
    ) -> dict[str, Any]:
        """The download at the first look at which `is_there`."""
        deadline = time.monotonic() + within_s
        while True:
            now = self.download(download_id)
            if is_there(now):
                return now
            assert time.monotonic() < deadline, f"{now}\n{self.said()[-3000:]}"
            time.sleep(STEP_S)

    def imported(self, download_id: str, *, within_s: float = 60) -> dict[str, Any]:
        ended = self.wait_for(download_id, lambda d: d["status"] in ENDED, within_s=within_s)
        assert ended["status"] == "imported", f"{ended}\n{self.said()[-3000:]}"
        return ended

    def health(self, kind: str) -> list[dict[str, Any]]:
        """The components of that kind."""
        return [c for c in self.get("/health")["components"] if c["kind"] == kind]

    def _call(self, method: str, path: str, body: Any = None) -> Any:
        request = urllib.request.Request(
            self.url + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"X-Api-Key": API_KEY, "Content-Type": "application/json"},
        )
        try:
            with DIRECT.open(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise Refusal(error.code, error.read(4000).decode(errors="replace")) from None
        except (http.client.RemoteDisconnected, ConnectionError) as error:
            ended = self.server.process.poll()
            raise AssertionError(f"{error!r}; ended: {ended}; {self.said()[-3000:]}") from error


class EventStream:
    """An open live page: collects what /api/v1/events sends, in a thread of its own."""

    def __init__(self, url: str, last_event_id: str | None = None) -> None:
        headers = {"X-Api-Key": API_KEY, "Accept": "text/event-stream"}
        if last_event_id is not None:
            headers["Last-Event-ID"] = last_event_id
        request = urllib.request.Request(f"{url}/api/v1/events", headers=headers)
        self._answer = DIRECT.open(request, timeout=60)
        self.events: list[tuple[str | None, str, Any]] = []
        """(id, event, data), in the order they came."""
        self.is_over = False
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def states(self, download_id: str) -> list[tuple[int, str]]:
        """(event id, state) of that download."""
        return [
            (int(number or 0), data["state"])
            for number, event, data in list(self.events)
            if event == "state" and data["downloadId"] == download_id
        ]

    def close(self) -> None:
        """As a page that is closed; nothing more comes."""
        if not self.is_over:
            self._answer.fp.raw._sock.shutdown(socket.SHUT_RDWR)
        self._thread.join(60)
        self._answer.close()

    def _read(self) -> None:
        parts: dict[str, str] = {}
        try:
            for raw in self._answer:
                line = raw.decode().rstrip("\r\n")
                if line:
                    name, _, value = line.partition(":")
                    parts[name] = value.strip()
                elif "data" in parts:
                    data = json.loads(parts["data"])
                    self.events.append((parts.get("id"), parts["event"], data))
                    parts = {}
        except (OSError, ValueError, AttributeError):
            pass  # the server is gone
        self.is_over = True


def leftovers(folder: Path) -> list[Path]:
    """Temporary files of ours below it, but no trials."""
    return [p for p in folder.rglob("*") if p.name.startswith(".neonarr") and not is_trial(p)]


def largest_leftover(folder: Path) -> int:
    """Its bytes; 0 without one. One may go between two looks: the next server clears it away."""
    sizes = [0]
    for part in leftovers(folder):
        with suppress(FileNotFoundError):
            sizes.append(part.stat().st_size)
    return max(sizes)


def files(folder: Path) -> list[Path]:
    """Every file below it. A trial of what the folder allows may be under way at any moment, and
    one of a killed server stays until the next (tests/library/test_probes.py): it is no file."""
    return [p for p in folder.rglob("*") if p.is_file() and not is_trial(p)]


def is_trial(path: Path) -> bool:
    return path.name.startswith(".neonarr-probe-")


def torrents_of(client: PrivateQbittorrent) -> set[str]:
    """Info hashes of what that qBittorrent has."""
    import qbittorrentapi

    address = {"host": client.url, "username": client.username, "password": client.password}
    with qbittorrentapi.Client(**address) as connected:
        return {torrent.hash for torrent in connected.torrents_info()}
