"""Resume data that knows less than the files do: after a kill, or out of a backup."""

import os
from typing import Any

SLACK_S = 1.0
"""Files are written for a moment longer than the resume data that goes with them."""


def forget_what_is_older(params: Any, kept_at: float) -> None:
    """Take the pieces out of resume data that was written before the last of its files, so that
    libtorrent looks at what is there instead of fetching it again. `kept_at` is the data's own
    time, as the files'. One that is complete is trusted: hashing it anew would find nothing."""
    if not params.have_pieces or all(params.have_pieces):
        return
    if _last_written(params) > kept_at + SLACK_S:
        params.have_pieces = []
        params.verified_pieces = []
        params.unfinished_pieces = {}


def _last_written(params: Any) -> float:
    """0 where nothing is known or there."""
    if params.ti is None:
        return 0.0
    layout = params.ti.layout()
    paths = (
        os.path.join(params.save_path, layout.file_path(index))
        for index in range(layout.num_files())
    )
    return max(map(_written_at, paths), default=0.0)


def _written_at(path: str) -> float:
    try:
        return os.stat(path).st_mtime
    except OSError:
        return 0.0
