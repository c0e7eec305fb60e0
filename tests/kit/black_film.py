"""A film in black: as large a picture as any name claims, in few bytes."""

import io
from functools import cache
from pathlib import Path

from PIL import Image

from neonarr.lab.media.matroska import Format, Second, write_matroska

WIDTH, HEIGHT = 3840, 2160


def write_black_film(
    path: Path,
    title: str = "Black",
    *,
    seconds: int = 1,
    size: int = 1,
    width: int = WIDTH,
    height: int = HEIGHT,
) -> None:
    """One picture a second and a silent track: at least so many seconds and so many bytes."""
    shape = Format(title, width, height, 1, sample_rate=8000, channels=1)
    second = Second((_black(width, height),), bytes(16_000))
    length = len(second.sound) + len(second.frames[0])
    write_matroska(path, shape, [second] * max(seconds, -(-size // length)))


@cache
def _black(width: int, height: int) -> bytes:
    picture = io.BytesIO()
    Image.new("L", (width, height)).save(picture, "JPEG", quality=1)
    return picture.getvalue()
