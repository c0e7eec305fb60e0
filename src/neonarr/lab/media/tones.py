"""Sound out of arithmetic: plucked chords, as 16-bit samples."""

from __future__ import annotations  # array is no generic before Python 3.12

import math
import sys
from array import array
from functools import lru_cache

LOUDEST = 9_000
"""Of 32767: three voices together stay clear of clipping."""


@lru_cache(maxsize=256)
def pluck(frequency: float, duration_s: float, rate: int) -> array[int]:
    """One note that fades out, mono, with two soft overtones and no click at its start."""
    step = 2 * math.pi * frequency / rate
    samples = array("h")
    for n in range(int(duration_s * rate)):
        fade = min(1.0, n / 200) * math.exp(-3 * n / rate / duration_s)
        wave = math.sin(step * n) + 0.3 * math.sin(2 * step * n) + 0.1 * math.sin(3 * step * n)
        samples.append(int(LOUDEST * fade * wave / 1.4))
    return samples


def chord(frequencies: tuple[float, ...], duration_s: float, rate: int) -> array[int]:
    """The notes together, stereo and interleaved: the first to the left, the last to the right."""
    voices = [pluck(f, duration_s, rate) for f in frequencies]
    left = [sum(both) // 2 for both in zip(*voices[:-1], strict=True)]
    right = [sum(both) // 2 for both in zip(*voices[1:], strict=True)]
    samples = array("h", bytes(4 * len(left)))
    samples[0::2] = array("h", left)
    samples[1::2] = array("h", right)
    return samples


def semitones(steps: int) -> float:
    """Frequency in Hz, `steps` semitones above the A below middle C.

    >>> semitones(12)
    440.0
    """
    return 220.0 * 2 ** (steps / 12)


def little_endian(samples: array[int]) -> bytes:
    """The samples as PCM bytes, whatever this machine's byte order."""
    return samples.tobytes() if sys.byteorder == "little" else _swapped(samples).tobytes()


def big_endian(samples: array[int]) -> bytes:
    return samples.tobytes() if sys.byteorder == "big" else _swapped(samples).tobytes()


def _swapped(samples: array[int]) -> array[int]:
    copy = samples[:]
    copy.byteswap()
    return copy
