"""What trackers answered, as clients tell it: in our words, and without keys."""

import pytest

from neonarr.adapters._qbittorrent.rows import TrackerRow, to_answers
from neonarr.adapters._trackers import tracker_answer
from neonarr.downloads.trackers import Standing

KEY = "5f4dcc3b5aa765d61d8327deb882cf99"


@pytest.mark.parametrize(
    "address",
    [
        f"https://t.example/{KEY}/announce",
        f"https://t.example:2710/announce?passkey={KEY}",
        f"https://me:{KEY}@t.example/announce",
    ],
)
def test_no_key_comes_along(address: str) -> None:
    for said in (f"passkey={KEY} is not known", f"unknown passkey {KEY}", address):
        answer = tracker_answer(address, Standing.FAILS, said)
        assert answer.host == "t.example"
        assert KEY not in str(answer)


@pytest.mark.parametrize("address", ["", "nonsense", "http://[::1/announce"])
def test_an_address_that_is_none_has_no_host(address: str) -> None:
    assert tracker_answer(address, Standing.UNASKED, "").host == "a tracker"


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        *[(status, Standing.UNASKED) for status in (0, 1, 3, 99)],
        (2, Standing.WORKS),
        *[(status, Standing.FAILS) for status in (4, 5, 6)],
    ],
)
def test_what_qbittorrent_calls_it(status: int, standing: Standing) -> None:
    rows = [TrackerRow("** [DHT] **", 2), TrackerRow("udp://t.example:1", status, "no.")]
    [answer] = to_answers(rows)
    assert (answer.host, answer.standing, answer.said) == ("t.example", standing, "no")
