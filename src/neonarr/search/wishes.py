"""What a person sets for an indexer beyond how it is reached: how what it brings is judged."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection

from neonarr.base.errors import Invalid
from neonarr.base.ids import IndexerId
from neonarr.releases.languages import language_of
from neonarr.search.store import source
from neonarr.settings.adapters import setting
from neonarr.settings.store import adapter
from neonarr.settings.tags import labels


def languages(text: str) -> tuple[str, ...]:
    """Languages by their names or codes, with commas between them. Raises Invalid.

    >>> languages("French, en")
    ('French', 'English')
    """
    found = []
    for word in filter(None, map(str.strip, text.split(","))):
        name = language_of(word)
        if name is None:
            raise Invalid("languages", f"“{word[:40]}” is no language that is known here.")
        found.append(name)
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Wishes:
    """The defaults reject nothing but what nobody has."""

    min_seeders: int = setting(
        "Fewest seeders", default=1, least=0, help="What fewer have is not taken for now."
    )
    freeleech_only: bool = setting(
        "Freeleech only",
        default=False,
        help="Nothing is taken by itself that counts against your ratio.",
    )
    tags: str = setting(
        "Tags",
        default="",
        placeholder="kids, 4k",
        help="Only for movies and albums with one of these tags. Empty: for all.",
        check=labels,
    )
    multi_languages: str = setting(
        "What MULTI means here",
        default="",
        placeholder="French, English",
        help="The languages of a release that only calls itself MULTI.",
        check=languages,
    )
    never_gives_up: bool = setting(
        "Never give up",
        default=False,
        help="Its downloads get no strikes, however long they stand still.",
    )


def wishes(settings: Mapping[str, Any]) -> Wishes:
    """Those among an indexer's stored settings; what was stored before there were any has the
    defaults."""
    return Wishes(**{f.name: settings[f.name] for f in fields(Wishes) if f.name in settings})


def wishes_of(connection: Connection, indexer_id: IndexerId | None) -> Wishes:
    """Those for what came from that source; the defaults where it is not known any more."""
    known = source(connection, indexer_id) if indexer_id is not None else None
    stored = adapter(connection, known.adapter_id) if known else None
    return wishes(stored.settings) if stored else Wishes()
