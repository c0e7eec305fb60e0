"""Which credentials a client refused, and which bans run: over a restart of ours too, so that
starting us anew never sends what was refused, and never sends anything into a ban.

Credentials are kept as a salted, slow hash (scrypt) together with the address they were for.
"""

import hashlib
import secrets
import threading
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from neonarr.downloads.session import Phase
from neonarr.settings.memory import Memory

KEY = "refusals"
KEPT = 50
BAN_S = 3600.0
"""qBittorrent's, unless it is set otherwise there."""
TRIES_BY_HAND, FORGIVEN_S = 3, 3600
"""A person may have refused credentials tried so often; then an hour must pass: qBittorrent bans
after five failures, and counts them until a login succeeds."""

_LOGINS: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)


class Refusals:
    """What is remembered of the client at `where` and one set of credentials. Blocking."""

    def __init__(self, memory: Memory, where: str, *credentials: str) -> None:
        self._memory, self._where, self._credentials = memory, where, credentials
        self._print: tuple[str, str] | None = None
        """Salt, and what these credentials make of it."""

    @property
    def one_login(self) -> threading.Lock:
        """Of everybody in this process who would log in there at once, one does; the others then
        see what it was told."""
        return _LOGINS[self._where]

    def refused(self) -> tuple[Phase, datetime] | None:
        """How and when these credentials were refused; None if they never were, or a person wants
        them tried again."""
        found = self._entry()
        if found is None or found.get("retry"):
            return None
        return Phase(found["phase"]), _moment(found["at"])

    def banned_until(self, now: datetime) -> datetime | None:
        """Never more than a ban's length ahead, whatever the clock did meanwhile."""
        until = self._ban().get("until")
        if until is None or _moment(until) <= now:
            return None
        return min(_moment(until), now + timedelta(seconds=BAN_S))

    @property
    def start_of_ban(self) -> str:
        """What told that start of the client from others when it banned us; empty if nothing."""
        return str(self._ban().get("start", ""))

    def refuse(self, phase: Phase, now: datetime) -> None:
        def change(kept: dict[str, Any]) -> None:
            before = kept["refused"].pop(self._fingerprint(kept), {"times": 0})
            entry = {"at": now.isoformat(), "times": before["times"] + 1, "phase": phase.value}
            kept["refused"][self._fingerprint(kept)] = entry

        self._change(change)

    def ban(self, until: datetime, start: str = "") -> None:
        ban = {"until": until.isoformat(), "start": start}
        self._change(lambda kept: kept["banned"].update({self._where: ban}))

    def lift(self) -> None:
        """The ban is over before its time."""
        self._change(lambda kept: kept["banned"].pop(self._where, None))

    def accept(self) -> None:
        """They work: forget what was held against them. Writes only if there was something."""
        kept = self._memory.read(KEY) or {}
        if self._entry() is not None or self._where in kept.get("banned", {}):
            self._change(self._clear)

    def try_again(self, now: datetime) -> bool:
        """Let them be sent once more. False if that was done too often of late."""
        entry = self._entry()
        if entry is not None:
            is_recent = now - _moment(entry["at"]) < timedelta(seconds=FORGIVEN_S)
            if entry["times"] >= TRIES_BY_HAND and is_recent:
                return False

        def change(kept: dict[str, Any]) -> None:
            kept["banned"].pop(self._where, None)
            if entry is not None:
                kept["refused"][self._fingerprint(kept)] = {**entry, "retry": True}

        self._change(change)
        return True

    def _ban(self) -> dict[str, str]:
        kept = self._memory.read(KEY) or {}
        found: dict[str, str] = kept.get("banned", {}).get(self._where, {})
        return found

    def _clear(self, kept: dict[str, Any]) -> None:
        kept["banned"].pop(self._where, None)
        kept["refused"].pop(self._fingerprint(kept), None)

    def _entry(self) -> dict[str, Any] | None:
        kept = self._memory.read(KEY)
        if not kept or not kept["refused"]:
            return None
        found: dict[str, Any] | None = kept["refused"].get(self._fingerprint(kept))
        return found

    def _change(self, change: Callable[[dict[str, Any]], object]) -> None:
        def changed(kept: dict[str, Any] | None) -> dict[str, Any]:
            kept = kept or {"salt": secrets.token_hex(16), "refused": {}, "banned": {}}
            change(kept)
            kept["refused"] = dict(list(kept["refused"].items())[-KEPT:])
            kept["banned"] = dict(list(kept["banned"].items())[-KEPT:])
            return kept

        self._memory.change(KEY, changed)

    def _fingerprint(self, kept: dict[str, Any]) -> str:
        salt: str = kept["salt"]
        if self._print is None or self._print[0] != salt:
            whole = "\0".join((self._where, *self._credentials)).encode()
            made = hashlib.scrypt(whole, salt=bytes.fromhex(salt), n=2**14, r=8, p=1, dklen=16)
            self._print = salt, made.hex()
        return self._print[1]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
