"""Where a client's path lies here: remote path mappings. Pure.

A client in a container, or on another machine, names its files as it sees them. A mapping says that
what begins with its `remote` folder lies below `local` here. Of several that fit the longest wins;
where none fits the path is the same on both sides.
    /downloads -> /mnt/qb, /downloads/music -> /mnt/music
    /downloads/music/Blue/01.flac      -> /mnt/music/Blue/01.flac
    /downloadsold/film.mkv             -> /downloadsold/film.mkv

A path that begins like `C:\\` or `\\\\server` is a Windows one: case does not count, either slash
divides.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from neonarr.base.errors import Invalid
from neonarr.base.ids import AdapterId

MOST_CHARACTERS = 4096

_DRIVE = re.compile(r"[A-Za-z]:(?=[\\/]|$)")


@dataclass(frozen=True, slots=True)
class PathMapping:
    """`remote` as the client writes it, `local` absolute here; neither ends in a slash."""

    id: int
    client_id: AdapterId
    remote: str
    local: str


def to_local(path: str, mappings: Iterable[PathMapping]) -> str:
    """`path`, which a client reported, as it is here. `mappings` are that client's.

    A path with `..` in it is never mapped: it could lead out of the mapped folder.

    >>> mapping = PathMapping(1, AdapterId(1), "/data", "/mnt/qb")
    >>> to_local("/data/Heat (1995)/heat.mkv", [mapping])
    '/mnt/qb/Heat (1995)/heat.mkv'
    >>> to_local("/data/../etc/passwd", [mapping])
    '/data/../etc/passwd'
    >>> to_local("D:/Films/Heat.mkv", [PathMapping(1, AdapterId(1), "d:\\\\films", "/mnt/f")])
    '/mnt/f/Heat.mkv'
    """
    parts = parts_of(path)
    if ".." in parts:
        return path
    fitting = [m for m in mappings if _begins(parts, parts_of(m.remote), is_windows(path))]
    if not fitting:
        return path
    longest = max(fitting, key=lambda m: len(parts_of(m.remote)))
    rest = parts[len(parts_of(longest.remote)) :]
    return "/".join([longest.local.rstrip("/"), *rest]) or "/"


def is_windows(path: str) -> bool:
    r"""
    >>> is_windows("C:\\Films"), is_windows(r"\\nas\films"), is_windows("/films")
    (True, True, False)
    """
    return bool(_DRIVE.match(path)) or path.startswith("\\\\")


def parts_of(path: str) -> list[str]:
    r"""The names of a path, the drive or server first.

    >>> parts_of("/a//b/./c/"), parts_of("C:\\a/b")
    (['a', 'b', 'c'], ['C:', 'a', 'b'])
    """
    text = path.replace("\\", "/") if is_windows(path) else path
    return [part for part in text.split("/") if part not in ("", ".")]


def new_mapping(client_id: AdapterId, remote: str, local: str, mapping_id: int = 0) -> PathMapping:
    """The mapping a person means. Raises Invalid naming the field and the fix."""
    mapping = PathMapping(mapping_id, client_id, _remote(remote), _local(local))
    if mapping.remote == mapping.local:
        raise Invalid("localPath", "Both paths are the same: then no mapping is needed.")
    return mapping


def require_fitting(
    mapping: PathMapping, others: Sequence[PathMapping], library: Sequence[str]
) -> None:
    """Raises Invalid when it overlaps one of its client's `others`, or leads into the library.

    One inside another is fine where it leads elsewhere: the longer one then wins.
    """
    mine = parts_of(mapping.remote)
    for other in others:
        theirs = parts_of(other.remote)
        is_win = is_windows(mapping.remote) and is_windows(other.remote)
        if len(mine) == len(theirs) and _begins(mine, theirs, is_win):
            raise Invalid(
                "remotePath",
                f"{mapping.remote} overlaps a mapping there is: it already leads to {other.local}. "
                "Change that one instead.",
            )
        if to_local(mapping.remote, [other]) == mapping.local:
            raise Invalid(
                "remotePath",
                f"{mapping.remote} overlaps a mapping there is: {other.remote} → {other.local} "
                "already leads there. Nothing needs to be added.",
            )
    for folder in library:
        if _begins(parts_of(mapping.local), parts_of(folder), False):
            raise Invalid(
                "localPath",
                f"{mapping.local} lies inside the library folder {folder}: downloads must not. "
                "Name the folder the client downloads to, as it is seen here.",
            )


def _remote(text: str) -> str:
    text = _plain("remotePath", text)
    if not text.startswith("/") and not is_windows(text):
        raise Invalid(
            "remotePath",
            "remotePath must be a whole path as the client writes it, like /downloads or "
            "C:\\Downloads.",
        )
    tidy = _tidied("remotePath", text)
    if len(parts_of(tidy)) < (2 if tidy.startswith("\\\\") else 1):
        raise Invalid("remotePath", "remotePath must name a share on that server: \\\\nas\\share.")
    return tidy


def _local(text: str) -> str:
    text = _plain("localPath", text)
    if not text.startswith("/"):
        raise Invalid("localPath", "localPath must be an absolute path here, beginning with /.")
    return _tidied("localPath", text)


def _plain(field: str, text: str) -> str:
    text = text.strip(" ")
    if not text:
        raise Invalid(field, f"{field} must not be empty.")
    if len(text) > MOST_CHARACTERS or not text.isprintable():
        raise Invalid(
            field,
            f"{field} must be text of at most {MOST_CHARACTERS} characters, without control "
            "characters.",
        )
    return text


def _tidied(field: str, text: str) -> str:
    parts = parts_of(text)
    if ".." in parts:
        raise Invalid(field, f"{field} must not contain “..”: it would escape the folder it names.")
    if not parts:
        raise Invalid(field, f"{field} must name a folder: / alone would map everything.")
    if not is_windows(text):
        return "/" + "/".join(parts)
    return ("\\\\" if text.startswith("\\\\") else "") + "\\".join(parts)


def _begins(parts: list[str], start: list[str], is_in_any_case: bool) -> bool:
    if is_in_any_case:
        parts, start = [p.casefold() for p in parts], [p.casefold() for p in start]
    return parts[: len(start)] == start
