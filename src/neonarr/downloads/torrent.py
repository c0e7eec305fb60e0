"""Torrent files and magnets: read them, name their info hash, refuse the dangerous ones. Pure.

The info hash of a v1 torrent is the SHA-1 of the exact bytes of its `info` dictionary, of a v2
torrent their SHA-256 truncated to 40 hex characters. A hybrid has both: we know it by its v1 hash,
which is what indexers tell, while a qBittorrent with libtorrent 2 knows it by the other one. The
bytes are found by walking the bencoding, never by decoding and encoding again: real torrents with
unsorted keys would change their hash.

Worked examples:
- `magnet:?xt=urn:btih:MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U` is base32: 20 bytes, hex `6162…7374`.
- `magnet:?xt=urn:btmh:1220<64 hex>` is v2: the multihash prefix 1220 goes, 40 characters stay.

Sources: https://www.bittorrent.org/beps/bep_0003.html, bep_0009.html, bep_0052.html
"""

import base64
import hashlib
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from neonarr.base.errors import Invalid
from neonarr.base.ids import InfoHash
from neonarr.base.secret import Secret
from neonarr.base.units import Bytes

MAX_BYTES = 20 * 1024 * 1024
MAX_FILES = 50_000
MAX_DEPTH = 100
MAX_VALUES = 2_000_000
MAX_LINK = 100_000


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
    content: bytes = field(repr=False)
    is_private: bool = False
    other_hash: InfoHash | None = None
    """The v2 hash of a hybrid, truncated: some clients know it by this one."""

    @property
    def size(self) -> Bytes:
        return Bytes(sum(f.size for f in self.files))


@dataclass(frozen=True, slots=True)
class Magnet:
    """A magnet link. `link` may hold a tracker's passkey: never shown."""

    info_hash: InfoHash
    name: str | None
    link: Secret
    other_hash: InfoHash | None = None
    """As in TorrentFile; only when the link names both hashes."""


def read_magnet(link: str) -> Magnet:
    """The magnet with its info hash.

    Raises Invalid if it is no magnet or names no BitTorrent hash.

    >>> read_magnet("magnet:?xt=urn:btih:" + "AB" * 20 + "&dn=Film").name
    'Film'
    """
    link = link.strip()
    if not link.lower().startswith("magnet:?"):
        raise Invalid("magnet", "This is no magnet link: it must begin with magnet:?xt=urn:btih:")
    pairs = _query(link)
    topics = [value for key, value in pairs if key == "xt" or key.startswith("xt.")]
    hashes = [h for h in map(_topic_hash, topics) if h]
    if not hashes:
        raise Invalid(
            "magnet",
            "This magnet link names no usable info hash: xt=urn:btih: needs 40 hex or 32 base32 "
            "characters, xt=urn:btmh: needs 1220 and 64 hex characters.",
        )
    name = next((value for key, value in pairs if key == "dn" and value), None)
    hashes.sort(key=lambda pair: pair[0])
    version, info_hash = hashes[0]
    other = next((h for v, h in hashes if v != version), None)
    return Magnet(info_hash, name, Secret(link), other)


def _query(link: str) -> list[tuple[str, str]]:
    if len(link) > MAX_LINK:
        raise Invalid(
            "magnet", f"This magnet link is longer than {MAX_LINK:,} characters; refused."
        )
    return parse_qsl(link.partition("?")[2])


def _topic_hash(topic: str) -> tuple[int, InfoHash] | None:
    """The protocol's version and the hash, None for anything else."""
    kind, _, value = topic.lower().rpartition(":")
    if kind == "urn:btih" and re.fullmatch(r"[0-9a-f]{40}", value):
        return 1, InfoHash(value)
    if kind == "urn:btih" and re.fullmatch(r"[a-z2-7]{32}", value):
        return 1, InfoHash(base64.b32decode(value.upper()).hex())
    if kind == "urn:btmh" and re.fullmatch(r"1220[0-9a-f]{64}", value):
        return 2, InfoHash(value[4:44])
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
    info_hash, other_hash = _hashes(raw, is_v1=is_v1, is_v2=b"file tree" in info)
    name = _text(info.get(b"name.utf-8", info.get(b"name")))
    _refuse_unsafe(name)
    files = _files_v1(info, name) if is_v1 else _files_v2(info, name)
    if not files:
        raise Invalid("torrent", "This torrent file lists no files.")
    is_private = info.get(b"private") == 1
    return TorrentFile(info_hash, name, tuple(files), content, is_private, other_hash)


def _hashes(info: bytes, *, is_v1: bool, is_v2: bool) -> tuple[InfoHash, InfoHash | None]:
    v1 = InfoHash(hashlib.sha1(info).hexdigest())  # noqa: S324 - BEP 3 fixes SHA-1
    v2 = InfoHash(hashlib.sha256(info).hexdigest()[:40])
    if not is_v1:
        return v2, None
    return v1, v2 if is_v2 else None


def _files_v1(info: dict[bytes, Any], name: str) -> list[TorrentEntry]:
    listed = info.get(b"files")
    if listed is None:
        return [TorrentEntry(name, _size(info.get(b"length")))]
    if not isinstance(listed, list):
        raise Invalid("torrent", "This torrent's file list is damaged.")
    _refuse_crowd(len(listed))
    files = []
    for entry in listed:
        parts = [_text(part) for part in _path(entry)]
        for part in parts:
            _refuse_unsafe(part)
        if not _is_padding(entry.get(b"attr")):
            files.append(TorrentEntry("/".join([name, *parts]), _size(entry.get(b"length"))))
    return files


def _path(entry: Any) -> list[Any]:
    path = entry.get(b"path.utf-8", entry.get(b"path")) if isinstance(entry, dict) else None
    if not isinstance(path, list) or not path:
        raise Invalid("torrent", "This torrent's file list is damaged.")
    return path


def _is_padding(attributes: Any) -> bool:
    """True for BEP 47's filler between files: it is no content."""
    return isinstance(attributes, bytes) and b"p" in attributes


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
    walk(tree, [] if _is_single_file(tree, info.get(b"name")) else [name])
    return found


def _is_single_file(tree: Any, name: Any) -> bool:
    """BEP 52: a single file is a tree with one file of the torrent's own name."""
    if not isinstance(tree, dict) or list(tree) != [name]:
        return False
    only = tree[name]
    return isinstance(only, dict) and b"" in only


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
        self._values = 0
        self.info_span: tuple[int, int] | None = None

    def value(self, at: int, depth: int = 0) -> Any:
        """The value that begins at `at`; `_end` is where it ends. Raises ValueError, IndexError."""
        self._values += 1
        if depth > MAX_DEPTH or self._values > MAX_VALUES:
            raise ValueError("nested too deep, or far too many values")
        kind = self._content[at : at + 1]
        if kind == b"i":
            stop = self._content.index(b"e", at, at + 24)
            self._end = stop + 1
            return _number(self._content[at + 1 : stop])
        if kind == b"l":
            return self._list(at, depth)
        if kind == b"d":
            return self._dict(at, depth)
        return self._bytes(at)

    def _bytes(self, at: int) -> bytes:
        colon = self._content.index(b":", at, at + 12)
        size = _number(self._content[at:colon])
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
            if key in found:
                raise ValueError("a key stands twice")
            found[key] = self.value(start, depth + 1)
            if depth == 0 and key == b"info":
                self.info_span = (start, self._end)
            here = self._end
        self._end = here + 1
        return found


def _number(digits: bytes) -> int:
    """Strictly: Python's int() also takes spaces, underscores and a plus sign."""
    if not digits.removeprefix(b"-").isdigit():
        raise ValueError("not a number")
    return int(digits)
