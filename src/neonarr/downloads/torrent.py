"""Torrent files and magnets: read them, name their info hash, refuse the dangerous ones. Pure.

The info hash of a v1 torrent is the SHA-1 of the exact bytes of its `info` dictionary, of a v2
torrent their SHA-256 truncated to 40 hex characters; a hybrid is known by its v1 hash, which is
what qBittorrent and libtorrent answer to. So the bytes are found by walking the bencoding, never by
decoding and encoding again: real torrents with unsorted keys would change their hash.

Worked examples:
- `magnet:?xt=urn:btih:MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U` is base32: 20 bytes, hex `6162…7374`.
- `magnet:?xt=urn:btmh:1220<64 hex>` is v2: the multihash prefix 1220 goes, 40 characters stay.

Sources: https://www.bittorrent.org/beps/bep_0003.html, bep_0009.html, bep_0052.html
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from neonarr.base.errors import Invalid
from neonarr.base.ids import InfoHash
from neonarr.base.secret import Secret
from neonarr.base.units import Bytes

MAX_BYTES = 20 * 1024 * 1024
MAX_FILES = 50_000
MAX_DEPTH = 100


@dataclass(frozen=True, slots=True)
class TorrentEntry:
    """One file: its path below the save folder, with forward slashes."""

    path: str
    size: Bytes


@dataclass(frozen=True, slots=True)
class TorrentFile:
    """A readable .torrent. `content` may hold a tracker's passkey: never shown."""

    info_hash: InfoHash
    name: str
    files: tuple[TorrentEntry, ...]
    content: bytes
    is_private: bool = False

    @property
    def size(self) -> Bytes:
        return Bytes(sum(f.size for f in self.files))


@dataclass(frozen=True, slots=True)
class Magnet:
    """A magnet link. `link` may hold a tracker's passkey: never shown."""

    info_hash: InfoHash
    name: str | None
    link: Secret


def read_magnet(link: str) -> Magnet:
    """The magnet with its info hash.

    Raises Invalid if it is no magnet or names no BitTorrent hash.

    >>> read_magnet("magnet:?xt=urn:btih:" + "AB" * 20 + "&dn=Film").name
    'Film'
    """
    parts = urlsplit(link.strip())
    if parts.scheme.lower() != "magnet":
        raise Invalid("magnet", "This is no magnet link: it must begin with magnet:?xt=urn:btih:")
    pairs = parse_qsl(parts.query)
    topics = [value for key, value in pairs if key == "xt" or key.startswith("xt.")]
    hashes = [h for h in map(_topic_hash, topics) if h]
    if not hashes:
        raise Invalid(
            "magnet",
            "This magnet link names no usable info hash: xt=urn:btih: needs 40 hex or 32 base32 "
            "characters, xt=urn:btmh: needs 1220 and 64 hex characters.",
        )
    name = next((value for key, value in pairs if key == "dn" and value), None)
    # A hybrid names both: the v1 hash (btih) is the one clients answer to.
    hashes.sort(key=lambda pair: pair[0])
    return Magnet(InfoHash(hashes[0][1]), name, Secret(link.strip()))


def _topic_hash(topic: str) -> tuple[int, str] | None:
    kind, _, value = topic.lower().rpartition(":")
    if kind == "urn:btih" and re.fullmatch(r"[0-9a-f]{40}", value):
        return 1, value
    if kind == "urn:btih" and re.fullmatch(r"[a-z2-7]{32}", value):
        return 1, base64.b32decode(value.upper()).hex()
    if kind == "urn:btmh" and re.fullmatch(r"1220[0-9a-f]{64}", value):
        return 2, value[4:44]
    return None


def read_torrent(content: bytes) -> TorrentFile:
    """The torrent with its info hash and files.

    Raises Invalid (with a sentence) if it is no torrent, has unsafe paths or too many files.
    """
    if len(content) > MAX_BYTES:
        raise Invalid("torrent", f"This torrent file is larger than {MAX_BYTES >> 20} MB; refused.")
    try:
        walker = _Walker(content)
        root = walker.value(0)
    except (ValueError, IndexError) as error:
        raise Invalid("torrent", f"This is no torrent file ({_looks_like(content)}).") from error
    info = root.get(b"info") if isinstance(root, dict) else None
    if not isinstance(info, dict) or walker.info_span is None:
        raise Invalid("torrent", "This torrent file has no info dictionary.")
    raw = content[slice(*walker.info_span)]
    is_v1 = b"pieces" in info
    digest = hashlib.sha1(raw) if is_v1 else hashlib.sha256(raw)  # noqa: S324 - BEP 3 fixes SHA-1
    name = _text(info.get(b"name.utf-8", info.get(b"name")))
    _refuse_unsafe(name)
    files = _files_v1(info, name) if is_v1 else _files_v2(info, name)
    if not files:
        raise Invalid("torrent", "This torrent file lists no files.")
    return TorrentFile(
        InfoHash(digest.hexdigest()[:40]), name, tuple(files), content, info.get(b"private") == 1
    )


def _files_v1(info: dict[bytes, Any], name: str) -> list[TorrentEntry]:
    listed = info.get(b"files")
    if listed is None:
        return [TorrentEntry(name, _size(info.get(b"length")))]
    if not isinstance(listed, list):
        raise Invalid("torrent", "This torrent's file list is damaged.")
    _refuse_crowd(len(listed))
    files = []
    for entry in listed:
        if not isinstance(entry, dict) or not isinstance(entry.get(b"path"), list):
            raise Invalid("torrent", "This torrent's file list is damaged.")
        parts = [_text(part) for part in entry.get(b"path.utf-8", entry[b"path"])]
        for part in parts:
            _refuse_unsafe(part)
        if b"p" not in (entry.get(b"attr") or b""):  # BEP 47 padding is no content
            files.append(TorrentEntry("/".join([name, *parts]), _size(entry.get(b"length"))))
    return files


def _files_v2(info: dict[bytes, Any], name: str) -> list[TorrentEntry]:
    found: list[TorrentEntry] = []

    def walk(tree: Any, path: list[str]) -> None:
        if not isinstance(tree, dict):
            raise Invalid("torrent", "This torrent's file tree is damaged.")
        for key, below in tree.items():
            if key == b"" and isinstance(below, dict):
                found.append(TorrentEntry("/".join(path), _size(below.get(b"length"))))
                _refuse_crowd(len(found))
            else:
                part = _text(key)
                _refuse_unsafe(part)
                walk(below, [*path, part])

    tree = info.get(b"file tree")
    is_single = isinstance(tree, dict) and list(tree) == [name.encode()]
    walk(tree, [] if is_single else [name])
    return found


def _refuse_unsafe(part: str) -> None:
    if part in ("", ".", "..") or "/" in part or "\\" in part or "\0" in part:
        raise Invalid(
            "torrent",
            f"This torrent wants to write outside its folder (path part {part[:60]!r}); refused.",
        )


def _refuse_crowd(count: int) -> None:
    if count > MAX_FILES:
        raise Invalid("torrent", f"This torrent lists more than {MAX_FILES:,} files; refused.")


def _text(value: Any) -> str:
    if not isinstance(value, bytes):
        raise Invalid("torrent", "This torrent file has a damaged name.")
    return value.decode("utf-8", "replace")


def _size(value: Any) -> Bytes:
    if not isinstance(value, int) or value < 0:
        raise Invalid("torrent", "This torrent file has a file without a valid size.")
    return Bytes(value)


def _looks_like(content: bytes) -> str:
    start = content[:200].lstrip().lower()
    if start.startswith((b"<!doctype", b"<html")):
        return "it is an HTML page, often a login or error page of the tracker"
    return "it is empty" if not content else "its bencoding is damaged"


class _Walker:
    """Reads bencoding and notes where the top-level `info` value begins and ends."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._end = 0
        self.info_span: tuple[int, int] | None = None

    def value(self, at: int, depth: int = 0) -> Any:
        """The value that begins at `at`; `_end` is where it ends. Raises ValueError, IndexError."""
        if depth > MAX_DEPTH:
            raise ValueError("nested too deep")
        kind = self._content[at : at + 1]
        if kind == b"i":
            stop = self._content.index(b"e", at)
            self._end = stop + 1
            return int(self._content[at + 1 : stop])
        if kind == b"l":
            return self._list(at, depth)
        if kind == b"d":
            return self._dict(at, depth)
        return self._bytes(at)

    def _bytes(self, at: int) -> bytes:
        colon = self._content.index(b":", at, at + 12)
        size = int(self._content[at:colon])
        self._end = colon + 1 + size
        if size < 0 or self._end > len(self._content):
            raise ValueError("string runs past the end")
        return self._content[colon + 1 : self._end]

    def _list(self, at: int, depth: int) -> list[Any]:
        found, here = [], at + 1
        while self._content[here] != ord("e"):
            found.append(self.value(here, depth + 1))
            here = self._end
        self._end = here + 1
        return found

    def _dict(self, at: int, depth: int) -> dict[bytes, Any]:
        found, here = {}, at + 1
        while self._content[here] != ord("e"):
            key = self._bytes(here)
            start = self._end
            found[key] = self.value(start, depth + 1)
            if depth == 0 and key == b"info":
                self.info_span = (start, self._end)
            here = self._end
        self._end = here + 1
        return found
