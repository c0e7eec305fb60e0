"""The database, one function per transaction.

`await db.write(work, ...)` runs `work(connection, ...)` on a database thread inside one
transaction: it commits when the function returns and rolls back when it raises. A transaction can
therefore never be held open across an `await`. Why not SQLAlchemy's asyncio layer: docs/adr/0006.

SQLite has two engines. Its default transactions lose updates silently, so the writer has one
connection and begins IMMEDIATE; readers see a snapshot and never wait for it.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

import msgspec
from sqlalchemy import (
    JSON,
    URL,
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Integer,
    MetaData,
    create_engine,
    event,
    text,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

P = ParamSpec("P")
T = TypeVar("T")

metadata = MetaData()
"""Every room's tables, declared in its store.py."""

Id = BigInteger().with_variant(Integer, "sqlite")


class Json(TypeDecorator[Any]):
    """JSON; on PostgreSQL as JSONB, whose dialect is only loaded there: it costs 2 MB."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name != "postgresql":
            return dialect.type_descriptor(JSON(none_as_null=True))
        from sqlalchemy.dialects.postgresql import JSONB  # noqa: PLC0415

        return dialect.type_descriptor(JSONB(none_as_null=True))


SQLITE_READERS = 4
POSTGRES_CONNECTIONS = 8
SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=10000",
    "foreign_keys=ON",
)


def _encode(value: Any) -> str:
    return msgspec.json.encode(value).decode()


_JSON: dict[str, Any] = {"json_serializer": _encode, "json_deserializer": msgspec.json.decode}


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC datetimes on both engines."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Database:
    """An open database. `is_shared` is True when several processes may use it at once."""

    def __init__(self, writer: Engine, reader: Engine, writers: int, readers: int) -> None:
        self.is_shared = writer.dialect.name == "postgresql"
        self.url = writer.url
        self._writer, self._reader = writer, reader
        self._write_threads = ThreadPoolExecutor(writers, "db-write")
        self._read_threads = ThreadPoolExecutor(readers, "db-read")

    async def write(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """What `work` returns, after its transaction is committed."""

        def run() -> T:
            with self._writer.begin() as connection:
                return work(connection, *args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._write_threads, run)

    async def read(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """What `work` returns; it sees one consistent snapshot and must not write."""

        def run() -> T:
            with self._reader.connect() as connection:
                return work(connection, *args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._read_threads, run)

    def setup(self, work: Callable[[Connection], T]) -> T:
        """`work` in a transaction, on this thread: for starting up, before the event loop runs, and
        for threads that adapters have of their own."""
        with self._writer.begin() as connection:
            return work(connection)

    def close(self) -> None:
        self._write_threads.shutdown(wait=True)
        self._read_threads.shutdown(wait=True)
        self._writer.dispose()
        self._reader.dispose()


def open_sqlite(path: str) -> Database:
    """The database in that file, made if it is not there."""
    address = URL.create("sqlite", database=path)
    writer = create_engine(address, pool_size=1, max_overflow=0, pool_timeout=60, **_JSON)
    reader = create_engine(address, pool_size=SQLITE_READERS, max_overflow=0, **_JSON)
    for engine in (writer, reader):
        event.listen(engine, "connect", _prepare_sqlite)
    event.listen(writer, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
    event.listen(reader, "begin", lambda c: c.exec_driver_sql("BEGIN"))
    return Database(writer, reader, 1, SQLITE_READERS)


def open_postgres(url: str) -> Database:
    """The database at a `postgresql://` address, over psycopg 3."""
    address = "postgresql+psycopg://" + url.split("://", 1)[1]
    engine = create_engine(address, pool_size=POSTGRES_CONNECTIONS, pool_pre_ping=True, **_JSON)
    half = POSTGRES_CONNECTIONS // 2
    return Database(engine, engine, half, half)


def serialize(connection: Connection, name: str) -> None:
    """Let no other process pass here with the same name until this transaction ends.

    SQLite has one writer anyway; PostgreSQL takes an advisory lock.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("select pg_advisory_xact_lock(hashtext(:name))"), {"name": name})


def _prepare_sqlite(driver_connection: Any, _record: Any) -> None:
    # The driver's own transaction handling is off: `begin` above decides.
    driver_connection.isolation_level = None
    for pragma in SQLITE_PRAGMAS:
        driver_connection.execute(f"PRAGMA {pragma}").close()
