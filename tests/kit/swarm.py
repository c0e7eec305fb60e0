"""Content of our own, seeded on loopback."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

from neonarr.base.ids import InfoHash
from neonarr.downloads.torrent import Magnet, TorrentFile, read_magnet, read_torrent
from neonarr.lab.seeder import Seeder
from neonarr.lab.tracker import Tracker


@dataclass(frozen=True)
class Share:
    """One seeded torrent. `content` is path below the save folder -> bytes."""

    torrent: TorrentFile
    magnet: Magnet
    content: Mapping[str, bytes]

    @property
    def info_hash(self) -> InfoHash:
        return self.torrent.info_hash


class Swarm:
    """A tracker and a seeder; `folder` holds what is seeded."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tracker = Tracker()
        self.seeder = Seeder(self.tracker.url)

    def __enter__(self) -> "Swarm":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.seeder.close()
        self.tracker.close()

    def share(self, name: str, sizes: Mapping[str, int] | int, *, limit_bytes_s: int = 0) -> Share:
        """A folder `name` with random files (name -> size), or one random file of that size."""
        below = {"": sizes} if isinstance(sizes, int) else sizes
        content = {}
        for part, size in below.items():
            path = f"{name}/{part}".rstrip("/")
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            content[path] = os.urandom(size)
            target.write_bytes(content[path])
        torrent = read_torrent(
            self.seeder.share(str(self.folder / name), limit_bytes_s=limit_bytes_s)
        )
        return Share(torrent, self.magnet(torrent.info_hash, name), content)

    def magnet(self, info_hash: str, name: str) -> Magnet:
        tracker = quote(self.tracker.url, safe="")
        return read_magnet(f"magnet:?xt=urn:btih:{info_hash}&dn={quote(name)}&tr={tracker}")
