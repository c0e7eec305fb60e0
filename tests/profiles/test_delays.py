"""Delays by tag on both databases."""

from datetime import timedelta

import msgspec
import pytest

from neonarr.base.errors import Conflict, Invalid, NotFound
from neonarr.base.kinds import MediaKind
from neonarr.decisions.situation import TORRENT, Delay
from neonarr.profiles import delays
from neonarr.profiles.delays import DEFAULT, NO_DELAY, DelayProfile
from neonarr.profiles.policies import Policies
from neonarr.settings.model import Preferences
from neonarr.settings.store import save_setting
from neonarr.storage.db import Database

pytestmark = pytest.mark.anyio

HOURS = {hours: Delay(timedelta(hours=hours)) for hours in (1, 2, 3)}


def tagged(hours: int, *tags: str) -> DelayProfile:
    return DelayProfile(0, HOURS[hours], frozenset(tags))


async def order(database: Database) -> list[int]:
    return [one.id for one in await database.read(delays.delay_profiles)]


async def test_one_counts_for_everything_until_there_are_more(database: Database) -> None:
    [only] = await database.read(delays.delay_profiles)
    assert only == DelayProfile(DEFAULT, NO_DELAY)
    first = await database.write(delays.add_delay, tagged(1, "kids", "4k"))
    second = await database.write(delays.add_delay, tagged(2, "kids"))
    assert await order(database) == [first.id, second.id, DEFAULT]
    known = await database.read(delays.delay_profiles)
    assert delays.profile_for(known, frozenset({"kids"})) == first
    assert delays.profile_for(known, frozenset({"old", "4k"})) == first
    assert delays.profile_for(known, frozenset({"old"})).id == DEFAULT
    assert delays.profile_for(known, frozenset()).id == DEFAULT

    moved = await database.write(delays.move_delay, second.id, None)
    assert [one.id for one in moved] == await order(database) == [second.id, first.id, DEFAULT]
    await database.write(delays.move_delay, second.id, first.id)
    await database.write(delays.move_delay, second.id, second.id)
    assert await order(database) == [first.id, second.id, DEFAULT]

    changed = DelayProfile(first.id, HOURS[3], frozenset({"old"}), usenet_minutes=5)
    await database.write(delays.change_delay, changed)
    assert await database.read(delays.expected, first.id) == changed
    await database.write(delays.delete_delay, second.id)
    third = await database.write(delays.add_delay, tagged(1, "new"))
    assert await order(database) == [first.id, third.id, DEFAULT]
    assert third.id > second.id, "no number is given again"


async def test_what_can_t_be_said_of_delays(database: Database) -> None:
    one = await database.write(delays.add_delay, tagged(1, "kids"))
    before = await database.read(delays.delay_profiles)
    with pytest.raises(Invalid, match="a tag at least"):
        await database.write(delays.add_delay, tagged(1))
    with pytest.raises(Invalid, match="a tag at least"):
        await database.write(delays.change_delay, DelayProfile(one.id, HOURS[1]))
    with pytest.raises(Invalid, match="can't have tags"):
        await database.write(
            delays.change_delay, DelayProfile(DEFAULT, HOURS[1], frozenset({"kids"}))
        )
    with pytest.raises(Invalid, match="Allow torrents or Usenet"):
        nothing = DelayProfile(DEFAULT, HOURS[1], takes_torrents=False)
        await database.write(delays.change_delay, nothing)
    with pytest.raises(Conflict, match="set it to 0"):
        await database.write(delays.delete_delay, DEFAULT)
    for number, after in ((DEFAULT, None), (one.id, DEFAULT)):
        with pytest.raises(Conflict, match="stays the last"):
            await database.write(delays.move_delay, number, after)
    for number, after in ((99, None), (one.id, 99)):
        with pytest.raises(NotFound, match="99"):
            await database.write(delays.move_delay, number, after)
    for gone in (delays.expected, delays.delete_delay):
        with pytest.raises(NotFound, match="99"):
            await database.write(gone, 99)
    with pytest.raises(NotFound, match="99"):
        await database.write(delays.change_delay, DelayProfile(99, HOURS[1]))
    assert await database.read(delays.delay_profiles) == before


async def test_there_is_an_end_to_their_number(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delays, "MOST", 2)
    await database.write(delays.add_delay, tagged(1, "kids"))
    with pytest.raises(Invalid, match="delete some first"):
        await database.write(delays.add_delay, tagged(1, "kids"))


async def test_one_that_was_saved_alone_is_still_there(database: Database) -> None:
    old = Delay(timedelta(hours=2), is_skipped_for_best=False, skipped_from_score=30)
    await database.write(save_setting, "delay", msgspec.to_builtins(old))
    assert await database.read(delays.delay_profiles) == (DelayProfile(DEFAULT, old),)
    await database.write(delays.add_delay, tagged(1, "kids"))
    assert (await database.read(delays.expected, DEFAULT)).delay == old


async def test_an_item_waits_as_its_tags_say(database: Database) -> None:
    policies, movie = Policies(lambda: Preferences("/m", "/a", "/d")), MediaKind.MOVIE
    none = await database.read(policies.policy, movie, None)
    assert (none.delay, none.protocols) == (None, {TORRENT})
    await database.write(delays.add_delay, tagged(2, "kids"))
    no_torrents = DelayProfile(0, HOURS[1], frozenset({"news"}), False, True)
    await database.write(delays.add_delay, no_torrents)
    kids = await database.read(policies.policy, movie, None, frozenset({"kids"}))
    assert kids.delay == HOURS[2]
    news = await database.read(policies.policy, movie, None, frozenset({"news"}))
    assert (news.delay, news.protocols) == (HOURS[1], frozenset())
    assert (await database.read(policies.policy, movie, None)).delay is None
