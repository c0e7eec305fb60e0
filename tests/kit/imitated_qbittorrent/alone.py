"""`python -m tests.kit.imitated_qbittorrent.alone RELEASE FOLDER COUNT`: one in its own process,
with COUNT stopped torrents in it; tells its port, and ends with its standard input."""

import hashlib
import sys
from pathlib import Path

from neonarr.base.units import Bytes
from neonarr.downloads.torrent import TorrentEntry
from tests.kit.imitated_qbittorrent.server import ImitatedQbittorrent
from tests.kit.imitated_qbittorrent.torrents import Torrent


def torrents(folder: str, count: int) -> list[Torrent]:
    found = []
    for number in range(count):
        name = f"Some.Movie.{number:05}.2024.1080p.BluRay.x264-GRP.mkv"
        known = hashlib.sha1(name.encode()).hexdigest()
        entry = (TorrentEntry(name, Bytes(16_384)),)
        found.append(Torrent(known, known, name, entry, folder, is_stopped=True))
    return found


def main(release: str, folder: str, count: str) -> None:
    with ImitatedQbittorrent(release, Path(folder)) as server:
        for torrent in torrents(folder, int(count)):
            server.held.put(torrent)
        print(server.port, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:4])
