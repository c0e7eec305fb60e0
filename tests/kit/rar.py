"""RAR sets as the scene makes them: the old format, stored and not compressed, in volumes.

Source: https://codedread.github.io/bitjs/docs/unrar.html
"""

import struct
import zlib
from pathlib import Path

_MARK = b"Rar!\x1a\x07\x00"
_MAIN, _FILE, _END = 0x73, 0x74, 0x7B
_IS_VOLUME, _IS_NAMED_ANEW, _IS_FIRST, _HAS_LOCKED_NAMES = 0x0001, 0x0010, 0x0100, 0x0080
_GOES_ON_FROM, _GOES_ON, _IS_LOCKED, _HAS_BODY = 0x0001, 0x0002, 0x0004, 0x8000
_UNIX, _STORED, _DATE = 3, 0x30, 0x5B210000


def old_names(stem: str, count: int) -> list[str]:
    """`x.rar`, `x.r00` … `x.r99`, `x.s00` …"""
    return [f"{stem}.rar", *(f"{stem}.{'rstu'[n // 100]}{n % 100:02}" for n in range(count - 1))]


def new_names(stem: str, count: int) -> list[str]:
    """`x.part01.rar`, `x.part02.rar` …"""
    return [f"{stem}.part{n + 1:02}.rar" for n in range(count)]


def write_rar(
    folder: Path, volumes: list[str], name: str, data: bytes, *, locked: bool = False
) -> None:
    """One file, spread over these volumes."""
    folder.mkdir(parents=True, exist_ok=True)
    length = len(data) // len(volumes) + 1
    for n, volume in enumerate(volumes):
        part, is_last = data[n * length : (n + 1) * length], n == len(volumes) - 1
        flags = (_GOES_ON_FROM if n else 0) | (0 if is_last else _GOES_ON)
        flags |= _IS_LOCKED if locked else 0
        crc = zlib.crc32(data if is_last else part)
        many = (_IS_VOLUME if len(volumes) > 1 else 0) | (0 if n else _IS_FIRST)
        many |= _IS_NAMED_ANEW if ".part" in volume else 0
        (folder / volume).write_bytes(
            _MARK
            + _head(_MAIN, many, bytes(6))
            + _file(name, part, len(data), flags, crc)
            + _head(_END, 0x4000 | (0 if is_last else 1), b"")
        )


def write_rar_with_locked_names(path: Path) -> None:
    """Nothing of it can be read without the password."""
    path.write_bytes(_MARK + _head(_MAIN, _HAS_LOCKED_NAMES, bytes(6)) + b"saltsalt" + bytes(64))


def _file(name: str, part: bytes, whole: int, flags: int, crc: int) -> bytes:
    called = name.encode()
    body = struct.pack(
        "<IIBIIBBHI", len(part), whole, _UNIX, crc, _DATE, 29, _STORED, len(called), 0o100644
    )
    return _head(_FILE, _HAS_BODY | flags, body + called) + part


def _head(kind: int, flags: int, body: bytes) -> bytes:
    rest = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
    return struct.pack("<H", zlib.crc32(rest) & 0xFFFF) + rest
