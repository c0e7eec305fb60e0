"""What is kept of each torrent, one file each, so that a kill at any moment loses nothing.

A file holds libtorrent's own resume data (with the torrent itself, once known) and what libtorrent
has no place for, as MessagePack. It is replaced as a whole: written aside, flushed, renamed.
"""

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from neonarr.base.ids import InfoHash
from neonarr.downloads.model import ShareGoal

_SUFFIX = ".resume"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """One torrent. `resume` is what libtorrent's read_resume_data takes."""

    info_hash: InfoHash
    name: str
    resume: bytes
    category: str = ""
    tags: tuple[str, ...] = ()
    goal: ShareGoal | None = None


_KEPT = msgspec.msgpack.Decoder(Kept)


class StateFolder:
    """The folder with the files. Only one engine at a time may use it."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def read_all(self) -> Iterator[Kept]:
        """Every torrent that can be read. One that can't is set aside, not deleted."""
        for info_hash in sorted(self._hashes()):
            path = self._path(info_hash)
            try:
                with open(path, "rb") as file:
                    yield _KEPT.decode(file.read())
            except msgspec.MsgspecError as error:
                os.replace(path, f"{path}.unreadable")
                _log.warning(
                    "resume data can't be read, set aside: %s", error, extra={"path": path}
                )

    def write(self, kept: Kept) -> None:
        os.makedirs(self._folder, exist_ok=True)
        path = self._path(kept.info_hash)
        aside = f"{path}.new"
        with open(aside, "wb") as file:
            file.write(msgspec.msgpack.encode(kept))
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)
        self._flush_folder()

    def written_at(self, info_hash: InfoHash) -> float:
        """When that torrent's file was, in the file system's seconds."""
        return os.stat(self._path(info_hash)).st_mtime

    def remove(self, info_hash: InfoHash) -> None:
        try:
            os.unlink(self._path(info_hash))
        except FileNotFoundError:
            return
        self._flush_folder()

    def _hashes(self) -> Iterator[InfoHash]:
        try:
            names = os.listdir(self._folder)
        except FileNotFoundError:
            return
        for name in names:
            if name.endswith(_SUFFIX):
                yield InfoHash(name.removesuffix(_SUFFIX))

    def _path(self, info_hash: InfoHash) -> str:
        return os.path.join(self._folder, f"{info_hash}{_SUFFIX}")

    def _flush_folder(self) -> None:
        """A rename is only on the disk when its folder is."""
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
