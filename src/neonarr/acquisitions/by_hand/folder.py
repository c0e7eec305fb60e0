"""What lies in a folder a person names, as things that can be imported one by one.

Only below the downloads folder: nothing else on this machine is anybody's to list.
"""

import os
from collections.abc import Callable, Collection, Iterator
from pathlib import PurePath

from neonarr.base.errors import Invalid, NotFound
from neonarr.importing.find import find
from neonarr.importing.media import AUDIO, is_media_name
from neonarr.importing.model import FoundFile, ImportFailed

MOST_ENTRIES = 200
"""Of one folder; more are named one level deeper."""


def require_below(path: str, downloads: str, field: str = "path") -> str:
    """The real path; `field` is what a client calls it.

    Raises Invalid unless it lies below `downloads`; NotFound."""
    top = os.path.realpath(downloads)
    real = os.path.realpath(path) if path.startswith("/") and "\0" not in path else "/"
    if os.path.commonpath((real, top)) != top or not is_text(path):
        raise Invalid(
            field,
            f"{field} must name a folder below the downloads folder, {downloads}. Move what is to "
            "be imported there, or change the folder in Settings → Downloads.",
        )
    if not os.path.exists(real):
        raise NotFound(f"{path[:300]} does not exist here.")
    return real


def entries(folder: str, left_out: Collection[str]) -> list[tuple[str, list[FoundFile]]]:
    """Path and files of each thing in it that may be a film or an album: a folder, a file, or,
    where tracks lie in it, the folder itself. What overlaps with `left_out`, or has a name that is
    no text, is not told. Blocking.

    Raises NotFound if it can't be read."""
    try:
        names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    except OSError as error:
        raise NotFound(f"{folder} can't be read: {error.strerror}.") from error
    tracks = any(PurePath(name).suffix.lower() in AUDIO for name in names)
    if not names or tracks:
        paths = [folder]
    else:
        paths = [os.path.join(folder, name) for name in names if not name.startswith(".")]
    is_taken = overlapping(left_out)
    free = [path for path in paths if is_text(path) and not is_taken(path)]
    found = []
    for path in free[:MOST_ENTRIES]:
        if os.path.isdir(path) or is_media_name(PurePath(path)):
            files = files_of(path)
            if files:
                found.append((path, files))
    return found


def files_of(path: str) -> list[FoundFile]:
    """Empty if it can't be read or holds nothing complete."""
    try:
        return find(path)
    except ImportFailed:
        return []


def overlapping(others: Collection[str]) -> Callable[[str], bool]:
    """Tells of a path whether one of them is it, holds it, or lies in it.

    >>> is_taken = overlapping(["/d/Heat", "/d/Ronin/disc 1"])
    >>> [is_taken(path) for path in ("/d/Heat", "/d/Heat/a.mkv", "/d/Ronin", "/d/He")]
    [True, True, True, False]
    """
    taken = {other.rstrip("/") for other in others}
    above = {folder for other in taken for folder in _above(other)}

    def is_taken(path: str) -> bool:
        one = path.rstrip("/")
        return one in taken or one in above or any(folder in taken for folder in _above(one))

    return is_taken


def _above(path: str) -> Iterator[str]:
    while path:
        path = path.rpartition("/")[0]
        yield path


def is_text(path: str) -> bool:
    """False for bytes that are no UTF-8: they can be neither stored nor sent."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
