"""Small films and albums of our own, offered by a Torznab indexer and seeded on loopback."""

from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

import libtorrent as lt

from neonarr.downloads.torrent import read_torrent
from neonarr.lab.album import FIRST_LIGHT, write_album
from neonarr.lab.seeder import Seeder, make_torrent
from neonarr.lab.torznab import MOVIES_HD, MUSIC_LOSSLESS, Offer, TorznabLab
from neonarr.lab.tracker import Tracker
from neonarr.lab.world import sha256
from tests.kit.black_film import write_black_film
from tests.kit.rar import old_names, write_rar

MB = 1_000_000
KEY = "shop key"
CLAIMED = 900 * MB
"""What the indexer says every release has: a believable size."""


@dataclass(frozen=True)
class Good:
    """One release. `files`: SHA-256 -> name."""

    title: str
    query: str
    category: str
    info_hash: str
    files: dict[str, str]


class Shop:
    """Everything is made below `folder` and served until closed."""

    def __init__(self, folder: Path, *, tracker_port: int = 0) -> None:
        self._folder = folder
        self._offers: list[Offer] = []
        self._made = 0
        self.shared: dict[str, tuple[bytes, Path]] = {}
        """Info hash -> the .torrent, and the folder its files are in."""
        self.tracker = Tracker(port=tracker_port)
        self.seeder = Seeder(self.tracker.url)
        self.indexer = TorznabLab(self._offers, KEY)

    @property
    def env(self) -> dict[str, str]:
        """Makes a server use this indexer."""
        return {"TORZNAB_URL": self.indexer.url, "TORZNAB_API_KEY": KEY}

    def film(self, *, megabytes: int = 1, limit_bytes_s: int = 0) -> Good:
        """A film that was never offered before, of at least that size."""
        self._made += 1
        name = f"Shop Film {self._made:03}"
        title = f"{name.replace(' ', '.')}.2001.1080p.WEB-DL.x264-LAB"
        return self.release(title, name, megabytes=megabytes, limit_bytes_s=limit_bytes_s)

    def release(self, title: str, name: str, *, megabytes: int = 1, limit_bytes_s: int = 0) -> Good:
        """A release of the film `name` under the title it is to have."""
        file = self._film(title, megabytes)
        return self._put(title, name, "movies", [file], MOVIES_HD, limit_bytes_s)

    def bad(self, title: str, name: str, beside: str, *, as_magnet: bool = False) -> Good:
        """The same with a file that no film needs, of as many bytes."""
        file = self._film(title, 1)
        (file.parent / beside).write_bytes(bytes(MB))
        return self._put(title, name, "movies", [file], MOVIES_HD, 0, as_magnet=as_magnet)

    def packed(self, title: str, name: str, volumes: int = 3) -> Good:
        """The film as the scene packs it; `files` of the answer tells what is in it."""
        file = self._film(title, 1)
        inside = {sha256(file): file.name}
        write_rar(file.parent, old_names(title, volumes), file.name, file.read_bytes())
        file.unlink()
        return replace(self._put(title, name, "movies", [], MOVIES_HD, 0), files=inside)

    def odd(self, title: str, name: str, called: str, beside: list[str]) -> Good:
        """The film under another name in the torrent, and small files beside it. No disk here need
        be able to hold those names."""
        file = self._film(title, 1)
        for number, _ in enumerate(beside):
            (file.parent / f"{number}.nfo").write_bytes(bytes(100 + number))
        names = {file.name: called, **{f"{n}.nfo": odd for n, odd in enumerate(beside)}}
        torrent = self._seed_as(file.parent, names)
        return self._offer(title, name, "movies", [file], MOVIES_HD, torrent)

    def _seed_as(self, folder: Path, names: dict[str, str]) -> bytes:
        """A torrent of the folder that calls its files so, seeded from where they are."""
        plain = make_torrent(str(folder), self.tracker.url)
        told = lt.bdecode(plain)
        for file in told[b"info"][b"files"]:
            file[b"path"] = [names[file[b"path"][0].decode()].encode()]
        content: bytes = lt.bencode(told)
        on_disk = lt.load_torrent_buffer(plain).ti.layout()
        paths = [on_disk.file_path(n) for n in range(on_disk.num_files())]
        self.seeder.seed(content, str(folder.parent), dict(enumerate(paths)))
        return content

    def album(self) -> Good:
        title = "The Oscillators - First Light (2024) [FLAC]"
        files = write_album(self._folder / title, FIRST_LIGHT)
        return self._put(title, "Oscillators First Light", "music", files, MUSIC_LOSSLESS, 0)

    def close(self) -> None:
        self.indexer.close()
        self.seeder.close()
        self.tracker.close()

    def _film(self, title: str, megabytes: int) -> Path:
        file = self._folder / title / f"{title}.mkv"
        file.parent.mkdir(parents=True)
        # Its title is in the file, so no two releases are the same bytes.
        write_black_film(file, title, size=megabytes * MB)
        return file

    def _put(
        self,
        title: str,
        query: str,
        category: str,
        files: list[Path],
        number: int,
        limit: int,
        *,
        as_magnet: bool = False,
    ) -> Good:
        torrent = self.seeder.share(str(self._folder / title), limit_bytes_s=limit)
        return self._offer(title, query, category, files, number, torrent, as_magnet=as_magnet)

    def _offer(
        self,
        title: str,
        query: str,
        category: str,
        files: list[Path],
        number: int,
        torrent: bytes,
        *,
        as_magnet: bool = False,
    ) -> Good:
        info_hash = read_torrent(torrent).info_hash
        tracker = quote(self.tracker.url, safe="")
        magnet = f"magnet:?xt=urn:btih:{info_hash}&dn={quote(title)}&tr={tracker}"
        told = magnet if as_magnet else ""
        self._offers.append(Offer(title, number, torrent, CLAIMED, seeders=5, magnet=told))
        self.shared[info_hash] = torrent, self._folder
        checksums = {sha256(file): file.name for file in files}
        return Good(title, query, category, info_hash, checksums)
