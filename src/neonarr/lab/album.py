"""An album made on the spot: FLAC tracks of plucked chords, tagged as a ripper would."""

from __future__ import annotations  # array is no generic before Python 3.12

from array import array
from dataclasses import dataclass
from pathlib import Path

from mutagen.flac import FLAC

from neonarr.lab.media.flac import encode_flac
from neonarr.lab.media.tones import chord, semitones

RATE = 44_100
BEAT_S = 0.5

MINOR, MAJOR = (0, 3, 7), (0, 4, 7)
PROGRESSION = ((0, MINOR), (8, MAJOR), (3, MAJOR), (10, MAJOR))
"""Am, F, C, G: root in semitones above the key, and the chord's shape."""


@dataclass(frozen=True, slots=True)
class Album:
    """What to make. `discs` holds the track titles of each disc."""

    artist: str
    title: str
    year: int
    discs: tuple[tuple[str, ...], ...]
    beats: int = 16
    """Length of a track, in half seconds."""


FIRST_LIGHT = Album(
    "The Oscillators",
    "First Light",
    2024,
    (("Warm Up", "Sine of the Times", "Square Dance", "Sawtooth Lullaby"),),
)


def write_album(folder: Path, album: Album) -> list[Path]:
    """Write the album's tracks into `folder`; several discs go to "CD1", "CD2" … below it.

    The files come back in playing order."""
    files = []
    for disc, titles in enumerate(album.discs, 1):
        place = folder / f"CD{disc}" if len(album.discs) > 1 else folder
        place.mkdir(parents=True, exist_ok=True)
        for number, title in enumerate(titles, 1):
            file = place / f"{number:02d} - {title}.flac"
            file.write_bytes(encode_flac(_tune(number + 7 * disc, album.beats), RATE))
            _tag(file, album, disc, number)
            files.append(file)
    return files


def _tune(key: int, beats: int) -> array[int]:
    """An arpeggio over the progression; the key makes each track its own."""
    samples: array[int] = array("h")
    for beat in range(beats):
        root, shape = PROGRESSION[beat // 4 % len(PROGRESSION)]
        lead = shape[beat % 3] + 12
        steps = (root, root + shape[1], root + lead)
        samples.extend(chord(tuple(semitones(key % 12 + s - 12) for s in steps), BEAT_S, RATE))
    return samples


def _tag(file: Path, album: Album, disc: int, number: int) -> None:
    tags = FLAC(file)  # type: ignore[no-untyped-call]
    tags["artist"] = tags["albumartist"] = album.artist
    tags["album"] = album.title
    tags["title"] = album.discs[disc - 1][number - 1]
    tags["date"] = str(album.year)
    tags["tracknumber"] = str(number)
    tags["tracktotal"] = str(len(album.discs[disc - 1]))
    tags["discnumber"] = str(disc)
    tags["disctotal"] = str(len(album.discs))
    tags.save()
