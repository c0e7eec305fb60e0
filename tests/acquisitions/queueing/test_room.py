"""Whether the disks have room: the figures, and the sentence they make."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from neonarr.acquisitions.judging.space import DOWNLOADS, LIBRARY, Disk
from neonarr.acquisitions.model import Acquisition, State
from neonarr.acquisitions.queueing.coming import UnderWay
from neonarr.acquisitions.queueing.room import Room, full_disk, room
from neonarr.base.ids import ItemId
from neonarr.base.units import Bytes
from neonarr.downloads.model import DownloadState
from neonarr.settings.model import ImportMode, Preferences
from tests.acquisitions.rows import blank
from tests.acquisitions.test_follow import seen

NOW = datetime(2026, 5, 1, tzinfo=UTC)
GB = 10**9
PREFERENCES = Preferences("/movies", "/music", "/downloads")


def story(size_gb: float | None, state: State = State.QUEUED) -> Acquisition:
    size = None if size_gb is None else Bytes(round(size_gb * GB))
    return replace(blank(state, ItemId(1), NOW), size=size)


def made(
    *under_way: Acquisition, saves: float | None = 100, files: float | None = None, **set_to: Any
) -> Room:
    disks = []
    if saves is not None:
        disks.append(Disk(DOWNLOADS, "The disk Fake saves to", Bytes(round(saves * GB))))
    if files is not None:
        disks.append(Disk(LIBRARY, "The disk of the library", Bytes(round(files * GB))))
    beside = UnderWay(under_way)
    return room(lambda _: disks, replace(PREFERENCES, **set_to), beside, lambda _: None)


def test_what_nobody_knows_stands_in_nobodys_way() -> None:
    assert made(saves=None).lacking(story(10_000)) is None


@pytest.mark.parametrize(
    ("size_gb", "fits"), [(0.1, True), (99.9, True), (100, False), (101, False), (None, True)]
)
def test_a_release_needs_its_size(size_gb: float | None, *, fits: bool) -> None:
    assert (made().lacking(story(size_gb)) is None) is fits


@pytest.mark.parametrize(("size_gb", "fits"), [(90, True), (90.1, False), (None, True)])
def test_the_reserve_stays_free(size_gb: float | None, *, fits: bool) -> None:
    assert (made(reserve_gb=10).lacking(story(size_gb)) is None) is fits


def test_a_full_disk_takes_not_even_what_nobody_knows_the_size_of() -> None:
    assert made(saves=0).lacking(story(None)) is not None
    assert made(saves=5, reserve_gb=10).lacking(story(None)) is not None


def test_what_is_under_way_has_spoken_for_its_room() -> None:
    left = made(story(60, State.DOWNLOADING), story(20, State.WARNING))

    assert left.lacking(story(19)) is None
    assert left.lacking(story(21)) is not None
    left.take(story(15, State.GRABBING), 15 * GB)
    assert left.lacking(story(19)) is not None


def test_what_is_complete_takes_no_more_where_it_was_saved() -> None:
    assert made(story(60, State.DOWNLOADED)).lacking(story(90)) is None


def test_the_library_needs_room_for_all_that_is_not_filed() -> None:
    left = made(story(30, State.DOWNLOADED), saves=1000, files=50)

    assert left.lacking(story(19)) is None
    assert "library" in (left.lacking(story(21)) or "")


@pytest.mark.parametrize("mode", [ImportMode.HARDLINK_ONLY, ImportMode.SYMLINK])
def test_links_take_no_room_in_the_library(mode: ImportMode) -> None:
    left = made(story(30, State.DOWNLOADED), saves=1000, files=5, import_mode=mode)

    assert left.lacking(story(500)) is None


def test_the_sentence_has_every_figure() -> None:
    left = made(story(60, State.DOWNLOADING), reserve_gb=10)

    assert left.lacking(story(50)) == (
        "The disk Fake saves to has 100 GB free, of which 60 GB are for downloads under way; this "
        "release needs 50 GB and 10 GB are to stay free. It starts by itself when there is room."
    )
    assert made(saves=0).lacking(story(None)) == (
        "The disk Fake saves to has 0 B free; nothing is left. It starts by itself when there is "
        "room."
    )


@pytest.mark.parametrize(
    ("free_gb", "said", "is_full"),
    [
        (None, "No space left on device", True),
        (500, "Error: Not enough space on the device", True),
        (None, "an error of its own", False),
        (500, "an error of its own", False),
        (1, "an error of its own", True),
    ],
)
def test_a_client_that_ran_into_a_full_disk(
    free_gb: float | None, said: str, *, is_full: bool
) -> None:
    disk = None
    if free_gb is not None:
        disk = Disk(DOWNLOADS, "The disk Fake saves to", Bytes(round(free_gb * GB)))
    look = seen(DownloadState.ERROR, size=Bytes(10 * GB), done=Bytes(2 * GB), message=said)

    told = full_disk(disk, look)

    assert (told is not None) is is_full
    if told:
        assert "8 GB are still to come" in told
