"""The torrents an imitated qBittorrent has, and their rows as it tells them."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from neonarr.downloads.torrent import Magnet, TorrentEntry, TorrentFile
from tests.kit.imitated_qbittorrent.releases import Release

ENDLESS = 8_640_000


@dataclass
class Torrent:
    """`files` is None while a magnet's metadata is missing."""

    id: str
    v1: str
    name: str
    files: tuple[TorrentEntry, ...] | None
    save_path: str
    category: str = ""
    tags: tuple[str, ...] = ()
    is_stopped: bool = False
    is_missing: bool = False
    progress: float = 0.0
    ratio_limit: float = -2
    seeding_limit: int = -2
    is_automatic: bool = False
    trackers: tuple[dict[str, Any], ...] = ()
    """Rows as the call for them tells them."""

    @property
    def size(self) -> int:
        return sum(entry.size for entry in self.files or ())

    @property
    def content_path(self) -> str:
        first = self.files[0].path if self.files else self.name
        return str(Path(self.save_path) / first.partition("/")[0])


class Held:
    """In the order of the queue. `rows` changes a row only by replacing it."""

    def __init__(self, release: Release, folder: Path) -> None:
        self._release, self.folder = release, folder
        self.by_id: dict[str, Torrent] = {}
        self.rows: dict[str, dict[str, Any]] = {}
        self.categories: dict[str, dict[str, Any]] = {}
        self.tags: list[str] = []

    def known(self, info_hash: str) -> Torrent | None:
        return self.by_id.get(info_hash.lower())

    def id_of(self, torrent: TorrentFile | Magnet) -> str:
        if self._release.has_v2 and torrent.other_hash:
            return torrent.other_hash
        return torrent.info_hash

    def put(self, torrent: Torrent) -> None:
        """What lies there already is found when it is checked."""
        self.by_id[torrent.id] = torrent
        places = [Path(torrent.save_path) / entry.path for entry in torrent.files or ()]
        if places and all(place.is_file() for place in places):
            torrent.progress = 1.0
        self.touch(torrent)

    def touch(self, torrent: Torrent) -> None:
        self.rows[torrent.id] = self._row(torrent)

    def delete(self, torrent: Torrent, *, with_files: bool) -> None:
        del self.by_id[torrent.id], self.rows[torrent.id]
        if with_files and torrent.files:
            for entry in torrent.files:
                (Path(torrent.save_path) / entry.path).unlink(missing_ok=True)
            content = Path(torrent.content_path)
            if content.is_dir():
                shutil.rmtree(content)

    def finish(self, info_hash: str, content: Mapping[str, bytes]) -> None:
        """Everything arrives, metadata too."""
        torrent = next(t for t in self.by_id.values() if info_hash in (t.id, t.v1))
        for path, data in content.items():
            target = Path(torrent.save_path) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        if torrent.files is None:
            torrent.files = tuple(TorrentEntry(p, len(d)) for p, d in content.items())  # type: ignore[arg-type]
        torrent.progress = 1.0
        self.touch(torrent)

    def _state(self, torrent: Torrent) -> str:
        side = "UP" if torrent.progress >= 1 else "DL"
        if torrent.is_missing:
            return "missingFiles"
        if torrent.is_stopped:
            return self._release.stopped + side
        return "metaDL" if torrent.files is None else f"stalled{side}"

    def _row(self, torrent: Torrent) -> dict[str, Any]:
        done = int(torrent.size * torrent.progress)
        row = {
            "name": torrent.name,
            "state": self._state(torrent),
            "progress": torrent.progress,
            "size": torrent.size if torrent.files else -1 if not self._release.has_v2 else 0,
            "total_size": torrent.size if torrent.files else -1,
            "completed": done,
            "amount_left": torrent.size - done,
            "dlspeed": 0,
            "upspeed": 0,
            "eta": ENDLESS,
            "num_seeds": 0,
            "num_leechs": 0,
            "ratio": 0,
            "seeding_time": 0,
            "save_path": torrent.save_path,
            "category": torrent.category,
            "tags": ", ".join(sorted(torrent.tags)),
            "ratio_limit": torrent.ratio_limit,
            "seeding_time_limit": torrent.seeding_limit,
            "auto_tmm": torrent.is_automatic,
            "priority": 0,
        }
        if self._release.content_path:
            row["content_path"] = torrent.content_path if torrent.files else ""
        if self._release.has_v2:
            row["infohash_v1"] = torrent.v1
            row["infohash_v2"] = ""
        return row
