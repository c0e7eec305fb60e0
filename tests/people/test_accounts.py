"""Accounts and sessions, on both databases."""

import asyncio
from datetime import timedelta

import pytest

from neonarr.base.errors import Conflict, Invalid
from neonarr.base.secret import Secret
from neonarr.people import accounts as room
from neonarr.people.accounts import TRIES, Accounts, Person
from neonarr.people.store import RENEWED_AFTER, SESSION_LENGTH, session_table
from neonarr.storage.db import Database
from tests.kit.moved_clock import MovedClock

pytestmark = pytest.mark.anyio

TOKEN, NAME, PASSWORD = "token", "admin", "correct horse"


@pytest.fixture
def accounts(database: Database, clock: MovedClock) -> Accounts:
    return Accounts(database, clock, Secret(TOKEN))


async def test_two_who_claim_at_once_are_one(accounts: Accounts) -> None:
    claims = (accounts.claim(TOKEN, f"{NAME}{n}", PASSWORD) for n in range(3))
    outcomes = await asyncio.gather(*claims, return_exceptions=True)
    assert sum(isinstance(o, str) for o in outcomes) == 1
    assert sum(isinstance(o, Conflict) for o in outcomes) == 2
    assert await accounts.is_claimed()


async def test_a_session_is_known_until_it_is_closed(accounts: Accounts) -> None:
    session = await accounts.claim(f" {TOKEN} ", f" {NAME} ", PASSWORD)
    assert await accounts.who(session) == Person(NAME, is_renewed=False)
    other = await accounts.log_in(NAME, PASSWORD)
    assert other != session
    await accounts.log_out(session)
    assert await accounts.who(session) is None
    assert await accounts.who(other) == Person(NAME, is_renewed=False)
    assert await accounts.who("made up") is None


async def test_only_the_hash_of_a_session_is_stored(accounts: Accounts, database: Database) -> None:
    session = await accounts.claim(TOKEN, NAME, PASSWORD)
    rows = await database.read(lambda c: str(c.execute(session_table.select()).all()))
    assert session not in rows


async def test_a_session_in_use_is_made_longer_at_most_once_a_day(
    accounts: Accounts, clock: MovedClock, database: Database
) -> None:
    session = await accounts.claim(TOKEN, NAME, PASSWORD)

    async def ends() -> timedelta:
        row = await database.read(lambda c: c.execute(session_table.select()).one())
        return timedelta(seconds=(row.expires_at - clock.now()).total_seconds())

    clock.move(RENEWED_AFTER.total_seconds() - 1)
    await accounts.who(session)
    assert await ends() == SESSION_LENGTH - RENEWED_AFTER + timedelta(seconds=1)
    clock.move(2)
    assert await accounts.who(session) == Person(NAME, is_renewed=True)
    assert await ends() == SESSION_LENGTH
    clock.move(SESSION_LENGTH.total_seconds())
    assert await accounts.who(session) is None


async def test_old_sessions_are_swept_away(
    accounts: Accounts, clock: MovedClock, database: Database
) -> None:
    await accounts.claim(TOKEN, NAME, PASSWORD)
    clock.move(SESSION_LENGTH.total_seconds() + 1)
    await accounts.log_in(NAME, PASSWORD)
    rows = await database.read(lambda c: c.execute(session_table.select()).all())
    assert len(rows) == 1


async def test_names_that_nobody_can_have(accounts: Accounts) -> None:
    await accounts.claim(TOKEN, NAME, PASSWORD)
    for name in ("\0", "a\0b", "x" * 10_000, "", "\u202e"):
        with pytest.raises(Invalid, match="do not belong together"):
            await accounts.log_in(name, PASSWORD)


async def test_an_unknown_name_costs_a_look_at_a_hash_too(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = []
    verify = room._verify

    def counted(hashed: str, password: str) -> bool:
        looked.append(hashed.split("$")[1:4])
        return verify(hashed, password)

    monkeypatch.setattr(room, "_verify", counted)
    await accounts.claim(TOKEN, NAME, PASSWORD)
    for name in (NAME, "nobody"):
        with pytest.raises(Invalid):
            await accounts.log_in(name, "wrong")
    assert looked[0] == looked[1] and len(looked) == 2, "of the same cost"


async def test_guesses_at_many_names_forget_no_guesses_at_one(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "_verify", lambda _hashed, password: password == PASSWORD)
    await accounts.claim(TOKEN, NAME, PASSWORD)
    for _ in range(TRIES):
        with pytest.raises(Invalid, match="do not belong"):
            await accounts.log_in(NAME, "wrong")
    for number in range(1100):
        with pytest.raises(Invalid, match="do not belong"):
            await accounts.log_in(f"name{number}", "wrong")
    with pytest.raises(Invalid, match="Too many"):
        await accounts.log_in(NAME, PASSWORD)
