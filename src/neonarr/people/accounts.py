"""Claim the server, log in, log out."""

import asyncio
import hmac
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from neonarr.base.clock import Clock
from neonarr.base.errors import Conflict, Invalid
from neonarr.base.secret import Secret
from neonarr.people import store
from neonarr.storage.db import Database

SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 1000
LONGEST_NAME = 100
TRIES = 5
TRIES_WITHIN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody logged in. `is_renewed`: their session was just made longer."""

    name: str
    is_renewed: bool


class Accounts:
    """`claim_token` is the one-time token printed at start, until the server is claimed."""

    def __init__(self, db: Database, clock: Clock, claim_token: Secret) -> None:
        self._db, self._clock, self.claim_token = db, clock, claim_token
        self._is_claimed = False
        self._tries: dict[str, deque[datetime]] = {}
        """Lately, by name; a right password forgets them."""

    async def is_claimed(self) -> bool:
        # Once claimed it stays so; only the answer "no" has to be asked for again.
        self._is_claimed = self._is_claimed or await self._db.read(store.is_claimed)
        return self._is_claimed

    async def claim(self, token: str, name: str, password: str) -> str:
        """A session token for the first account. Raises Invalid, Conflict."""
        if await self.is_claimed():
            raise Conflict("This server is claimed already: log in instead.")
        self._count_try(_SETUP)
        if not hmac.compare_digest(token.strip().encode(), self.claim_token.reveal().encode()):
            raise Invalid(
                "token", "That is not the setup token: it is printed when Neonarr starts."
            )
        self._tries.pop(_SETUP, None)
        name = _checked_name(name)
        if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
            raise Invalid(
                "password",
                f"The password must have {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.",
            )
        hashed = await asyncio.to_thread(_hash_password, password)
        now = self._clock.now()
        account = await self._db.write(store.add_first_account, name, hashed, now)
        if account is None:
            raise Conflict("This server was claimed a moment ago: log in instead.")
        return await self._db.write(store.open_session, account, now)

    async def log_in(self, name: str, password: str) -> str:
        """A session token. Raises Invalid: unknown names and wrong passwords sound the same."""
        name = name.strip()[:LONGEST_NAME]
        self._count_try(name)
        found = await self._db.read(store.password_hash, name) if name.isprintable() else None
        known_hash = found[1] if found else _NOBODY
        is_right = await asyncio.to_thread(_verify, known_hash, password[:LONGEST_PASSWORD])
        if found is None or not is_right:
            raise Invalid("password", "That name and password do not belong together.")
        self._tries.pop(name, None)
        return await self._db.write(store.open_session, found[0], self._clock.now())

    async def who(self, token: str) -> Person | None:
        """Who is behind a session token, None if it is unknown or over."""
        found = await self._db.read(store.session_name, token, self._clock.now())
        if found is None:
            return None
        name, is_old = found
        if is_old:
            await self._db.write(store.renew_session, token, self._clock.now())
        return Person(name, is_renewed=is_old)

    async def log_out(self, token: str) -> None:
        await self._db.write(store.close_session, token)

    def _count_try(self, name: str) -> None:
        """Counts before the answer is known, so that tries side by side are slowed down as well."""
        tries = self._tries.setdefault(name, deque())
        now = self._clock.now()
        while tries and tries[0] <= now - TRIES_WITHIN:
            tries.popleft()
        if len(tries) >= TRIES:
            raise Invalid("password", "Too many wrong tries: wait five minutes, then try again.")
        tries.append(now)
        self._forget_old(now)

    def _forget_old(self, now: datetime) -> None:
        if len(self._tries) > 1000:
            recent = {n: t for n, t in self._tries.items() if t and t[-1] > now - TRIES_WITHIN}
            self._tries = recent


def _checked_name(name: str) -> str:
    name = name.strip()
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        raise Invalid("name", f"The name must have 1 to {LONGEST_NAME} readable characters.")
    return name


_SETUP = "\0setup"
"""Counted beside the names; no name has a NUL."""

_NOBODY = (
    "$argon2id$v=19$m=19456,t=2,p=1$WMoAkHfbS7Hmn4XjgCVpJA"
    "$7TRP8NMN7B+KID5PT6krSGhCBMCfBCUa2CYoJDpf9wQ"
)
"""So that an unknown name takes as long as a wrong password."""


def _hash_password(password: str) -> str:
    from argon2 import PasswordHasher  # noqa: PLC0415 - only a login needs it

    # OWASP's figures: https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
    return PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1).hash(password)


def _verify(hashed: str, password: str) -> bool:
    from argon2 import PasswordHasher  # noqa: PLC0415
    from argon2.exceptions import Argon2Error, InvalidHashError  # noqa: PLC0415

    try:
        return PasswordHasher().verify(hashed, password)
    except (Argon2Error, InvalidHashError):
        return False
