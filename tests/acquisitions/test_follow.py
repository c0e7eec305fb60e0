from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from neonarr.acquisitions.follow import follow, follow_imported, without_client
from neonarr.acquisitions.model import Acquisition, Cleanup, State
from neonarr.acquisitions.seeding.goal import sharing
from neonarr.base.ids import InfoHash, ItemId
from neonarr.base.units import Bytes, Percent
from neonarr.downloads.model import Download, DownloadState
from neonarr.search.wishes import Wishes
from neonarr.settings.model import ImportMode, Preferences, RemoveTorrent
from tests.acquisitions.rows import blank

NOW = datetime(2026, 5, 1, tzinfo=UTC)
LATER = datetime(2026, 5, 2, tzinfo=UTC)


def story(state: State = State.DOWNLOADING, **changes: Any) -> Acquisition:
    return replace(blank(state, ItemId(1), NOW), info_hash=InfoHash("ab" * 20), **changes)


def seen(state: DownloadState, **changes: Any) -> Download:
    plain = Download(
        info_hash=InfoHash("ab" * 20),
        name="Heat",
        state=state,
        progress=Percent(50),
        size=Bytes(0),
        done=Bytes(0),
        down_speed=Bytes(0),
        up_speed=Bytes(0),
        eta_s=None,
        seeds=0,
        peers=0,
        ratio=0.0,
        seeding_s=0,
        save_path="/downloads",
        content_path="/downloads/Heat",
    )
    return replace(plain, **changes)


@pytest.mark.parametrize(
    ("before", "look", "after"),
    [
        (State.DOWNLOADING, DownloadState.METADATA, State.DOWNLOADING),
        (State.DOWNLOADING, DownloadState.CHECKING, State.DOWNLOADING),
        (State.DOWNLOADING, DownloadState.WAITING, State.DOWNLOADING),
        (State.DOWNLOADING, DownloadState.STALLED, State.DOWNLOADING),
        (State.DOWNLOADING, DownloadState.MOVING, State.DOWNLOADING),
        (State.DOWNLOADING, DownloadState.PAUSED, State.PAUSED),
        (State.DOWNLOADING, DownloadState.ERROR, State.WARNING),
        (State.DOWNLOADING, DownloadState.COMPLETE, State.DOWNLOADED),
        (State.PAUSED, DownloadState.DOWNLOADING, State.DOWNLOADING),
        (State.PAUSED, DownloadState.PAUSED, State.PAUSED),
        (State.PAUSED, DownloadState.COMPLETE, State.DOWNLOADED),
        (State.WARNING, DownloadState.STALLED, State.DOWNLOADING),
        (State.WARNING, DownloadState.PAUSED, State.PAUSED),
        (State.WARNING, DownloadState.COMPLETE, State.DOWNLOADED),
        (State.WARNING, DownloadState.ERROR, State.WARNING),
    ],
)
def test_what_a_look_means(before: State, look: DownloadState, after: State) -> None:
    assert follow(story(before), seen(look), NOW).state is after


def test_nothing_is_to_be_saved_when_nothing_changed() -> None:
    old = story(size=Bytes(7))

    assert follow(old, seen(DownloadState.DOWNLOADING, progress=Percent(51)), LATER) == old
    assert follow(old, seen(DownloadState.STALLED, size=Bytes(7)), LATER) == old
    warned = follow(old, None, NOW)
    assert follow(warned, None, LATER) == warned
    broken = follow(old, seen(DownloadState.ERROR, message="disk full"), NOW)
    assert follow(broken, seen(DownloadState.ERROR, message="disk full"), LATER) == broken


def test_complete_says_where_and_when_and_is_due_at_once() -> None:
    done = follow(story(attempts=3, trouble="x"), seen(DownloadState.COMPLETE), LATER)

    assert (done.content_path, done.completed_at, done.due_at) == ("/downloads/Heat", LATER, LATER)
    assert (done.attempts, done.trouble, done.message) == (0, None, None)


def test_the_size_becomes_known_and_stays_known() -> None:
    known = follow(story(), seen(DownloadState.DOWNLOADING, size=Bytes(9)), NOW)

    assert known.size == 9
    assert follow(known, seen(DownloadState.METADATA, size=Bytes(0)), NOW).size == 9


def test_trouble_is_told_in_the_clients_words_and_forgotten_when_over() -> None:
    troubled = follow(story(), seen(DownloadState.ERROR, message="bad blocks"), NOW)
    silent = follow(story(), seen(DownloadState.ERROR), NOW)
    gone = follow(story(), None, NOW)
    well = follow(troubled, seen(DownloadState.DOWNLOADING), NOW)

    assert troubled.message == "The download client reports bad blocks."
    assert silent.message == "The download client reports an error it does not explain."
    assert (gone.trouble, gone.state) == ("vanished", State.WARNING)
    assert (well.trouble, well.message) == (None, None)


def test_a_client_that_is_not_configured_any_more() -> None:
    lonely = without_client(story(State.PAUSED))

    assert (lonely.state, lonely.trouble) == (State.WARNING, "client_gone")
    assert "Settings → Download clients" in (lonely.message or "")


def preferences(**changes: Any) -> Preferences:
    return replace(Preferences("/m", "/a", "/d", share_ratio=1.5, share_minutes=60), **changes)


def imported(
    old: Acquisition, look: Download | None, preferences: Preferences, wished: Wishes | None = None
) -> Acquisition:
    shared = sharing(wished or Wishes(), preferences)
    return follow_imported(old, look, preferences, shared, LATER)


@pytest.mark.parametrize(
    ("ratio", "seeding_s", "cleanup"),
    [
        (1.49, 3599, None),
        (1.5, 0, Cleanup.REMOVE_WITH_DATA),
        (0.0, 3600, Cleanup.REMOVE_WITH_DATA),
    ],
)
def test_the_share_goal(ratio: float, seeding_s: int, cleanup: Cleanup | None) -> None:
    look = seen(DownloadState.COMPLETE, ratio=ratio, seeding_s=seeding_s)

    after = imported(story(State.IMPORTED), look, preferences())

    assert (after.cleanup, after.state) == (cleanup, State.IMPORTED)
    assert after.due_at == (LATER if cleanup else NOW)


@pytest.mark.parametrize("when", [RemoveTorrent.NEVER, RemoveTorrent.AFTER_IMPORT])
def test_other_settings_know_no_goal(when: RemoveTorrent) -> None:
    old = story(State.IMPORTED)
    look = seen(DownloadState.COMPLETE, ratio=99.0, seeding_s=10**9)

    assert imported(old, look, preferences(remove_torrent=when)) == old


@pytest.mark.parametrize("when", [RemoveTorrent.AT_SHARE_GOAL, RemoveTorrent.AFTER_IMPORT])
@pytest.mark.parametrize(("ratio", "is_enough"), [(1.9, False), (2.0, True)])
def test_the_goal_of_the_indexer_comes_first(
    when: RemoveTorrent, ratio: float, *, is_enough: bool
) -> None:
    look = seen(DownloadState.COMPLETE, ratio=ratio)
    set_to = preferences(remove_torrent=when)

    after = imported(story(State.IMPORTED), look, set_to, Wishes(share_ratio="2"))

    assert (after.cleanup is Cleanup.REMOVE_WITH_DATA) is is_enough


def test_what_is_owed_is_not_moved_away_either() -> None:
    look = seen(DownloadState.COMPLETE, is_stopped=True, ratio=0.5)
    moves = preferences(import_mode=ImportMode.MOVE)

    assert imported(story(State.IMPORTED), look, moves, Wishes(share_minutes="90")).cleanup is None
    assert imported(story(State.IMPORTED), look, moves).cleanup is Cleanup.REMOVE_WITH_DATA


def test_an_imported_torrent_that_is_gone_needs_nothing_more() -> None:
    after = imported(story(State.IMPORTED), None, preferences())

    assert (after.state, after.cleanup, after.trouble) == (State.IMPORTED, Cleanup.DONE, None)
