"""The account and its login sessions in the database."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    update,
)

from neonarr.storage.db import Id, UtcDateTime, metadata, serialize

account_table = Table(
    "account",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(100), nullable=False, unique=True),
    Column("password_hash", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

session_table = Table(
    "session",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("account_id", Id, ForeignKey("account.id"), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
)

SESSION_LENGTH = timedelta(days=30)
RENEWED_AFTER = timedelta(days=1)
"""A session in use is made longer at most this often, so looking at a page writes nothing."""


def is_claimed(connection: Connection) -> bool:
    return bool(connection.execute(select(func.count()).select_from(account_table)).scalar())


def add_first_account(
    connection: Connection, name: str, password_hash: str, at: datetime
) -> int | None:
    """The new account's id; None if somebody was quicker."""
    serialize(connection, "account")
    if is_claimed(connection):
        return None
    made = connection.execute(
        insert(account_table)
        .values(name=name, password_hash=password_hash, created_at=at)
        .returning(account_table.c.id)
    )
    return int(made.scalar_one())


def password_hash(connection: Connection, name: str) -> tuple[int, str] | None:
    """(account id, hash); None if there is no such account."""
    a = account_table.c
    row = connection.execute(select(a.id, a.password_hash).where(a.name == name)).first()
    return (row.id, row.password_hash) if row else None


def open_session(connection: Connection, account_id: int, now: datetime) -> str:
    """A new session's token. Only its hash is stored."""
    connection.execute(delete(session_table).where(session_table.c.expires_at < now))
    token = secrets.token_urlsafe(32)
    connection.execute(
        insert(session_table).values(
            token_hash=_hash(token),
            account_id=account_id,
            created_at=now,
            expires_at=now + SESSION_LENGTH,
        )
    )
    return token


def session_name(connection: Connection, token: str, now: datetime) -> tuple[str, bool] | None:
    """(whose session it is, whether it should be renewed); None if it is unknown or over."""
    s = session_table.c
    row = connection.execute(
        select(account_table.c.name, s.expires_at)
        .join(account_table, account_table.c.id == s.account_id)
        .where(s.token_hash == _hash(token), s.expires_at > now)
    ).first()
    if row is None:
        return None
    return row.name, row.expires_at - now < SESSION_LENGTH - RENEWED_AFTER


def renew_session(connection: Connection, token: str, now: datetime) -> None:
    connection.execute(
        update(session_table)
        .where(session_table.c.token_hash == _hash(token))
        .values(expires_at=now + SESSION_LENGTH)
    )


def close_session(connection: Connection, token: str) -> None:
    connection.execute(delete(session_table).where(session_table.c.token_hash == _hash(token)))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
