"""Real files through the real reader, and files made to hurt it."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from neonarr.importing import media
from neonarr.importing.find import find
from neonarr.importing.model import FoundFile, MediaInfo, Stopped, Unreadable
from neonarr.importing.probe import probe
from neonarr.lab.album import Album, write_album
from neonarr.lab.film import write_film
from tests.kit.needs import needs


def media_in(folder: Path) -> dict[str, MediaInfo | None]:
    return {str(file.within): file.media for file in probe(find(str(folder)))}


def test_a_film_tells_its_streams(tmp_path: Path) -> None:
    write_film(tmp_path / "Film – 日本.mkv", "Film", size=1, width=320, height=180)

    film = media_in(tmp_path)["Film – 日本.mkv"]

    assert film is not None
    assert (film.width, film.height, film.duration_s) == (320, 180, 5.0)
    assert film.video_codec == "V_MJPEG"
    assert (film.audio_codec, film.audio_channels) == ("PCM", "2.0")


def test_a_track_tells_its_tags(tmp_path: Path) -> None:
    write_album(tmp_path, Album("Art", "Alb", 2024, (("One",), ("Two",)), beats=1))

    track = media_in(tmp_path)["CD2/01 - Two.flac"]

    assert track == MediaInfo(
        duration_s=0.5, audio_codec="FLAC", bit_depth=16, sample_rate=44_100,
        audio_channels="2.0", title="Two", artist="Art", album="Alb", track=1, disc=2,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("suffix", "codec"),
    [("mp3", "MP3"), ("m4a", "AAC"), ("ogg", "Vorbis"), ("opus", "Opus"), ("wv", "WavPack"),
     ("wma", "WMA"), ("flac", "FLAC")],
)  # fmt: skip
def test_every_dialect_of_tags_is_read(tmp_path: Path, suffix: str, codec: str) -> None:
    tags = ["title=Tïtle", "artist=Art", "album=Alb", "track=03/12", "disc=2/2"]
    subprocess.run(
        [needs("ffmpeg"), "-v", "error", "-f", "lavfi", "-i", "sine=d=1",
         *(word for tag in tags for word in ("-metadata", tag)), tmp_path / f"x.{suffix}"],
        check=True,
    )  # fmt: skip

    found = media_in(tmp_path)[f"x.{suffix}"]

    assert found is not None
    assert found.audio_codec == codec
    assert 0.9 < (found.duration_s or 0) < 1.2
    assert (found.title, found.artist, found.album) == ("Tïtle", "Art", "Alb")
    assert (found.track, found.disc) == (3, 2)


def test_what_only_has_the_name_of_media_is_none(tmp_path: Path) -> None:
    for name in ("a.mkv", "a.mp4", "a.avi", "a.flac", "a.mp3", "a.m4a", "a.ogg", "a.wav", "a.ape"):
        (tmp_path / name).write_bytes(b"MZ\x90\0 this program cannot be run in DOS mode" * 99)
        (tmp_path / f"zero-{name}").write_bytes(bytes(5000))
        (tmp_path / f"empty-{name}").touch()
    (tmp_path / "setup.exe").write_bytes(b"MZ")

    assert set(media_in(tmp_path).values()) == {None}


def test_a_file_that_hangs_the_reader_costs_only_itself(tmp_path: Path) -> None:
    write_album(tmp_path, Album("A", "B", 2024, (("One", "Three"),), beats=1))
    os.mkfifo(tmp_path / "01 - Two.flac")  # opening it waits for a writer who never comes
    files = [
        FoundFile(path, path.relative_to(tmp_path), 1) for path in sorted(tmp_path.iterdir())
    ]  # fmt: skip

    started = time.monotonic()
    seen = probe(files, timeout_s=4)

    assert [file.media is not None for file in seen] == [True, False, True]
    assert time.monotonic() - started < 60


def test_a_file_that_kills_the_reader_costs_only_itself(tmp_path: Path) -> None:
    write_album(tmp_path, Album("A", "B", 2024, (("One", "Three"),), beats=1))
    os.mkfifo(tmp_path / "01 - Two.flac")
    files = [FoundFile(path, path.relative_to(tmp_path), 1) for path in sorted(tmp_path.iterdir())]

    others = set(children())

    def kill_reader() -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            for reader in set(children()) - others:
                try:  # a writer can only open without waiting once the reader hangs in its open
                    writer = os.open(files[1].path, os.O_WRONLY | os.O_NONBLOCK)
                except OSError:
                    continue
                os.kill(reader, signal.SIGKILL)  # while the reader waits for what is never written
                os.close(writer)
                return

    killer = threading.Thread(target=kill_reader)
    killer.start()
    seen = probe(files, timeout_s=30)
    killer.join()

    assert seen[0].media and seen[2].media


def children() -> list[int]:
    found: list[int] = []
    for path in Path(f"/proc/{os.getpid()}/task").glob("*/children"):
        with contextlib.suppress(OSError):  # a thread that just ended
            found += map(int, path.read_text().split())
    return found


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    gone = FoundFile(tmp_path / "gone.flac", Path("gone.flac"), 1)

    with pytest.raises(Unreadable, match=r"gone\.flac can't be read: No such file"):
        probe([gone])


def test_a_stop_ends_it_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.flac")
    polls = iter(range(100))
    before = children()

    with pytest.raises(Stopped):
        probe([FoundFile(tmp_path / "a.flac", Path("a.flac"), 1)], lambda: next(polls) > 3)
    assert set(children()) <= set(before)


def test_no_reader_is_started_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "readme.txt").write_text("hello")

    assert [file.media for file in probe(find(str(tmp_path)), timeout_s=0)] == [None]


def test_a_reader_that_does_not_start_is_told_apart_from_bad_media(tmp_path: Path) -> None:
    (tmp_path / "a.flac").write_bytes(b"x")

    with pytest.raises(Unreadable, match="does not start"):
        probe(find(str(tmp_path)), timeout_s=-1)


def test_reading_here_and_there_is_the_same(tmp_path: Path) -> None:
    (track,) = write_album(tmp_path, Album("A", "B", 2024, (("One",),), beats=1))

    assert media.read(str(track)) == media_in(tmp_path)["01 - One.flac"]


@pytest.mark.parametrize(
    ("hdr_format", "compatible", "transfer", "told"),
    [
        (None, None, "BT.709", None),
        ("SMPTE ST 2086", "HDR10", "PQ", "HDR10"),
        ("SMPTE ST 2094 App 4", "HDR10+ Profile B", "PQ", "HDR10Plus"),
        ("Dolby Vision / SMPTE ST 2086", "Blu-ray / HDR10", "PQ", "DV HDR10"),
        ("Dolby Vision", None, "PQ", "DV"),
        (None, None, "PQ", "PQ"),
        (None, None, "HLG", "HLG"),
    ],
)
def test_the_range_of_brightness_in_the_family_s_words(
    hdr_format: str | None, compatible: str | None, transfer: str, told: str | None
) -> None:
    video = SimpleNamespace(
        track_type="Video", format="HEVC", duration=1000, width=3840, height=2160, bit_depth=10,
        hdr_format=hdr_format, hdr_format_compatibility=compatible,
        transfer_characteristics=transfer,
    )  # fmt: skip
    found = media.streams([video])

    assert found is not None and found.dynamic_range == told


@pytest.mark.parametrize(
    ("count", "layout", "told"),
    [(6, "L R C LFE Ls Rs", "5.1"), (8, None, "7.1"), (2, "L R", "2.0"), (4, "L R C LFE", "3.1"),
     (6, "L R C Ls Rs Cb", "6.0"), (None, None, None)],
)  # fmt: skip
def test_channels_are_counted_as_people_count_them(
    count: int | None, layout: str | None, told: str | None
) -> None:
    sound = SimpleNamespace(
        track_type="Audio", format="E-AC-3", duration=1000, bit_depth=None, sampling_rate=48000,
        channel_s=count, channel_layout=layout, language="ja",
    )  # fmt: skip
    text = SimpleNamespace(track_type="Text", language="en")
    found = media.streams([sound, text, SimpleNamespace(track_type="Text", language=None)])

    assert found is not None and found.audio_channels == told
    assert (found.audio_languages, found.subtitle_languages) == ("ja", "en")
