"""The lab's media are real: the readers Neonarr uses and an independent decoder accept them."""

import hashlib
import json
import subprocess
from pathlib import Path

import pytest
from mutagen.flac import FLAC
from pymediainfo import MediaInfo

from neonarr.lab.album import FIRST_LIGHT, Album, write_album
from neonarr.lab.film import write_film
from tests.kit.needs import needs

SHORT = Album("Nobody", "Two Discs", 2024, (("One",), ("Two",)), beats=2)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("film") / "film.mkv"
    write_film(path, "Small Test", size=2_000_000, width=320, height=180)
    return path


def run(*command: str | Path) -> bytes:
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


def test_film_is_as_long_and_large_as_it_says(film: Path) -> None:
    tracks = {t.track_type: t for t in MediaInfo.parse(film).tracks}
    assert (tracks["Video"].width, tracks["Video"].height) == (320, 180)
    assert tracks["General"].title == "Small Test"
    assert film.stat().st_size >= 2_000_000
    assert float(tracks["General"].duration) % 5000 == 0
    assert tracks["Audio"].format == "PCM"


def test_film_bytes_are_reproducible(film: Path, tmp_path: Path) -> None:
    write_film(tmp_path / "again.mkv", "Small Test", size=2_000_000, width=320, height=180)
    assert (tmp_path / "again.mkv").read_bytes() == film.read_bytes()


@pytest.mark.real
def test_film_decodes_and_seeks(film: Path) -> None:
    run(needs("ffmpeg"), "-v", "error", "-xerror", "-i", film, "-f", "null", "-")
    found = json.loads(
        run(needs("ffprobe"), "-v", "error", "-of", "json", "-count_packets", "-show_streams", film)
    )["streams"]
    assert [s["codec_name"] for s in found] == ["mjpeg", "pcm_s16le"]
    seconds = float(MediaInfo.parse(film).tracks[0].duration) / 1000
    assert int(found[0]["nb_read_packets"]) == seconds * 24
    at_four = ("-ss", "4", "-i", film, "-frames:v", "1", "-f", "rawvideo", "-")
    assert len(run(needs("ffmpeg"), "-v", "error", *at_four)) > 320 * 180


def test_album_is_tagged_as_a_ripper_would(tmp_path: Path) -> None:
    files = write_album(tmp_path, SHORT)
    assert [f.relative_to(tmp_path).as_posix() for f in files] == [
        "CD1/01 - One.flac",
        "CD2/01 - Two.flac",
    ]
    tags = FLAC(files[1])
    assert (tags["artist"], tags["album"], tags["title"]) == (["Nobody"], ["Two Discs"], ["Two"])
    assert (tags["discnumber"], tags["disctotal"], tags["date"]) == (["2"], ["2"], ["2024"])
    assert tags.info.length == pytest.approx(1.0)


def test_one_disc_needs_no_folder(tmp_path: Path) -> None:
    one = Album("Nobody", "Single", 2024, FIRST_LIGHT.discs, beats=1)
    assert [f.parent for f in write_album(tmp_path, one)] == [tmp_path] * 4


@pytest.mark.real
def test_album_decodes_to_the_sound_it_promises(tmp_path: Path) -> None:
    file = write_album(tmp_path, SHORT)[0]
    sound = run(needs("ffmpeg"), "-v", "error", "-xerror", "-i", file, "-f", "s16le", "-")
    digest = hashlib.md5(sound, usedforsecurity=False).hexdigest()
    assert int(digest, 16) == FLAC(file).info.md5_signature
