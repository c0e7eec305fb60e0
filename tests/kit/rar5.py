"""RAR sets in today's format, stored and not compressed, in volumes: nothing free packs them.

Source: https://www.rarlab.com/technote.htm
"""

import struct
import zlib
from pathlib import Path

_MARK = b"Rar!\x1a\x07\x01\x00"
_MAIN, _FILE, _LOCK, _END = 1, 2, 4, 5
_HAS_EXTRA, _HAS_BODY, _GOES_ON_FROM, _GOES_ON = 0x01, 0x02, 0x08, 0x10
_IS_VOLUME, _IS_NUMBERED = 0x01, 0x02
_HAS_CRC, _UNIX, _STORED = 0x04, 1, 0
_LOCKED, _LINK = 1, 5
_SALT = bytes(range(16))


def write_rar5(
    folder: Path, volumes: list[str], name: str, data: bytes, *, locked: bool = False
) -> None:
    """One file, spread over these volumes."""
    folder.mkdir(parents=True, exist_ok=True)
    length = len(data) // len(volumes) + 1
    extra = _record(_LOCKED, b"\x00\x00\x0f" + _SALT + _SALT) if locked else b""
    for n, volume in enumerate(volumes):
        part, is_last = data[n * length : (n + 1) * length], n == len(volumes) - 1
        goes_on = (_GOES_ON_FROM if n else 0) | (0 if is_last else _GOES_ON)
        many = 0 if len(volumes) == 1 else _IS_VOLUME | (_IS_NUMBERED if n else 0)
        crc = zlib.crc32(data if is_last else part)
        (folder / volume).write_bytes(
            _MARK
            + _head(_MAIN, 0, _number(many) + (_number(n) if many & _IS_NUMBERED else b""))
            + _head(_FILE, goes_on, _file(name, len(data), crc), extra, len(part))
            + part
            + _head(_END, 0, _number(0 if is_last else 1))
        )


def write_rar5_with_link(path: Path, film: bytes, name: str, leads_to: str) -> None:
    """A film, and beside it a symbolic link."""
    where = leads_to.encode()
    extra = _record(_LINK, b"\x01\x00" + _number(len(where)) + where)
    path.write_bytes(
        _MARK
        + _head(_MAIN, 0, _number(0))
        + _head(_FILE, 0, _file("film.mkv", len(film), zlib.crc32(film)), b"", len(film))
        + film
        + _head(_FILE, 0, _file(name, 0, 0, mode=0o120777), extra)
        + _head(_END, 0, _number(0))
    )


def write_rar5_with_locked_names(path: Path) -> None:
    """Nothing of it can be read without the password."""
    path.write_bytes(_MARK + _head(_LOCK, 0, b"\x00\x00\x0f" + _SALT) + bytes(64))


def _file(name: str, size: int, crc: int, mode: int = 0o100644) -> bytes:
    called = name.encode()
    numbers = _number(_HAS_CRC) + _number(size) + _number(mode) + struct.pack("<I", crc)
    return numbers + _number(_STORED) + _number(_UNIX) + _number(len(called)) + called


def _record(kind: int, body: bytes) -> bytes:
    rest = _number(kind) + body
    return _number(len(rest)) + rest


def _head(kind: int, flags: int, body: bytes, extra: bytes = b"", data: int | None = None) -> bytes:
    flags |= (_HAS_EXTRA if extra else 0) | (_HAS_BODY if data is not None else 0)
    sizes = (_number(len(extra)) if extra else b"") + (b"" if data is None else _number(data))
    rest = _number(kind) + _number(flags) + sizes + body + extra
    whole = _number(len(rest)) + rest
    return struct.pack("<I", zlib.crc32(whole)) + whole


def _number(value: int) -> bytes:
    """Seven bits a byte, the lowest first; the eighth tells that more follow."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])
