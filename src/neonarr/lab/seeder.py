"""Makes torrents of local files and seeds them, on loopback only."""

import os
import threading
from collections.abc import Mapping
from types import MappingProxyType, TracebackType
from typing import Any

import libtorrent as lt

from neonarr.adapters._libtorrent.profile import open_session, session_settings, set_flags


class Seeder:
    """One libtorrent session on 127.0.0.1; every torrent it makes names `tracker_url`."""

    def __init__(self, tracker_url: str) -> None:
        self._tracker_url = tracker_url
        self._lock = threading.Lock()
        self._session: Any = open_session(session_settings("127.0.0.1:0", discovery=False))
        self._handles: list[Any] = []

    def __enter__(self) -> "Seeder":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.close()

    def share(self, path: str, *, is_private: bool = False, limit_bytes_s: int = 0) -> bytes:
        """The content of a new v1 .torrent of the file or folder at `path`, seeded from there.

        `limit_bytes_s` slows this torrent's upload down, 0 is no limit.
        """
        content = make_torrent(path, self._tracker_url, is_private=is_private)
        self.seed(content, os.path.dirname(os.path.abspath(path)), limit_bytes_s=limit_bytes_s)
        return content

    def seed(
        self,
        content: bytes,
        folder: str,
        elsewhere: Mapping[int, str] = MappingProxyType({}),
        *,
        limit_bytes_s: int = 0,
    ) -> None:
        """Seed a torrent whose files lie below `folder`; `elsewhere`: where those do that are
        called otherwise there, by their place in the torrent."""
        params = lt.load_torrent_buffer(content)
        params.save_path = folder
        params.renamed_files = dict(elsewhere)
        set_flags(params, discovery=False, is_paused=False)
        params.flags |= lt.torrent_flags.seed_mode
        if limit_bytes_s:
            params.upload_limit = limit_bytes_s
        with self._lock:
            self._handles.append(self._session.add_torrent(params))

    def set_limit(self, limit_bytes_s: int) -> None:
        """The same upload limit for every torrent, bytes per second; 0 is no limit."""
        with self._lock:
            for handle in self._handles:
                handle.set_upload_limit(limit_bytes_s or -1)

    def announce(self) -> None:
        """Tell the tracker at once of every torrent."""
        with self._lock:
            for handle in self._handles:
                handle.force_reannounce()

    def close(self) -> None:
        """Stop seeding. May be called twice."""
        with self._lock:
            if self._session is None:
                return
            self._session.pause()
            self._handles.clear()
            self._session = None


def make_torrent(path: str, tracker_url: str, *, is_private: bool = False) -> bytes:
    """The content of a v1 .torrent of the file or folder at `path`."""
    path = os.path.abspath(path)
    maker = lt.create_torrent(lt.list_files(path), 0, lt.create_torrent.v1_only)
    maker.add_tracker(tracker_url, 0)
    maker.set_priv(is_private)
    maker.set_creator("Neonarr lab")
    lt.set_piece_hashes(maker, os.path.dirname(path))
    content = lt.bencode(maker.generate())
    assert isinstance(content, bytes)
    return content
