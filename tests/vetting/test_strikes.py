"""Strikes: what counts as waiting, and what forgives."""

from dataclasses import replace

import pytest

from neonarr.base.ids import InfoHash
from neonarr.base.units import Bytes, Percent
from neonarr.downloads.model import Download, DownloadState
from neonarr.downloads.trackers import Standing, TrackerAnswer
from neonarr.vetting.strikes import (
    LONGEST_LOOK_S,
    Cause,
    Idle,
    Patience,
    idle_after,
    sentence,
    strike_for,
)

GB = 1_000_000_000
S = DownloadState
STALLED = Download(
    info_hash=InfoHash("ab" * 20),
    name="Heat",
    state=S.STALLED,
    progress=Percent(40),
    size=Bytes(10 * GB),
    done=Bytes(4 * GB),
    down_speed=Bytes(0),
    up_speed=Bytes(0),
    eta_s=None,
    seeds=0,
    peers=2,
    ratio=0,
    seeding_s=0,
    save_path="/d",
    content_path="/d/Heat",
)
PATIENCE = Patience()


def looks(*seen: Download, apart_s: float = 600, counts: bool = True) -> Idle:
    idle = None
    for one in seen:
        idle = idle_after(idle, one, apart_s, counts=counts)
    assert idle is not None
    return idle


def test_an_hour_without_progress_is_a_strike() -> None:
    assert strike_for(looks(*[STALLED] * 6), STALLED, PATIENCE) is None
    idle = looks(*[STALLED] * 7)
    assert strike_for(idle, STALLED, PATIENCE) is Cause.NO_SEEDS
    told = "No progress for 1 hour at 40.0 %, and no seeds."
    assert sentence(Cause.NO_SEEDS, STALLED, idle) == told
    down = TrackerAnswer("t.example", Standing.FAILS, "timed out")
    said = f"{told} What trackers say: t.example: “timed out”."
    assert sentence(Cause.NO_SEEDS, STALLED, idle, [down]) == said


def test_what_no_tracker_knows_has_minutes() -> None:
    gone = [TrackerAnswer("t.example", Standing.FAILS, "unregistered torrent")]
    idle = looks(STALLED, STALLED, apart_s=299)
    assert strike_for(idle, STALLED, PATIENCE, gone) is None
    idle = looks(STALLED, STALLED, apart_s=300)
    assert strike_for(idle, STALLED, PATIENCE) is None
    assert strike_for(idle, STALLED, PATIENCE, gone) is Cause.UNREGISTERED
    assert sentence(Cause.UNREGISTERED, STALLED, idle, gone) == (
        "No progress for 5 minutes at 40.0 %, and no tracker has this torrent any more. "
        "What trackers say: t.example: “unregistered torrent”."
    )
    without = replace(STALLED, state=S.METADATA)
    assert strike_for(idle, without, PATIENCE, gone) is Cause.UNREGISTERED
    assert strike_for(idle, STALLED, Patience(strikes=0), gone) is None


def test_seeds_that_send_nothing() -> None:
    seen = replace(STALLED, seeds=3, state=S.DOWNLOADING)
    idle = looks(*[seen] * 7)
    assert strike_for(idle, seen, PATIENCE) is Cause.STALLED
    assert "seeds send nothing" in sentence(Cause.STALLED, seen, idle)


def test_metadata_has_less_time() -> None:
    seen = replace(STALLED, state=S.METADATA, size=Bytes(0), done=Bytes(0))
    idle = looks(*[seen] * 3)
    assert strike_for(idle, seen, PATIENCE) is Cause.NO_METADATA
    assert "Nobody has told" in sentence(Cause.NO_METADATA, seen, idle)


@pytest.mark.parametrize("done", [Bytes(4 * GB + 1_000_000), Bytes(3 * GB)])
def test_progress_begins_anew(done: Bytes) -> None:
    moved = replace(STALLED, done=done)
    assert looks(*[STALLED] * 6, moved) == Idle(done)


def test_a_few_blocks_are_no_progress() -> None:
    dribble = [replace(STALLED, done=Bytes(4 * GB + n * 16_384)) for n in range(7)]
    assert strike_for(looks(*dribble), dribble[-1], PATIENCE) is Cause.NO_SEEDS


@pytest.mark.parametrize("state", [S.PAUSED, S.WAITING, S.CHECKING, S.MOVING, S.ERROR, S.COMPLETE])
def test_time_in_which_it_could_not_move_does_not_count(state: DownloadState) -> None:
    waits = replace(STALLED, state=state)
    idle = looks(STALLED, *[waits] * 50)
    assert idle.counted_s == 0
    assert strike_for(Idle(STALLED.done, 1e9), waits, PATIENCE) is None


def test_nor_does_a_tunnel_that_is_down() -> None:
    assert looks(*[STALLED] * 50, counts=False).counted_s == 0


@pytest.mark.parametrize("apart_s", [LONGEST_LOOK_S + 1, 86_400, -3600])
def test_nor_do_nights_and_clocks_that_jump(apart_s: float) -> None:
    assert looks(STALLED, STALLED, apart_s=apart_s).counted_s == 0


def test_no_strikes_for_those_who_want_none() -> None:
    assert strike_for(Idle(STALLED.done, 1e9), STALLED, Patience(strikes=0)) is None


def test_the_smallest_torrent_can_move() -> None:
    small = replace(STALLED, size=Bytes(500), done=Bytes(0))
    assert looks(small, replace(small, done=Bytes(1))) == Idle(Bytes(1))
