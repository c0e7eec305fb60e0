"""Who is let in: Host and Origin, sessions, logins, bans, API keys. As measured on real ones."""

import base64
import secrets
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.kit.imitated_qbittorrent.asked import Answered, Asked, text
from tests.kit.imitated_qbittorrent.releases import Release

BANNED = "Your IP address has been banned after too many failed authentication attempts."


@dataclass
class Rules:
    """The settings of the Web UI that matter here."""

    username: str = "admin"
    password: str = "correct horse"
    api_key: str = ""
    is_bypassed: bool = False
    most_failures: int = 5
    ban_s: float = 3600
    session_s: float = 3600
    domains: str = "*"


@dataclass
class Session:
    """`memory` is what sync/maindata keeps for it."""

    used_at: float
    memory: dict[str, object] = field(default_factory=dict)


class Door:
    def __init__(self, release: Release, rules: Rules, port: int) -> None:
        self._release, self._rules, self._port = release, rules, port
        self.cookie = f"QBT_SID_{port}" if release.is_new_web else "SID"
        self.sessions: dict[str, Session] = {}
        self.logins = 0
        """How many times credentials came, right or wrong."""
        self.start = secrets.token_hex(4)
        """Told by its pages; another after a restart."""
        self._failures = 0
        self._banned_until = 0.0
        self._skipped_s = 0.0

    def skip(self, seconds: float) -> None:
        """Let time pass."""
        self._skipped_s += seconds

    def restart(self) -> None:
        self.sessions, self._failures, self._banned_until = {}, 0, 0.0
        self.start = secrets.token_hex(4)

    def enter(self, asked: Asked) -> tuple[Session | None, Answered | None]:
        """The session, new or old, or the answer that keeps out."""
        if self._is_from_elsewhere(asked) or not self._is_our_name(asked.headers.get("host", "")):
            return None, text(401, "Unauthorized")
        kind, _, value = asked.headers.get("authorization", "").partition(" ")
        if self._release.is_new_web and kind == "Bearer":
            return self._by_key(asked, value)
        session = self.sessions.get(self._sent(asked))
        if session and self._now() - session.used_at > self._rules.session_s:
            session = None
        if session is None and self._rules.is_bypassed:
            session = self._begin()
        if session is None and self._release.is_new_web and kind == "Basic":
            return self._by_basic(value)
        if session:
            session.used_at = self._now()
        return session, None

    def log_in(self, asked: Asked, session: Session | None) -> tuple[Session | None, Answered]:
        """The session that was begun, if one was, and the answer."""
        done = text(204) if self._release.is_new_web else text(200, "Ok.")
        if session:
            return None, done
        given = asked.fields.get("username", ""), asked.fields.get("password", "")
        refusal = self._try(*given)
        return (None, refusal) if refusal else (self._begin(), done)

    def key_of(self, session: Session) -> str:
        return next(key for key, one in self.sessions.items() if one is session)

    def _try(self, username: str, password: str) -> Answered | None:
        if self._now() < self._banned_until:
            return text(403, BANNED)
        self.logins += 1
        if (username, password) == (self._rules.username, self._rules.password):
            self._failures = 0
            return None
        self._failures += 1
        if self._failures >= self._rules.most_failures:
            self._failures, self._banned_until = 0, self._now() + self._rules.ban_s
        return text(401, "Unauthorized") if self._release.is_new_web else text(200, "Fails.")

    def _by_key(self, asked: Asked, key: str) -> tuple[Session | None, Answered | None]:
        if not self._rules.api_key or key != self._rules.api_key or "/auth/" in asked.path:
            return None, text(403, "Forbidden")
        return self.sessions.setdefault(f"key {key}", Session(self._now())), None

    def _by_basic(self, value: str) -> tuple[Session | None, Answered | None]:
        username, _, password = base64.b64decode(value).decode().partition(":")
        refusal = self._try(username, password)
        return (None, refusal) if refusal else (self._begin(), None)

    def _begin(self) -> Session:
        session = self.sessions[secrets.token_urlsafe(24)] = Session(self._now())
        return session

    def _sent(self, asked: Asked) -> str:
        pairs = (part.strip().partition("=") for part in asked.headers.get("cookie", "").split(";"))
        return next((value for name, _, value in pairs if name == self.cookie), "")

    def _is_our_name(self, host: str) -> bool:
        name, _, port = host.partition(":")
        if port and port != str(self._port):
            return False
        return self._rules.domains == "*" or name in ("127.0.0.1", *self._rules.domains.split(";"))

    def _is_from_elsewhere(self, asked: Asked) -> bool:
        target = asked.headers.get("host", "")
        if not self._release.is_new_web:
            target = asked.headers.get("x-forwarded-host", target)
        if asked.headers.get("authorization", "").startswith("Bearer "):
            return False
        came = asked.headers.get("origin") or asked.headers.get("referer")
        return bool(came) and urlsplit(came).netloc != target

    def _now(self) -> float:
        return time.monotonic() + self._skipped_s
