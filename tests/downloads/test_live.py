from dataclasses import replace

from neonarr.base.ids import InfoHash
from neonarr.base.units import Bytes, Percent
from neonarr.downloads.live import Live
from neonarr.downloads.model import Download, DownloadState
from neonarr.downloads.trackers import Standing, TrackerAnswer

A, B = InfoHash("aa" * 20), InfoHash("bb" * 20)


def download(info_hash: InfoHash, progress: float = 0, down: int = 0) -> Download:
    return Download(
        info_hash=info_hash,
        name="Film",
        state=DownloadState.DOWNLOADING,
        progress=Percent(progress),
        size=Bytes(100),
        done=Bytes(0),
        down_speed=Bytes(down),
        up_speed=Bytes(1),
        eta_s=None,
        seeds=0,
        peers=0,
        ratio=0.0,
        seeding_s=0,
        save_path="/d",
        content_path="/d/Film",
    )


class Rings:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1


def test_only_what_differs_is_told() -> None:
    rings = Rings()
    live = Live(rings)
    live.put({A: download(A), B: download(B)}, {A, B})
    seen = live.version

    is_changed = live.put({A: download(A, 10), B: download(B)}, {A, B})

    assert is_changed
    assert live.since(seen) == {A: download(A, 10)}
    assert live.since(0) == {A: download(A, 10), B: download(B)}
    assert live.since(live.version) == {}
    assert rings.count == 2


def test_a_look_that_shows_nothing_new_wakes_nobody() -> None:
    rings = Rings()
    live = Live(rings)
    live.put({A: download(A)}, {A})
    version = live.version

    assert live.put({A: download(A)}, {A}) is False
    assert (live.version, rings.count) == (version, 1)


def test_what_is_not_watched_any_more_is_forgotten() -> None:
    live = Live(Rings())
    live.put({A: download(A), B: download(B)}, {A, B})

    live.put({B: download(B)}, {B})

    assert live.get(A) is None
    assert live.get(B) == download(B)
    assert live.get(None) is None
    assert set(live.since(0)) == {B}


def test_a_client_that_did_not_answer_leaves_the_last_picture() -> None:
    live = Live(Rings())
    live.put({A: download(A, 40)}, {A})

    live.put({}, {A})

    assert live.get(A) == download(A, 40)


def test_one_that_comes_back_is_told_again() -> None:
    live = Live(Rings())
    live.put({A: download(A)}, {A})
    live.put({}, set())
    seen = live.version

    live.put({A: download(A)}, {A})

    assert set(live.since(seen)) == {A}


def test_speeds_are_added_up() -> None:
    live = Live(Rings())
    live.put({A: download(A, down=5), B: replace(download(B, down=7), up_speed=Bytes(3))}, {A, B})

    assert live.speeds() == (12, 4)


def test_what_a_complete_one_receives_is_not_coming_in() -> None:
    live = Live(Rings())
    seeding = replace(download(B, progress=100, down=7), state=DownloadState.COMPLETE)
    live.put({A: download(A, down=5), B: seeding}, {A, B})

    assert live.speeds() == (5, 2)
    shown = live.get(B)
    assert shown is not None and shown.down_speed == 0


def test_what_trackers_said_is_told_and_forgotten() -> None:
    rings = Rings()
    live = Live(rings)
    live.put({A: download(A), B: download(B)}, {A, B})
    version, said = live.version, (TrackerAnswer("t.example", Standing.FAILS, "timed out"),)

    live.hear(A, said)
    live.hear(A, said)

    assert (live.heard(A), live.heard(B), live.heard(None)) == (said, (), ())
    assert set(live.since(version)) == {A}
    assert rings.count == 2
    live.put({B: download(B)}, {B})
    assert live.heard(A) == ()
