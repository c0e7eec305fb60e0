"""What a database that does not work means to a person."""

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

_SQLITE = (
    (
        "database is locked",
        "The database is busy: another program has been writing to it for too long (a backup?).",
    ),
    ("disk is full", "The disk that the database lies on is full. Make room there."),
    ("readonly database", "The database can't be written to. Is its disk mounted read-only?"),
    ("disk I/O error", "The disk that the database lies on does not work, or is full."),
    ("unable to open database", "The database can't be opened. Is its disk still mounted?"),
)


def sentence_for(error: BaseException) -> str | None:
    """What is wrong with the database, where that is why `error` came; else None."""
    if isinstance(error, NoConnection):
        return "The database is busy: nothing was free to ask it with."
    if not isinstance(error, DBAPIError):
        return None
    said = str(error.orig)
    for words, sentence in _SQLITE:
        if words in said:
            return sentence
    if isinstance(error, OperationalError | InterfaceError) and _is_away(error):
        return "The database does not answer. Once it does, everything goes on by itself."
    return None


def _is_away(error: DBAPIError) -> bool:
    return error.connection_invalidated or type(error.orig).__module__.startswith("psycopg")
