"""What Torznab and Newznab endpoints answer, read into our words. Pure.

Feeds in the wild are broken in every way: wrong encodings, control characters, bare ampersands,
undeclared prefixes, attributes in capitals, sizes of zero, dates without a zone. All that is
borne; document types and entities are not, because a feed needs none and a bomb does.

Sources: https://torznab.github.io/spec-1.3-draft/ and the answers of the services themselves.
"""

import hashlib
import html
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from neonarr.adapters._http import Answer, raise_for_status
from neonarr.adapters._redact import carries_key
from neonarr.base.errors import (
    Invalid,
    Limited,
    OutsideError,
    Refused,
    Unintelligible,
    Unreachable,
)
from neonarr.base.ids import IndexerId, InfoHash
from neonarr.base.secret import Secret
from neonarr.base.units import Bytes
from neonarr.downloads.torrent import read_magnet
from neonarr.releases.model import Release

MAX_ITEMS = 1000
MAX_GUID = 400
MAX_TITLE = 1000
MAX_ADDRESS = 2000
MAX_LINK = 20_000  # magnets with many trackers are long
LIMIT_CODES = frozenset({429, 500, 501})
TORRENT_TYPES = ("application/x-bittorrent", "application/x-bittorrent;x-scheme-handler/magnet")

_ATTRIBUTES = frozenset(
    {"category", "downloadvolumefactor", "infohash", "leechers", "magneturl", "peers", "seeders"}
    | {"size", "usenetdate"}
)
_ELEMENTS = frozenset({"comments", "guid", "link", "pubdate", "size", "title"})
_CONTROL = bytes(set(range(32)) - {9, 10, 13})
_BARE_AMPERSAND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)")
_HEX_HASH = re.compile(r"[0-9a-fA-F]{40}")
_PROLOG = re.compile(rb"<[A-Za-z_]")


def read_document(service: str, answer: Answer) -> Any:
    """The root element of an XML answer.

    Raises what the document's own `<error>` means, else what the status means, else Unintelligible.
    """
    content = answer.content.lstrip(b"\xef\xbb\xbf \t\r\n")
    root = (
        _parsed(service, content) if content.startswith((b"<", b"\xff\xfe", b"\xfe\xff")) else None
    )
    if root is not None and local_name(root.tag) == "error":
        raise _reported(service, answer, root)
    raise_for_status(service, answer)
    if root is None or local_name(root.tag) == "html":
        raise _not_xml(service, content)
    return root


def parse_releases(root: Any, service: str, indexer: str, address: str) -> list[Release]:
    """The torrents among a feed's first 1,000 items, each guid once. `indexer` is the name they
    carry; links may be relative to `address`.

    Raises Unintelligible if this is no feed at all.
    """
    if local_name(root.tag) not in ("rss", "rdf", "feed", "channel"):
        raise Unintelligible(
            service,
            f"sent <{local_name(root.tag)[:40]}> where a feed was due.",
            "Check its address.",
        )
    found: dict[str, Release] = {}
    for element in islice(root.iter("{*}item"), MAX_ITEMS):
        release = _release(_item(element), indexer, address)
        if release:
            found.setdefault(release.guid, release)
    return list(found.values())


def safe_guid(guid: str, link: str, info_hash: InfoHash | None, title: str) -> str:
    """The guid as it may be shown: itself, or a digest where it is a download link or holds a key.

    Stable for the same release in later answers, as far as what the indexer gives is.
    """
    guid = guid.strip()
    if not guid:
        return info_hash or _digest(title)
    is_plain = len(guid) <= MAX_GUID and guid.isprintable() and not guid.startswith("magnet:")
    return guid if is_plain and guid != link and not carries_key(guid) else _digest(guid)


def tidy_title(text: str) -> str:
    """On one line, of at most 1,000 characters."""
    return " ".join(text[: 2 * MAX_TITLE].split())[:MAX_TITLE]


def safe_page(*addresses: str) -> str | None:
    """The first that is a web page without a key in its address."""
    for address in addresses:
        is_web = address.startswith(("http://", "https://")) and len(address) <= MAX_ADDRESS
        if is_web and not carries_key(address):
            return address
    return None


def read_hash(text: str) -> InfoHash | None:
    """The info hash from 40 hex characters, 32 of base32, or a magnet; None from anything else.

    >>> read_hash("MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U")
    '6162636465666768696a6b6c6d6e6f7071727374'
    """
    if _HEX_HASH.fullmatch(text):
        return InfoHash(text.lower())
    if not text.startswith("magnet:"):
        if not text.isalnum():
            return None
        text = "magnet:?xt=urn:btih:" + text
    try:
        return read_magnet(text).info_hash
    except Invalid:
        return None


def read_date(text: str) -> datetime | None:
    """Aware UTC, from an RFC 822 or ISO 8601 date; one without a zone is taken as UTC.

    >>> read_date("Sat, 14 Mar 2015 17:10:42 -0400")
    datetime.datetime(2015, 3, 14, 21, 10, 42, tzinfo=datetime.timezone.utc)
    """
    text = text.strip()
    try:
        at = datetime.fromisoformat(text) if text[4:5] == "-" else parsedate_to_datetime(text)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


@dataclass(slots=True)
class _Item:
    """An item's elements and attributes, by lower-case name without prefix."""

    texts: dict[str, str] = field(default_factory=dict)
    attrs: dict[str, list[str]] = field(default_factory=dict)
    categories: list[str] = field(default_factory=list)
    enclosures: list[tuple[str, str, str]] = field(default_factory=list)
    """Address, type, length."""

    def attr(self, name: str) -> str:
        values = self.attrs.get(name)
        return values[0] if values else ""


def _item(element: Any) -> _Item:
    item = _Item()
    for child in element.iterchildren("*"):
        name = local_name(child.tag)
        of = child.get
        if name == "attr":
            key = (of("name") or of("Name") or "").lower()
            if key in _ATTRIBUTES:
                item.attrs.setdefault(key, []).append(of("value") or of("Value") or "")
        elif name == "enclosure":
            item.enclosures.append((_plain(of("url", "")), of("type", ""), of("length", "")))
        elif name == "category":
            item.categories.append(child.text or "")
        elif name in _ELEMENTS and child.text:
            item.texts.setdefault(name, _plain(child.text))
    return item


def _plain(text: str) -> str:
    return text.strip().replace("&amp;", "&")


def _release(item: _Item, indexer: str, address: str) -> Release | None:
    """None for what is no torrent, or lacks a title or a link."""
    title = tidy_title(html.unescape(item.texts.get("title", "")))
    link = _link(item)
    if not title or not 0 < len(link) <= MAX_LINK:
        return None
    if not link.startswith(("magnet:", "http:", "https:")):
        link = urljoin(address, link)
    hashed = (item.attr("infohash"), item.attr("magneturl"), link)
    info_hash = next(filter(None, map(read_hash, hashed)), None)
    guid = item.texts.get("guid", "")
    seeders, peers = number(item.attr("seeders")), number(item.attr("peers"))
    return Release(
        indexer_id=IndexerId(0),
        indexer=indexer,
        guid=safe_guid(guid, link, info_hash, title),
        title=title,
        link=Secret(link),
        size=_size(item),
        categories=_categories(item),
        seeders=seeders,
        leechers=_leechers(number(item.attr("leechers")), peers, seeders),
        published_at=read_date(item.texts.get("pubdate") or item.attr("usenetdate")),
        info_hash=info_hash,
        page_url=safe_page(item.texts.get("comments", ""), guid if guid != link else ""),
        is_freeleech=_is_zero(item.attr("downloadvolumefactor")),
    )


def _link(item: _Item) -> str:
    """A torrent file before a magnet: its file list can be judged before anything is added."""
    candidates = [url for url, kind, _ in item.enclosures if kind in TORRENT_TYPES]
    candidates += [url for url, kind, _ in item.enclosures if not kind or url.startswith("magnet:")]
    if item.enclosures and not candidates:
        return item.attr("magneturl")  # the enclosure is something else: an NZB, a picture
    candidates += [item.attr("magneturl"), item.texts.get("link", "")]
    candidates.append(_if_magnet(item.texts.get("guid", "")))
    return next((_plain(candidate) for candidate in candidates if candidate.strip()), "")


def _if_magnet(text: str) -> str:
    return text if text.startswith("magnet:") else ""


def _size(item: _Item) -> Bytes | None:
    given = [item.texts.get("size", ""), item.attr("size"), *(e[2] for e in item.enclosures)]
    sizes = (number(text) for text in given)
    return next((Bytes(size) for size in sizes if size), None)


def _categories(item: _Item) -> tuple[int, ...]:
    texts = dict.fromkeys([*item.attrs.get("category", ()), *item.categories])
    return tuple(n for n in map(number, texts) if n)


def _leechers(leechers: int | None, peers: int | None, seeders: int | None) -> int | None:
    """Peers are seeders and leechers together."""
    if leechers is not None or peers is None or seeders is None:
        return leechers
    return max(0, peers - seeders)


@lru_cache(maxsize=2048)  # categories and counts repeat a great deal
def number(text: str) -> int | None:
    """A number that is not negative and fits 63 bits, or None.

    >>> number("2538463390"), number("12.0"), number("-1"), number("many")
    (2538463390, 12, None, None)
    """
    if not text:
        return None
    whole = text.strip().partition(".")[0].replace(",", "")
    return int(whole) if whole.isdecimal() and len(whole) <= 18 else None


def _is_zero(text: str) -> bool:
    try:
        return float(text) == 0
    except ValueError:
        return False


def _digest(text: str) -> str:
    return "sha256-" + hashlib.sha256(text.encode()).hexdigest()[:40]


@lru_cache(maxsize=256)
def local_name(tag: str) -> str:
    """A tag's name without namespace or prefix, in lower case."""
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def _parsed(service: str, content: bytes) -> Any:
    """The root element, or None if there is none."""
    from lxml import etree  # noqa: PLC0415 - 5 MB of library that only a search needs

    start = _PROLOG.search(content)
    if b"<!ENTITY" in content[: start.start() if start else None]:
        raise Unintelligible(service, "sent XML with entities of its own; refused.")
    content, encoding = _decodable(content)
    parser = etree.XMLParser(
        encoding=encoding,
        resolve_entities=False,
        no_network=True,
        recover=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None


def _decodable(content: bytes) -> tuple[bytes, str | None]:
    """The content without control characters, and its encoding where the declaration may lie."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content, None
    content = content.translate(None, _CONTROL)
    # A parser would drop `&b` from `?a=1&b=2`. In CDATA this adds an `amp;`, taken off in _plain.
    content = _BARE_AMPERSAND.sub(b"&amp;", content)
    try:
        content.decode()
        return content, "utf-8"
    except UnicodeDecodeError:
        declared = re.match(rb"<\?xml[^>]*encoding=[\"']([\w-]+)", content)
        if declared and declared[1].lower() not in (b"utf-8", b"utf8", b"utf-16"):
            return content, None
        return content.decode(errors="replace").encode(), "utf-8"


def _reported(service: str, answer: Answer, error: Any) -> OutsideError:
    """What an `<error code="…" description="…"/>` means."""
    code = number(error.get("code") or "") or 0
    said = answer.quoted(error.get("description") or error.text or "").rstrip(".")
    words = f"answered error {code}" + (f": {said}." if said else ".")
    if answer.status == 429 or code in LIMIT_CODES or "limit reached" in said.lower():
        return Limited(service, words, retry_after_s=answer.retry_after_s)
    if 100 <= code <= 199 or answer.status in (401, 403):
        return Refused(service, words, "Check the API key.")
    if code == 900 or answer.status >= 500:
        return Unreachable(service, words, "It will be asked again later.")
    if code == 910:
        return Refused(service, words, "Its API is switched off.")
    return Refused(service, words, "Check its address and settings.")


def _not_xml(service: str, content: bytes) -> Unintelligible:
    start = content[:2000].lower()
    if b"<html" in start or start.startswith(b"<!doctype html"):
        return Unintelligible(
            service,
            "answered with a web page instead of a feed.",
            "Check its address: a Torznab one usually ends in /api.",
        )
    what = "an empty answer" if not content else "something that is no XML"
    return Unintelligible(service, f"sent {what}.", "Check its address.")
