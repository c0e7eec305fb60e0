"""The files of a finished download, as they lie on this machine."""

import os
import re
import stat
from pathlib import PurePath

from neonarr.base.units import Bytes
from neonarr.importing.faults import shown, source_fault
from neonarr.importing.model import FoundFile, NotVisible, Unimportable

MAX_FILES = 20_000
MAX_DEPTH = 32

_UNFINISHED = (".!qb", ".!ut", ".bc!", ".part", ".parts", ".aria2")
# Padding (BEP 47, BitComet), what qBittorrent keeps of unwanted files, what NAS and Macs add.
_NOT_CONTENT = re.compile(
    r"\.pad|_+padding_file_.*|\.unwanted|\._.*|@eadir|__macosx|\.ds_store|thumbs\.db", re.I
)
_DIGITS = re.compile(r"(\d+)")


def find(content_path: str) -> list[FoundFile]:
    """Every complete file at or below `content_path`, in the order a person would list them,
    without media. Symbolic links are left out: a torrent may carry one that leads anywhere.

    Raises NotVisible, Unreadable, or Unimportable (too many files)."""
    if not os.path.isabs(content_path) or "\0" in content_path:
        raise NotVisible(f"“{shown(content_path)}” is no full path, so nothing can be found there.")
    try:
        status = os.lstat(content_path)
        if stat.S_ISDIR(status.st_mode):
            return sorted(_walk(content_path), key=_natural)
    except OSError as error:
        missing = str(error.filename or content_path)
        raise source_fault(error, missing, _seen_part(missing)) from error
    if not stat.S_ISREG(status.st_mode):
        raise Unimportable(f"{shown(content_path)} is neither a file nor a folder.")
    path = PurePath(content_path)
    return [FoundFile(path, PurePath(path.name), Bytes(status.st_size))]


def _walk(top: str) -> list[FoundFile]:
    found: list[FoundFile] = []
    folders = [(top, 0)]
    while folders:
        folder, depth = folders.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if _NOT_CONTENT.fullmatch(entry.name):
                    continue
                if entry.is_dir(follow_symlinks=False) and depth < MAX_DEPTH:
                    folders.append((entry.path, depth + 1))
                elif entry.is_file(follow_symlinks=False) and not _is_unfinished(entry.name):
                    found.append(_found(entry, top))
        if len(found) > MAX_FILES:
            raise Unimportable(f"{shown(top)} holds more than {MAX_FILES} files.")
    return found


def _found(entry: os.DirEntry[str], top: str) -> FoundFile:
    size = Bytes(entry.stat(follow_symlinks=False).st_size)
    path = PurePath(entry.path)
    return FoundFile(path, path.relative_to(top), size)


def _is_unfinished(name: str) -> bool:
    return name.lower().endswith(_UNFINISHED)


def _natural(file: FoundFile) -> list[tuple[bool, int, str]]:
    """`2 - b` before `10 - a`."""
    words = _DIGITS.split(str(file.within).casefold())
    return [(w.isdecimal(), int(w) if w.isdecimal() else 0, w) for w in words]


def _seen_part(path: str) -> str:
    """The nearest folder above that is here."""
    while path not in ("", "/") and not os.path.lexists(path):
        path = os.path.dirname(path.rstrip("/"))
    return path or "/"
