"""The preferences in force."""

from typing import Any

import pytest

from neonarr.base.errors import Conflict, Invalid
from neonarr.settings.current import CurrentPreferences
from neonarr.settings.fixed import defaults_of
from neonarr.settings.model import RemoveTorrent
from neonarr.settings.store import load_settings, save_setting
from neonarr.storage.db import Database

pytestmark = pytest.mark.anyio


def fresh(**fixed: Any) -> CurrentPreferences:
    return CurrentPreferences(defaults_of("/data"), fixed)


async def test_changes_last(database: Database) -> None:
    one, other = fresh(), fresh()
    await one.change(database, {"max_active_downloads": 9, "remove_torrent": "never"})
    await other.reload(database)
    assert one.value == other.value
    assert other.value.max_active_downloads == 9
    assert other.value.remove_torrent is RemoveTorrent.NEVER


async def test_one_bad_change_stores_none(database: Database) -> None:
    one = fresh()
    with pytest.raises(Invalid) as caught:
        await one.change(database, {"share_minutes": 1, "movies_dir": "relative"})
    assert caught.value.field == "moviesDir"
    assert await database.read(load_settings) == {}
    assert one.value == fresh().value


async def test_what_the_environment_fixes_wins_and_stays(database: Database) -> None:
    await fresh().change(database, {"movies_dir": "/stored"})
    one = fresh(movies_dir="/fixed")
    await one.reload(database)
    assert one.value.movies_dir == "/fixed"
    with pytest.raises(Conflict, match="moviesDir"):
        await one.change(database, {"movies_dir": "/other"})
    later = fresh()
    await later.reload(database)
    assert later.value.movies_dir == "/stored", "once the variable is gone, it counts again"


async def test_a_stored_value_that_is_no_longer_valid_is_its_default(database: Database) -> None:
    def spoil(connection: Any) -> None:
        for name, value in (("share_ratio", "much"), ("music_dir", None), ("gone", 1)):
            save_setting(connection, name, value)

    await database.write(spoil)
    one = fresh()
    await one.reload(database)
    assert one.value == fresh().value
