"""What may be set in a client that stops or surprises us."""

from dataclasses import replace
from typing import Any

import pytest

from neonarr.base.errors import Unreachable
from neonarr.base.units import Bytes
from neonarr.doctor.clients import session, setup
from neonarr.doctor.clients.setup import troubles_of
from neonarr.doctor.model import Severity
from neonarr.downloads.setup import AtLimit, ClientSetup
from neonarr.settings.model import Preferences, RemoveTorrent
from tests.kit.app import App

pytestmark = pytest.mark.anyio
WANTED = Preferences("/m", "/a", "/d", max_active_downloads=5, share_ratio=1.0)
FINE = ClientSetup(
    version="v5.0",
    save_path="/downloads",
    category_paths={"neonarr-movies": "/downloads/films"},
    most_active=5,
    free_space=Bytes(10**12),
    is_connected=True,
    is_reachable=True,
)


@pytest.mark.parametrize(
    ("change", "key", "severity"),
    [
        ({"most_active": 3}, "setup.queue", "warning"),
        ({"most_active": 0}, "setup.queue_closed", "error"),
        (
            {"at_limit": AtLimit.REMOVE_WITH_DATA, "share_ratio": 1.0},
            "setup.removes_itself",
            "error",
        ),
        ({"at_limit": AtLimit.REMOVE, "share_ratio": 0.5}, "setup.removes_itself", "warning"),
        ({"at_limit": AtLimit.REMOVE, "share_minutes": 9}, "setup.removes_itself", "notice"),
        ({"is_slowed": True, "down_limit": Bytes(10_240)}, "setup.alternative_limits", "warning"),
        ({"is_slowed": True}, "setup.alternative_limits", "notice"),
        ({"down_limit": Bytes(5_000_000)}, "setup.speed_limit", "notice"),
        ({"free_space": Bytes(5 * 10**9)}, "setup.space", "warning"),
        ({"free_space": Bytes(10**8)}, "setup.space", "error"),
        ({"is_connected": False}, "setup.disconnected", "warning"),
        ({"is_reachable": False}, "setup.firewalled", "notice"),
        ({"excluded_names": ("*.exe", "*.mkv")}, "setup.excluded", "error"),
    ],
)
def test_each_is_found_and_told_in_full(change: dict[str, Any], key: str, severity: str) -> None:
    [found] = troubles_of(replace(FINE, **change), "qB", WANTED)
    assert (found.key, found.severity) == (key, Severity(severity))
    assert found.seen and found.cause and found.fix, "every trouble says all of it"


@pytest.mark.parametrize(
    "change",
    [
        {"most_active": None},
        {"most_active": 99},
        {"at_limit": AtLimit.REMOVE_WITH_DATA},
        {"at_limit": AtLimit.STOP, "share_ratio": 0.1},
        {"free_space": None},
        {"is_connected": None, "is_reachable": None},
        {"excluded_names": ("*.exe", "*.lnk")},
    ],
)
def test_what_is_no_trouble(change: dict[str, Any]) -> None:
    assert list(troubles_of(replace(FINE, **change), "qB", WANTED)) == []


def test_removing_late_is_worse_where_nothing_is_removed_here() -> None:
    told = replace(FINE, at_limit=AtLimit.REMOVE, share_ratio=2.0)
    kept = replace(WANTED, remove_torrent=RemoveTorrent.NEVER)
    assert [f.severity for f in troubles_of(told, "qB", WANTED)] == [Severity.NOTICE]
    assert [f.severity for f in troubles_of(told, "qB", kept)] == [Severity.WARNING]


async def test_the_queue_offers_what_fits(app: App, look: Any) -> None:
    app.outside.client.told = replace(FINE, most_active=2)
    found = {f.subject: f for f in await look(setup.look)}
    action = found["Fake download_client"].action
    assert action and (action.key, dict(action.parameters)) == ("hand_over_at_most", {"count": 2})
    assert found["Built-in engine"].severity is Severity.OK


async def test_a_client_that_does_not_answer_is_told_once(app: App, look: Any) -> None:
    app.outside.client.fail_with = Unreachable("Fake", "is away.")
    assert "Fake download_client" not in {f.subject for f in await look(setup.look)}
    found = {f.subject: f for f in await look(session.look)}
    assert found["Fake download_client"].severity is Severity.ERROR
    assert "is away" in found["Fake download_client"].seen
    app.outside.client.fail_with = None
    assert {f.severity for f in await look(session.look)} == {Severity.OK}


async def test_no_client_at_all(app: App, look: Any) -> None:
    app.world.clients.replace([])
    [found] = await look(session.look)
    assert found.key == "session.none" and found.severity is Severity.ERROR
