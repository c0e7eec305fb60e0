"""Whether the sound of a file really decodes."""

from pathlib import Path

import pytest

from neonarr.importing.media import read
from neonarr.importing.model import MediaInfo, Stopped
from neonarr.importing.programs.decoding import share_that_decodes
from neonarr.lab.album import Album, write_album
from tests.kit.needs import needs


def go_on() -> bool:
    return False


@pytest.fixture
def track(tmp_path: Path) -> Path:
    needs("ffmpeg")
    album = Album("The Testers", "On Tape", 2021, (("First",),), beats=64)
    (file,) = write_album(tmp_path / "album: [live]", album)
    return Path(file)


def media_of(track: Path) -> MediaInfo:
    media = read(str(track))
    assert media is not None
    assert (media.duration_s or 0) > 12, "long enough for three pieces"
    return media


def test_a_whole_track_decodes(track: Path) -> None:
    share = share_that_decodes(track, media_of(track), go_on)

    assert share is not None
    assert share > 0.95


def test_headers_without_sound_do_not(track: Path) -> None:
    media = media_of(track)
    content = track.read_bytes()
    kept = len(content) // 50
    track.write_bytes(content[:kept] + bytes(len(content) - kept))

    share = share_that_decodes(track, media, go_on)

    assert share is not None
    assert share < 0.4


def test_without_ffmpeg_or_sound_or_length_nothing_is_known(
    track: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert share_that_decodes(track, MediaInfo(duration_s=60.0), go_on) is None
    assert share_that_decodes(track, MediaInfo(audio_codec="FLAC"), go_on) is None
    monkeypatch.setenv("PATH", "/nonexistent")
    assert share_that_decodes(track, media_of(track), go_on) is None


def test_it_can_be_stopped(track: Path) -> None:
    with pytest.raises(Stopped):
        share_that_decodes(track, media_of(track), lambda: True)
