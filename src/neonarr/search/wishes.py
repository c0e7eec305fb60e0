"""What a person sets for an indexer beyond how it is reached: how what it brings is judged."""

import re
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


def share_ratio(text: str) -> float | None:
    """Uploaded ÷ downloaded; None when nothing is set. Raises Invalid.

    >>> share_ratio("1.5"), share_ratio("")
    (1.5, None)
    """
    return _goal("shareRatio", text, 1000.0, "a number like 1.5, from 0 to 1000")


def share_minutes(text: str) -> int | None:
    """Minutes of seeding; None when nothing is set. Raises Invalid.

    >>> share_minutes("4320"), share_minutes(" ")
    (4320, None)
    """
    goal = _goal("shareMinutes", text, 10_000_000.0, "whole minutes like 4320, or empty")
    if goal is not None and goal != int(goal):
        raise Invalid("shareMinutes", "The seeding time must be whole minutes like 4320, or empty.")
    return None if goal is None else int(goal)


def _goal(field: str, text: str, most: float, wanted: str) -> float | None:
    if not text.strip():
        return None
    plain = text.strip().replace(",", ".")
    is_number = re.fullmatch(r"\d{1,9}(\.\d{1,6})?", plain, re.A)
    if not is_number or float(plain) > most:
        raise Invalid(field, f"“{text.strip()[:40]}” is no share goal: it must be {wanted}.")
    return float(plain)


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
    share_ratio: str = setting(
        "Share ratio",
        default="",
        placeholder="1.5",
        help="Until this or the seeding time is reached, its torrents are never removed by "
        "themselves. Both empty: as in Settings → Downloads.",
        check=share_ratio,
    )
    share_minutes: str = setting(
        "Seeding time",
        default="",
        placeholder="4320",
        help="Minutes. Empty: as in Settings → Downloads.",
        check=share_minutes,
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
