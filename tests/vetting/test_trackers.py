"""Which words of trackers mean that a torrent is gone."""

import pytest

from neonarr.downloads.trackers import Standing, TrackerAnswer
from neonarr.vetting.trackers import complaints, is_unregistered, says_unregistered

GONE = TrackerAnswer("a.example", Standing.FAILS, "unregistered torrent")


@pytest.mark.parametrize(
    "said",
    [
        "unregistered torrent",
        "Unregistered torrent!",
        "Torrent not registered with this tracker.",
        "torrent is not registered",
        "This torrent has not been registered here",
        "Torrent not found",
        "Torrent not found in the database",
        "Torrent is not found or it is awaiting moderation",
        "Torrent does not exist",
        "torrent doesn’t exist any more",
        "Torrent no longer exists",
        "Torrent has been deleted.",
        "Torrent was removed: dupe",
        "Torrent nuked",
        "Torrent has been trumped",
        "unknown torrent",
        "Unknown info_hash",
        "infohash not found",
        "Info hash is not known",
        "No such torrent",
        "Requested download is not authorized for use with this tracker.",
    ],
)
def test_it_is_gone(said: str) -> None:
    assert says_unregistered(said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "unregistered",
        "Connection timed out",
        "Connection refused",
        "Tracker is down for maintenance",
        "torrent not found, please try again later",
        "Not Found",
        "HTTP Error 404 - Not Found",
        "Passkey not found",
        "unregistered torrent pass",
        "Unauthorized passkey",
        "Unregistered user",
        "User of this torrent is not registered",
        "Your client is not registered on this torrent tracker",
        "Your account has been deleted",
        "You already are downloading this torrent. You may only leech from one location",
        "Too many torrents are registered to you",
        "Torrent slots exhausted: unknown",
        "rate limited",
        "an announce needs info_hash and port",
        "unknown error",
        "torrent client is unknown",
    ],
)
def test_that_may_pass(said: str) -> None:
    assert not says_unregistered(said)


@pytest.mark.parametrize(
    "hope",
    [
        TrackerAnswer("b.example", Standing.WORKS),
        TrackerAnswer("b.example", Standing.UNASKED),
        TrackerAnswer("b.example", Standing.FAILS, "timed out"),
        TrackerAnswer("b.example", Standing.WORKS, "unregistered torrent"),
    ],
)
def test_one_tracker_is_hope(hope: TrackerAnswer) -> None:
    assert is_unregistered([GONE])
    assert not is_unregistered([GONE, hope])


def test_without_trackers_none_refuses() -> None:
    assert not is_unregistered([])


def test_complaints_are_told_once_and_three_of_them() -> None:
    every = [GONE, GONE, TrackerAnswer("b.example", Standing.WORKS)]
    every += [TrackerAnswer(f"{n}.example", Standing.FAILS, "timed out") for n in range(3)]
    assert complaints(every) == (
        "a.example: “unregistered torrent”, 0.example: “timed out”, 1.example: “timed out” "
        "(and 1 more)"
    )
    assert complaints([TrackerAnswer("b.example", Standing.FAILS)]) == ""
