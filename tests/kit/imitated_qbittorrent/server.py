"""An imitated qBittorrent on loopback, for the versions that can't be installed here.

The conformance suite runs on it, and as 4.5.2 it is held to the real one, request by request.
"""

import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from tests.kit.exchange import Answer, exchange_server, in_background
from tests.kit.imitated_qbittorrent.asked import Answered, Asked, take_apart, text
from tests.kit.imitated_qbittorrent.calls import Calls
from tests.kit.imitated_qbittorrent.door import Door, Rules, Session
from tests.kit.imitated_qbittorrent.releases import RELEASES
from tests.kit.imitated_qbittorrent.torrents import Held

API = "/api/v2/"


class ImitatedQbittorrent:
    """`release` is a key of RELEASES. `seen` holds "METHOD scope/action" of every request."""

    def __init__(
        self, release: str, folder: Path, rules: Rules | None = None, *, prefix: str = ""
    ) -> None:
        self.release, self.rules = RELEASES[release], rules or Rules()
        self._prefix, self._lock = prefix, threading.Lock()
        self.seen: list[str] = []
        self.sent_bytes = 0
        folder.mkdir(parents=True, exist_ok=True)
        self._server = exchange_server(self._exchanged)
        self.port: int = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}{prefix}"
        self.door = Door(self.release, self.rules, self.port)
        self.held = Held(self.release, folder)
        self.calls = Calls(self.release, self.held)

    def __enter__(self) -> "ImitatedQbittorrent":
        self._stop = in_background(self._server)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._stop()

    def count(self, ending: str) -> int:
        return sum(1 for line in self.seen if line.endswith(ending))

    def finish(self, info_hash: str, content: Mapping[str, bytes]) -> None:
        """Everything arrives: path below the save path -> bytes."""
        with self._lock:
            self.held.finish(info_hash, content)

    def restart(self) -> None:
        """Its sessions and bans are gone, its torrents are not."""
        with self._lock:
            self.door.restart()

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Answered:
        asked = take_apart(method, target.removeprefix(self._prefix), headers, body)
        with self._lock:  # the real one has a single thread for this
            self.seen.append(f"{method} {asked.path.removeprefix(API)}")
            answer = self._answer(asked)
            self.sent_bytes += len(answer.body)
            return answer

    def _answer(self, asked: Asked) -> Answered:
        known = set(self.door.sessions)
        session, refusal = self.door.enter(asked)
        if refusal:
            return refusal
        if asked.path.startswith(API):
            session, answer = self._called(asked, session)
        else:
            page = f'<!DOCTYPE html>\n<html><script src="scripts/login.js?v={self.door.start}">'
            answer = Answered(200, page.encode(), {"Content-Type": "text/html"})
        new = self.door.key_of(session) if session in self.door.sessions.values() else None
        if new and new not in known and not new.startswith("key "):
            return _with_cookie(answer, f"{self.door.cookie}={new}; HttpOnly; path=/")
        return answer

    def _exchanged(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        lowered = {name.lower(): value for name, value in headers.items()}
        told = self.answer(method, path, lowered, body)
        return told.status, told.headers.items(), told.body

    def _called(self, asked: Asked, session: Session | None) -> tuple[Session | None, Answered]:
        name = asked.path.removeprefix(API)
        if name == "auth/login":
            if asked.method != "POST":
                return session, text(405, "Method Not Allowed")
            begun, answer = self.door.log_in(asked, session)
            return begun or session, answer
        if session is None:
            return None, text(403, "Forbidden")
        if name == "auth/logout":
            del self.door.sessions[self.door.key_of(session)]
            return None, _with_cookie(text(200), f"{self.door.cookie}=; path=/")
        return session, self.calls.answer(asked, session, name)


def _with_cookie(answer: Answered, cookie: str) -> Answered:
    return Answered(answer.status, answer.body, {**answer.headers, "Set-Cookie": cookie})
