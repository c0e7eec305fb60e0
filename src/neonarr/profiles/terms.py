"""Release profiles: words a release's name must have one of, and words it must not have."""

from dataclasses import dataclass
from typing import Any, NewType

from sqlalchemy import Connection, Row, delete, insert, select, update

from neonarr.base.errors import Invalid
from neonarr.base.ids import IndexerId
from neonarr.decisions.formats.patterns.broken import BrokenPattern
from neonarr.decisions.formats.patterns.pattern import Pattern
from neonarr.decisions.situation import Terms, term
from neonarr.profiles import version
from neonarr.profiles.tables import terms_table
from neonarr.settings import tags

TermsId = NewType("TermsId", int)

MOST_WORDS = 200
LONGEST_WORD = 500

_t = terms_table.c


@dataclass(frozen=True, slots=True)
class StoredTerms:
    """One release profile. `indexer_id` None: for whatever indexer; no tags: for every item."""

    id: TermsId
    name: str
    is_enabled: bool = True
    required: tuple[str, ...] = ()
    """Words as people write them: plain, or a pattern between slashes."""
    ignored: tuple[str, ...] = ()
    indexer_id: IndexerId | None = None
    tags: frozenset[str] = frozenset()


def all_terms(connection: Connection) -> list[StoredTerms]:
    """The oldest first."""
    return [_stored(row) for row in connection.execute(select(terms_table).order_by(_t.id))]


def terms(connection: Connection, terms_id: TermsId) -> StoredTerms | None:
    row = connection.execute(select(terms_table).where(_t.id == terms_id)).first()
    return _stored(row) if row else None


def checked(new: StoredTerms) -> Terms:
    """Ready for judging. Raises Invalid for a pattern that is none, and for terms that say
    nothing."""
    if not new.required and not new.ignored:
        raise Invalid("required", "Give at least one word, required or ignored.")
    return Terms(
        _words("required", new.required), _words("ignored", new.ignored), new.indexer_id, new.tags
    )


def save_terms(connection: Connection, new: StoredTerms) -> StoredTerms:
    """Insert where `id` is 0, else replace those. Raises Invalid."""
    checked(new)
    version.grow(connection)
    tags.ensure(connection, new.tags)
    values = {
        "name": new.name,
        "is_enabled": new.is_enabled,
        "required": list(new.required),
        "ignored": list(new.ignored),
        "indexer_id": new.indexer_id,
        "tags": sorted(new.tags),
    }
    if new.id:
        statement = update(terms_table).where(_t.id == new.id).values(**values)
        row = connection.execute(statement.returning(terms_table)).one()
    else:
        row = connection.execute(insert(terms_table).values(**values).returning(terms_table)).one()
    return _stored(row)


def delete_terms(connection: Connection, terms_id: TermsId) -> bool:
    """Whether there were such terms."""
    version.grow(connection)
    return bool(connection.execute(delete(terms_table).where(_t.id == terms_id)).rowcount)


def in_force(connection: Connection) -> tuple[Terms, ...]:
    """Those that are switched on, ready for judging."""
    return tuple(checked(one) for one in all_terms(connection) if one.is_enabled)


def _words(field: str, words: tuple[str, ...]) -> tuple[str | Pattern, ...]:
    if len(words) > MOST_WORDS:
        raise Invalid(field, f"{field} has {len(words)} words; the most is {MOST_WORDS}.")
    made = []
    for word in words:
        if len(word) > LONGEST_WORD:
            raise Invalid(field, f"A word of {field} is longer than {LONGEST_WORD} characters.")
        try:
            made.append(term(word))
        except BrokenPattern as error:
            raise Invalid(field, f"In {field}, “{word[:60]}” {error}") from error
    return tuple(made)


def _stored(row: Row[Any]) -> StoredTerms:
    return StoredTerms(
        TermsId(row.id),
        row.name,
        row.is_enabled,
        tuple(row.required),
        tuple(row.ignored),
        None if row.indexer_id is None else IndexerId(row.indexer_id),
        frozenset(row.tags),
    )
