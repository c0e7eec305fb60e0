"""A FLAC encoder in one page: stereo, 16 bit, samples stored verbatim.

Verbatim subframes compress nothing, but every decoder reads them, and all parts that make a file
valid are here: STREAMINFO with the MD5 of the sound, frame numbers, CRC-8 of each frame's header
and CRC-16 of each frame.

Source: https://www.rfc-editor.org/rfc/rfc9639
"""

from __future__ import annotations  # array is no generic before Python 3.12

import hashlib
import struct
from array import array

from neonarr.lab.media.tones import big_endian, little_endian

BLOCK = 4096
"""Samples per channel in a frame; the last frame may hold fewer."""
RATE_CODES = {44_100: 0b1001, 48_000: 0b1010}


def encode_flac(samples: array[int], rate: int) -> bytes:
    """A FLAC file of stereo, interleaved 16-bit `samples`. `rate` is 44100 or 48000."""
    left, right = samples[0::2], samples[1::2]
    frames = [
        _frame(number, rate, left[at : at + BLOCK], right[at : at + BLOCK])
        for number, at in enumerate(range(0, len(left), BLOCK))
    ]
    return b"".join((b"fLaC", _stream_facts(samples, rate, frames), *frames))


def _stream_facts(samples: array[int], rate: int, frames: list[bytes]) -> bytes:
    """The STREAMINFO block, the only one (section 8.2)."""
    sizes = [len(frame) for frame in frames]
    # 20 bits rate, 3 bits channels - 1, 5 bits depth - 1, 36 bits samples per channel
    packed = rate << 44 | (2 - 1) << 41 | (16 - 1) << 36 | len(samples) // 2
    body = b"".join(
        (
            struct.pack(">HH", BLOCK, BLOCK),
            min(sizes).to_bytes(3, "big"),
            max(sizes).to_bytes(3, "big"),
            packed.to_bytes(8, "big"),
            hashlib.md5(little_endian(samples), usedforsecurity=False).digest(),
        )
    )
    is_last = 0x80
    return struct.pack(">B", is_last) + len(body).to_bytes(3, "big") + body


def _frame(number: int, rate: int, left: array[int], right: array[int]) -> bytes:
    """One frame (section 9): fixed block size, left and right stored apart, no prediction."""
    size_in_16_bits, two_channels, depth_16 = 0b0111, 0b0001, 0b100
    head = b"".join(
        (
            b"\xff\xf8",
            bytes((size_in_16_bits << 4 | RATE_CODES[rate], two_channels << 4 | depth_16 << 1)),
            chr(number).encode(),  # the frame number is coded as UTF-8 codes a character
            struct.pack(">H", len(left) - 1),
        )
    )
    verbatim = b"\x02"
    body = b"".join(
        (head, bytes((_crc8(head),)), verbatim, big_endian(left), verbatim, big_endian(right))
    )
    return body + struct.pack(">H", _crc16(body))


def _table(polynomial: int, width: int) -> tuple[int, ...]:
    top, mask, table = 1 << (width - 1), (1 << width) - 1, []
    for byte in range(256):
        crc = byte << (width - 8)
        for _ in range(8):
            crc = (crc << 1 ^ polynomial if crc & top else crc << 1) & mask
        table.append(crc)
    return tuple(table)


CRC8, CRC16 = _table(0x07, 8), _table(0x8005, 16)


def _crc8(content: bytes) -> int:
    crc = 0
    for byte in content:
        crc = CRC8[crc ^ byte]
    return crc


def _crc16(content: bytes) -> int:
    crc = 0
    for byte in content:
        crc = (crc << 8 & 0xFFFF) ^ CRC16[crc >> 8 ^ byte]
    return crc
