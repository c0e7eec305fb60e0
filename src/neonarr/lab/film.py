"""A film made on the spot: a neon countdown leader that any player shows.

Five seconds are drawn, then repeated until the film is as large as asked: drawing is the slow part.
The grain comes from a fixed seed, so the same Pillow always makes the same bytes.
"""

import io
import random
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from neonarr.lab.media.matroska import Format, Second, write_matroska
from neonarr.lab.media.tones import chord, little_endian, semitones

FPS = 24
LOOP_S = 5
NIGHT, PINK, CYAN, WHITE = (9, 6, 24), (255, 45, 149), (0, 229, 255), (240, 236, 255)
JPEG_QUALITY = 82
GRAINS = 4


def write_film(path: Path, title: str, *, size: int, width: int = 1920, height: int = 1080) -> None:
    """Write a Matroska film of at least `size` bytes and one whole countdown to `path`."""
    shape = Format(title, width, height, FPS)
    loop = [Second(frames, _beep(n, shape)) for n, frames in enumerate(_draw(shape))]
    loop_bytes = sum(len(s.sound) + sum(map(len, s.frames)) for s in loop)
    repeats = max(1, -(-size // loop_bytes))
    write_matroska(path, shape, loop * repeats)


def _beep(second: int, shape: Format) -> bytes:
    """A chord that climbs while the countdown falls."""
    steps = (0, 3, 5, 7, 12)[second]
    notes = (semitones(steps), semitones(steps + 7), semitones(steps + 12))
    return little_endian(chord(notes, 1.0, shape.sample_rate))


def _draw(shape: Format) -> Iterator[tuple[bytes, ...]]:
    """The frames of each second of the loop, as JPEG."""
    card = _card(shape)
    grain = _grain(shape)
    for second in range(LOOP_S):
        lit = ImageChops.screen(card, _digit(shape, str(LOOP_S - second)))
        # One grain field, shifted a few times, dances like film grain and costs little.
        shifts = (ImageChops.offset(grain, n * 197, n * 89) for n in range(GRAINS))
        grainy = [ImageChops.add(lit, shift) for shift in shifts]
        yield tuple(_frame(shape, grainy[n % GRAINS], second, n) for n in range(FPS))


def _frame(shape: Format, card: Image.Image, second: int, n: int) -> bytes:
    w, h = shape.width, shape.height
    frame = card.copy()
    pen = ImageDraw.Draw(frame)
    radius = h * 0.27
    circle = (w / 2 - radius, h / 2 - radius, w / 2 + radius, h / 2 + radius)
    pen.arc(circle, -90, -90 + 360 * (n + 1) / FPS, fill=CYAN, width=h // 60)
    done = (second * FPS + n + 1) / (LOOP_S * FPS)
    left, right, top = w * 0.1, w * 0.9, h * 0.93
    pen.rectangle((left, top, left + (right - left) * done, top + h / 90), fill=PINK)
    pen.text(
        (right, h * 0.9),
        f"{second * FPS + n:03d}",
        fill=WHITE,
        font=ImageFont.load_default(h // 30),
        anchor="rs",
    )
    out = io.BytesIO()
    frame.save(out, "JPEG", quality=JPEG_QUALITY)
    return out.getvalue()


def _card(shape: Format) -> Image.Image:
    """What stays the same in every frame: night, grid, rings, title."""
    w, h = shape.width, shape.height
    lines = Image.new("RGB", (w, h))
    pen = ImageDraw.Draw(lines)
    for n in range(-12, 13):  # a floor that runs to the horizon
        pen.line((w / 2 + n * w / 40, h * 0.78, w / 2 + n * w / 7, h), fill=(60, 14, 92), width=2)
    for n in range(7):
        y = h * (0.78 + 0.22 * (n / 6) ** 2)
        pen.line((0, y, w, y), fill=(60, 14, 92), width=2)
    for radius in (h * 0.29, h * 0.25):
        circle = (w / 2 - radius, h / 2 - radius, w / 2 + radius, h / 2 + radius)
        pen.ellipse(circle, outline=PINK, width=h // 200)
    pen.text((w / 2, h * 0.11), shape.title, PINK, ImageFont.load_default(h // 13), anchor="mm")
    pen.text((w * 0.1, h * 0.9), "NEONARR LAB", WHITE, ImageFont.load_default(h // 30), anchor="ls")
    return ImageChops.screen(Image.new("RGB", (w, h), NIGHT), _glowing(lines, h))


def _digit(shape: Format, digit: str) -> Image.Image:
    w, h = shape.width, shape.height
    layer = Image.new("RGB", (w, h))
    font = ImageFont.load_default(h // 3)
    ImageDraw.Draw(layer).text((w / 2, h / 2), digit, fill=CYAN, font=font, anchor="mm")
    return _glowing(layer, h)


def _glowing(lines: Image.Image, height: int) -> Image.Image:
    """The lines with light spilling over. Blurred at a quarter of the size: nobody sees it."""
    small = lines.resize((lines.width // 4, lines.height // 4))
    glow = small.filter(ImageFilter.GaussianBlur(height / 160)).resize(lines.size)
    return ImageChops.screen(ImageChops.screen(lines, glow), glow)


def _grain(shape: Format) -> Image.Image:
    noise = random.Random(2024).randbytes(shape.width * shape.height)  # noqa: S311 - no secret
    gray = Image.frombytes("L", (shape.width, shape.height), noise).point(lambda v: v // 36)
    return gray.convert("RGB")
