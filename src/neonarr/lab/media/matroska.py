"""A small Matroska writer: one video track of JPEG frames, one of PCM sound, a cluster a second.

EBML is nested elements of (id, size, content). What is known only at the end (sizes, duration,
where the index lies) is written with a fixed width first and filled in when the film is complete.

Sources: https://www.rfc-editor.org/rfc/rfc8794 (EBML), https://www.rfc-editor.org/rfc/rfc9559
(Matroska), https://www.matroska.org/technical/codec_specs.html (V_MJPEG, A_PCM/INT/LIT)
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from io import BufferedWriter
from pathlib import Path

SEGMENT_ID = 0x18538067
CUES_ID, INFO_ID, TRACKS_ID = 0x1C53BB6B, 0x1549A966, 0x1654AE6B
IS_KEYFRAME = 0x80


@dataclass(frozen=True, slots=True)
class Format:
    """What the two tracks hold; sound is 16 bit little-endian, interleaved."""

    title: str
    width: int
    height: int
    fps: int
    """Must divide the sample rate, so that every frame has the same share of the sound."""
    sample_rate: int = 48_000
    channels: int = 2


@dataclass(frozen=True, slots=True)
class Second:
    """One second of film: `fps` JPEG frames and its sound as raw PCM."""

    frames: tuple[bytes, ...]
    sound: bytes


def write_matroska(path: Path, shape: Format, seconds: Iterable[Second]) -> None:
    """Write the film to `path`, seekable to every second."""
    with path.open("wb") as file:
        file.write(_header())
        size_at = file.tell() + 4
        file.write(_id(SEGMENT_ID) + _size8(0))
        start = file.tell()
        file.write(_seek_head(0, 0, 0))
        info_at = file.tell() - start
        file.write(_info(shape.title, 0))
        tracks_at = file.tell() - start
        file.write(_tracks(shape))
        clusters = _write_clusters(file, start, shape, seconds)
        cues_at = file.tell() - start
        file.write(_element(CUES_ID, *map(_cue, range(len(clusters)), clusters)))
        end = file.tell()
        file.seek(size_at)
        file.write(_size8(end - start))
        file.write(_seek_head(info_at, tracks_at, cues_at))
        file.write(_info(shape.title, len(clusters) * 1000))


def _write_clusters(
    file: BufferedWriter, start: int, shape: Format, seconds: Iterable[Second]
) -> list[int]:
    """Write every second as a cluster; the clusters' positions inside the segment come back."""
    positions = []
    for number, second in enumerate(seconds):
        positions.append(file.tell() - start)
        file.write(_cluster(number * 1000, shape, second))
    return positions


def _header() -> bytes:
    return _element(
        0x1A45DFA3,
        _uint(0x4286, 1),  # EBMLVersion
        _uint(0x42F7, 1),  # EBMLReadVersion
        _uint(0x42F2, 4),  # EBMLMaxIDLength
        _uint(0x42F3, 8),  # EBMLMaxSizeLength
        _element(0x4282, b"matroska"),  # DocType
        _uint(0x4287, 4),  # DocTypeVersion
        _uint(0x4285, 2),  # DocTypeReadVersion
    )


def _seek_head(info: int, tracks: int, cues: int) -> bytes:
    places = ((INFO_ID, info), (TRACKS_ID, tracks), (CUES_ID, cues))
    return _element(
        0x114D9B74,
        *(
            _element(0x4DBB, _element(0x53AB, _id(what)), _element(0x53AC, struct.pack(">Q", at)))
            for what, at in places
        ),
    )


def _info(title: str, duration_ms: int) -> bytes:
    return _element(
        INFO_ID,
        _uint(0x2AD7B1, 1_000_000),  # TimestampScale: every time below is in milliseconds
        _float(0x4489, duration_ms),
        _element(0x7BA9, title.encode()),
        _element(0x4D80, b"Neonarr lab"),  # MuxingApp
        _element(0x5741, b"Neonarr lab"),  # WritingApp
    )


def _tracks(shape: Format) -> bytes:
    video = _element(
        0xE0,
        _uint(0xB0, shape.width),
        _uint(0xBA, shape.height),
    )
    audio = _element(
        0xE1,
        _float(0xB5, shape.sample_rate),
        _uint(0x9F, shape.channels),
        _uint(0x6264, 16),  # BitDepth
    )
    frame_ns = 1_000_000_000 // shape.fps
    return _element(
        TRACKS_ID,
        _track(1, 1, b"V_MJPEG", frame_ns, video),
        _track(2, 2, b"A_PCM/INT/LIT", 0, audio),
    )


def _track(number: int, kind: int, codec: bytes, frame_ns: int, details: bytes) -> bytes:
    return _element(
        0xAE,
        _uint(0xD7, number),
        _uint(0x73C5, number),  # TrackUID: fixed, so that the bytes can be made again
        _uint(0x83, kind),
        _uint(0x9C, 0),  # FlagLacing
        _element(0x22B59C, b"eng"),
        _element(0x86, codec),
        _uint(0x23E383, frame_ns) if frame_ns else b"",  # DefaultDuration
        details,
    )


def _cluster(time_ms: int, shape: Format, second: Second) -> bytes:
    share = len(second.sound) // shape.fps
    blocks = []
    for n, frame in enumerate(second.frames):
        offset_ms = round(n * 1000 / shape.fps)
        blocks.append(_block(1, offset_ms, frame))
        blocks.append(_block(2, offset_ms, second.sound[n * share : (n + 1) * share]))
    return _element(0x1F43B675, _uint(0xE7, time_ms), *blocks)


def _block(track: int, offset_ms: int, content: bytes) -> bytes:
    return _element(0xA3, struct.pack(">BhB", 0x80 | track, offset_ms, IS_KEYFRAME), content)


def _cue(number: int, position: int) -> bytes:
    place = _element(0xB7, _uint(0xF7, 1), _uint(0xF1, position))
    return _element(0xBB, _uint(0xB3, number * 1000), place)


def _element(element_id: int, *content: bytes) -> bytes:
    return b"".join((_id(element_id), _size8(sum(map(len, content))), *content))


def _id(element_id: int) -> bytes:
    return element_id.to_bytes((element_id.bit_length() + 7) // 8, "big")


def _size8(size: int) -> bytes:
    """A size in its widest form (8 bytes), so that it can be filled in later."""
    return (size | 1 << 56).to_bytes(8, "big")


def _uint(element_id: int, value: int) -> bytes:
    return _element(element_id, value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big"))


def _float(element_id: int, value: float) -> bytes:
    return _element(element_id, struct.pack(">d", value))
