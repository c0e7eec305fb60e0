"""Prowlarr's JSON read into our words. Pure.

Ids go inside the query text (`{ImdbId:tt0113277}`), categories as repeated keys; Prowlarr refuses
a list with commas.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from neonarr.adapters._caps import PAGE, Caps, Params, offers
from neonarr.adapters._feed import (
    MAX_ITEMS,
    MAX_LINK,
    read_date,
    read_hash,
    safe_guid,
    safe_page,
    tidy_title,
)
from neonarr.base.errors import Unintelligible
from neonarr.base.ids import IndexerId
from neonarr.base.kinds import MediaKind
from neonarr.base.secret import Secret
from neonarr.base.units import Bytes
from neonarr.releases.model import Release
from neonarr.search.port import Source, SourceView

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Listed:
    """An enabled torrent indexer and what it can."""

    source: Source
    caps: Caps


@dataclass(frozen=True, slots=True)
class Failure:
    """What Prowlarr notes about an indexer that failed. `until` None: it is not on hold."""

    until: datetime | None
    last_at: datetime | None


def read_json(service: str, content: bytes) -> Any:
    """Raises Unintelligible."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        what = "a web page" if b"<html" in content[:2000].lower() else "something that is no JSON"
        raise Unintelligible(
            service, f"answered with {what}.", "Check its address and URL base."
        ) from None


def parse_message(content: bytes) -> str:
    """The `message` or `error` of a refusal; empty when it gives none."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        return ""
    return _text(said, "message") or _text(said, "error") if isinstance(said, dict) else ""


def as_search(way: Params) -> Params:
    """A Torznab way of asking as Prowlarr's search API takes it.

    >>> as_search([("t", "movie"), ("imdbid", "0113277"), ("cat", "2000")])
    [('type', 'movie'), ('query', '{ImdbId:tt0113277}'), ('categories', '2000')]
    """
    given = dict(way)
    names = (
        ("imdbid", "ImdbId:tt"),
        ("tmdbid", "TmdbId:"),
        ("artist", "Artist:"),
        ("album", "Album:"),
    )
    tokens = [f"{{{token}{_unbraced(given[name])}}}" for name, token in names if name in given]
    categories = given.get("cat", "").split(",")
    return [
        ("type", given["t"]),
        ("query", "".join(tokens) or _unbraced(given.get("q", ""))),
        *(("categories", category) for category in categories if category),
    ]


def parse_listed(service: str, answer: Any) -> list[Listed]:
    """The enabled torrent indexers of /api/v1/indexer."""
    return [
        Listed(Source(str(row["id"]), _text(row, "name") or f"Indexer {row['id']}"), _caps(row))
        for row in _rows(service, answer)
        if isinstance(row.get("id"), int) and row.get("enable") and row.get("protocol") == "torrent"
    ]


def parse_views(
    service: str, answer: Any, failures: dict[str, Failure], now: datetime
) -> list[SourceView]:
    """Every torrent indexer of /api/v1/indexer, also those that are switched off."""
    found = []
    for row in _rows(service, answer):
        if not isinstance(row.get("id"), int) or row.get("protocol") != "torrent":
            continue
        categories = _caps(row).categories
        movies, music = (offers(kind, categories) for kind in MediaKind)
        failure = failures.get(str(row["id"]))
        until = failure.until if failure and failure.until and failure.until > now else None
        found.append(
            SourceView(
                _text(row, "name") or f"Indexer {row['id']}",
                movies,
                music,
                f"It has put it on hold until {until:%Y-%m-%d %H:%M} UTC." if until else "",
                bool(row.get("enable")),
            )
        )
    return found


def parse_own_health(service: str, answer: Any) -> list[str]:
    """What /api/v1/health complains of, in Prowlarr's words."""
    rows = _rows(service, answer)
    return [_text(row, "message") for row in rows if _text(row, "type") in ("warning", "error")]


def parse_failures(service: str, answer: Any) -> dict[str, Failure]:
    """By source key, from /api/v1/indexerstatus, which lists only those that failed."""
    return {
        str(row.get("indexerId")): Failure(
            read_date(_text(row, "disabledTill")), read_date(_text(row, "mostRecentFailure"))
        )
        for row in _rows(service, answer)
    }


def parse_releases(service: str, answer: Any, indexer: str) -> list[Release]:
    """The torrents of /api/v1/search, each guid once."""
    found: dict[str, Release] = {}
    for row in _rows(service, answer)[:MAX_ITEMS]:
        release = _release(row, indexer) if row.get("protocol", "torrent") == "torrent" else None
        if release:
            found.setdefault(release.guid, release)
    return list(found.values())


def _release(row: Row, indexer: str) -> Release | None:
    guid, title = _text(row, "guid"), tidy_title(_text(row, "title"))
    # Both are links to Prowlarr itself; what it calls magnetUrl redirects to the magnet.
    link = _text(row, "downloadUrl") or _text(row, "magnetUrl")
    if not link and guid.startswith("magnet:"):
        link = guid
    if not title or not 0 < len(link) <= MAX_LINK:
        return None
    info_hash = read_hash(_text(row, "infoHash")) or read_hash(guid)
    leechers = row.get("leechers")
    return Release(
        indexer_id=IndexerId(0),
        indexer=indexer,
        guid=safe_guid(guid, link, info_hash, title),
        title=title,
        link=Secret(link),
        size=Bytes(_count(row, "size") or 0) or None,
        categories=tuple(dict.fromkeys(_category_ids(row.get("categories")))),
        seeders=_count(row, "seeders"),
        leechers=max(0, leechers) if isinstance(leechers, int) else None,
        published_at=read_date(_text(row, "publishDate")),
        info_hash=info_hash,
        page_url=safe_page(_text(row, "infoUrl"), _text(row, "commentUrl")),
        is_freeleech=_is_free(row.get("indexerFlags")),
    )


def _caps(row: Row) -> Caps:
    given = row.get("capabilities")
    known = given if isinstance(given, dict) else {}
    return Caps(
        page=PAGE,
        search=frozenset({"q"}),
        movie=_params(known, "movieSearchParams"),
        music=_params(known, "musicSearchParams"),
        categories=frozenset(_category_ids(known.get("categories"))),
    )


def _params(capabilities: Row, name: str) -> frozenset[str] | None:
    given = capabilities.get(name)
    names = (
        frozenset(str(each).lower() for each in given) if isinstance(given, list) else frozenset()
    )
    return names or None


def _category_ids(categories: Any) -> Iterator[int]:
    for each in categories if isinstance(categories, list) else ():
        if isinstance(each, dict):
            if isinstance(each.get("id"), int) and each["id"] > 0:
                yield each["id"]
            yield from _category_ids(each.get("subCategories"))


def _rows(service: str, answer: Any) -> list[Row]:
    if not isinstance(answer, list):
        raise Unintelligible(service, "did not answer with a list.", "Check its address.")
    return [row for row in answer if isinstance(row, dict)]


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str):
        return ""
    if not value.isprintable():  # JSON may spell NUL and half characters, which no database takes
        value = "".join(c if c.isprintable() else " " for c in value)
    return value.strip()


def _count(row: Row, name: str) -> int | None:
    """A whole number that is not negative, else None."""
    value = row.get(name)
    is_count = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**63
    return value if is_count else None


def _is_free(flags: Any) -> bool:
    return isinstance(flags, list) and any(str(flag).lower() == "freeleech" for flag in flags)


def _unbraced(text: str) -> str:
    """Braces would end the token, or begin one."""
    return text.replace("{", "").replace("}", "")
