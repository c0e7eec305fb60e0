"""The whole lab in one folder: media, tracker, seeder, an indexer that hides them among decoys."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from neonarr.lab.album import FIRST_LIGHT, write_album
from neonarr.lab.film import write_film
from neonarr.lab.seeder import Seeder, make_torrent
from neonarr.lab.torznab import MOVIES_HD, MOVIES_SD, MUSIC_LOSSLESS, MUSIC_MP3, Offer, TorznabLab
from neonarr.lab.tracker import Tracker

FILM_TITLE, FILM_YEAR = "Neon Test Card", 2024
FILM = "Neon.Test.Card.2024.1080p.WEB-DL.x264-LAB"
ENCORE_TITLE, ENCORE = "Afterglow", "Afterglow.2025.1080p.WEB-DL.x264-LAB"
ALBUM = "The Oscillators - First Light (2024) [FLAC]"
MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Decoy:
    """An offer nobody should take, and why."""

    title: str
    category: int
    claimed_mb: int
    seeders: int
    why: str


DECOYS = (
    Decoy("Neon.Test.Card.1987.DVDRip.x264-OLDER", MOVIES_SD, 90, 12, "another film, by year"),
    Decoy("Neon.Test.Card.2024.1080p.WEB-DL.x264-GONE", MOVIES_HD, 95, 0, "nobody has it"),
    Decoy("Neon.Test.Card.2024.HDCAM.x264-SHAKY", MOVIES_SD, 60, 40, "filmed off the screen"),
    Decoy("Neon.Test.Card.2024.2160p.WEB-DL.x265-TINY", MOVIES_HD, 1, 9, "too small to be true"),
    Decoy("The Oscillators - First Light (2024) [FLAC] v2", MUSIC_LOSSLESS, 50, 0, "nobody has it"),
    Decoy("The Oscillators - First Night (2019) [MP3 128]", MUSIC_MP3, 20, 5, "another album"),
)


class World:
    """Builds everything below `folder`, which must be empty, and serves it until closed.

    `film_size` is the least size of a film in bytes, `limit_bytes_s` the seeder's upload limit for
    each torrent (0: none). `has_encore` adds a second film, for a person to get by hand.
    """

    def __init__(
        self,
        folder: Path,
        *,
        film_size: int = 60 * MB,
        limit_bytes_s: int = 0,
        api_key: str = "lab",
        has_encore: bool = False,
    ) -> None:
        self.api_key = api_key
        self._shared, self._limit = folder / "shared", limit_bytes_s
        self.film = self._make_film(FILM, FILM_TITLE, film_size, 1080)
        self.tracks = write_album(self._shared / ALBUM, FIRST_LIGHT)
        if has_encore:
            self._make_film(ENCORE, ENCORE_TITLE, film_size, 1080)
        self.tracker = Tracker()
        self.seeder = Seeder(self.tracker.url)
        decoys = [self._decoy(decoy, folder / "decoys") for decoy in DECOYS]
        real = [self._offer(FILM, MOVIES_HD), self._offer(ALBUM, MUSIC_LOSSLESS)]
        if has_encore:
            real.append(self._offer(ENCORE, MOVIES_HD))
        self.indexer = TorznabLab([*decoys[:2], *real, *decoys[2:]], api_key)

    @property
    def checksums(self) -> dict[str, str]:
        """SHA-256 of every media file that is seeded -> its name."""
        return {sha256(file): file.name for file in [self.film, *self.tracks]}

    def close(self) -> None:
        """Stop everything; the files stay."""
        self.indexer.close()
        self.seeder.close()
        self.tracker.close()

    def _make_film(self, name: str, title: str, size: int, height: int) -> Path:
        film = self._shared / name / f"{name}.mkv"
        film.parent.mkdir(parents=True)
        write_film(film, title, size=size, width=height * 16 // 9, height=height)
        return film

    def _offer(self, name: str, category: int) -> Offer:
        place = self._shared / name
        torrent = self.seeder.share(str(place), limit_bytes_s=self._limit)
        size = sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
        return Offer(name, category, torrent, size, seeders=1)

    def _decoy(self, decoy: Decoy, folder: Path) -> Offer:
        """A torrent nobody seeds: whoever takes it after all sees it stall."""
        folder.mkdir(exist_ok=True)
        file = folder / f"{decoy.title}.mkv"
        file.write_text(decoy.why)
        torrent = make_torrent(str(file), self.tracker.url)
        return Offer(decoy.title, decoy.category, torrent, decoy.claimed_mb * MB, decoy.seeders)


def sha256(file: Path) -> str:
    """Hex digest of the file's content."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
