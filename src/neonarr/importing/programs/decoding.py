"""Whether the sound of a file really decodes: a few seconds at its start, middle and end, through
ffmpeg in a confined process. Headers and tags can be whole where the sound is not."""

import shutil
from collections.abc import Callable
from pathlib import PurePath

from neonarr.importing.model import MediaInfo, Stopped, Unreadable
from neonarr.importing.programs.child import Confines, run

PIECE_S = 3
_RATE = 8000
_BYTES_A_SECOND = _RATE * 2
_TIMEOUT_S = 60.0


def share_that_decodes(
    path: PurePath, media: MediaInfo, should_stop: Callable[[], bool]
) -> float | None:
    """0 to 1 of what was tried; None if nothing could be: it has no sound or no length, ffmpeg is
    not installed, or took too long.

    Raises Stopped."""
    program = shutil.which("ffmpeg")
    length = media.duration_s or 0
    if program is None or not media.audio_codec or length < 1:
        return None

    def each_moment() -> None:
        if should_stop():
            raise Stopped

    starts = _starts(length)
    try:
        said = run(_command(program, path, starts), Confines(_TIMEOUT_S), each_moment)
    except Unreadable:
        return None
    expected = len(starts) * min(PIECE_S, length) * _BYTES_A_SECOND
    return min(len(said.out) / expected, 1.0)


def _starts(length: float) -> list[float]:
    """Where the pieces begin, in seconds.

    >>> _starts(2), _starts(100)
    ([0.0], [0.0, 48.5, 96.0])
    """
    if length < 4 * PIECE_S:
        return [0.0]
    return [0.0, (length - PIECE_S) / 2, length - PIECE_S - 1.0]


def _command(program: str, path: PurePath, starts: list[float]) -> list[str]:
    """Every piece as raw mono, one after the other, on standard output."""
    name = f"file:{path}"
    pieces = [
        word
        for start in starts
        for word in ("-ss", f"{start:.3f}", "-t", str(PIECE_S), "-vn", "-sn", "-i", name)
    ]
    joined = "".join(f"[{n}:a:0]" for n in range(len(starts)))
    return [
        *(program, "-nostdin", "-hide_banner", "-v", "quiet", "-threads", "1"),
        *("-protocol_whitelist", "file,pipe", *pieces),
        *("-filter_complex", f"{joined}concat=n={len(starts)}:v=0:a=1[all]", "-map", "[all]"),
        *("-threads", "1", "-ac", "1", "-ar", str(_RATE), "-f", "s16le", "pipe:1"),
    ]
