"""Which of two downloads of one story goes on."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.standby.kept import left_of, taken_up
from neonarr.acquisitions.standby.turn import Turnout, after_takeover, turnout
from neonarr.acquisitions.states import NO_SPACE, may_go
from neonarr.base.ids import AdapterId, InfoHash
from neonarr.downloads.model import DownloadState
from tests.acquisitions.rows import blank
from tests.vetting.test_strikes import STALLED

OLD, NEW = InfoHash("ab" * 20), InfoHash("cd" * 20)
COMPLETE = replace(STALLED, state=DownloadState.COMPLETE, content_path="/d/Old")
OWN = replace(STALLED, info_hash=NEW, content_path="/d/New")
AT = datetime(2026, 1, 2, tzinfo=UTC)


def acquisition(state: State = State.DOWNLOADING, **changes: Any) -> Acquisition:
    return replace(blank(state, 1, AT), **changes)


LEFT = left_of(acquisition(title="Old", info_hash=OLD, client_id=AdapterId(1)))


@pytest.mark.parametrize("state", sorted(State))
def test_a_story_takes_up_what_is_complete_while_its_own_is_not(state: State) -> None:
    assert LEFT
    story = acquisition(state=state, title="New", info_hash=NEW, client_id=AdapterId(1))
    expected = {
        **dict.fromkeys((State.IMPORTED, State.REMOVED), Turnout.GOES),
        **dict.fromkeys((State.SEARCHING, State.GRABBING), Turnout.WAITS),
        **dict.fromkeys((State.DOWNLOADED, State.IMPORTING), Turnout.WAITS),
    }
    found = turnout(story, LEFT, COMPLETE, OWN)
    assert found is expected.get(state, Turnout.TAKES_OVER)
    if found is Turnout.TAKES_OVER:
        after = after_takeover(story, LEFT, COMPLETE, AT)
        assert may_go(state, after.state)
        assert (after.id, after.title, after.info_hash) == (story.id, "Old", OLD)
        assert (after.content_path, after.completed_at) == ("/d/Old", AT)


def test_while_it_loads_it_waits() -> None:
    assert LEFT
    story = acquisition(state=State.DOWNLOADING, info_hash=NEW)
    assert turnout(story, LEFT, STALLED, OWN) is Turnout.WAITS
    assert turnout(story, LEFT, STALLED, None) is Turnout.WAITS


@pytest.mark.parametrize("state", [State.QUEUED, State.WARNING])
def test_it_makes_way_where_there_is_no_room_for_both(state: State) -> None:
    assert LEFT
    story = acquisition(state=state, trouble=NO_SPACE)
    assert turnout(story, LEFT, STALLED, None) is Turnout.GOES
    assert turnout(story, LEFT, COMPLETE, None) is Turnout.TAKES_OVER


def test_the_same_torrent_or_the_same_place() -> None:
    assert LEFT
    same = acquisition(state=State.DOWNLOADING, info_hash=OLD)
    assert turnout(same, LEFT, COMPLETE, COMPLETE) is Turnout.FORGOTTEN
    other = acquisition(state=State.DOWNLOADING, info_hash=NEW)
    own = replace(OWN, content_path="/d/Old")
    assert turnout(other, LEFT, COMPLETE, own) is Turnout.MAKES_ROOM


def test_what_was_left_is_taken_up_as_it_was() -> None:
    story = acquisition(title="Old", info_hash=OLD, client_id=AdapterId(1), indexer="One")
    left = left_of(story)
    assert left
    assert taken_up(replace(story, title="New", info_hash=NEW, indexer=None), left) == story
    assert left_of(replace(story, info_hash=None)) is None
