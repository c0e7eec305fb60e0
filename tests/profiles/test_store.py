"""Profiles on both databases."""

from dataclasses import replace

import pytest

from neonarr.base.errors import Conflict, Invalid, NotFound
from neonarr.base.ids import ItemId
from neonarr.base.kinds import MediaKind
from neonarr.decisions.profiles.presets import presets
from neonarr.library import store as library
from neonarr.library.store import NewItem
from neonarr.profiles import slots, store, version
from neonarr.profiles.seed import seed
from neonarr.profiles.tables import ProfileId
from neonarr.storage.db import Database
from tests.decisions.make import profile
from tests.kit.moved_clock import MovedClock

pytestmark = pytest.mark.anyio


async def test_the_presets_come_back_as_they_were_written(database: Database) -> None:
    await database.write(seed)
    for kind in MediaKind:
        stored = await database.read(store.profiles, kind)
        made = [preset.profile for preset in presets(kind)]
        assert [one.profile for one in stored] == made
        assert [one.is_default for one in stored] == [True] + [False] * (len(made) - 1)
        assert [one.profile.place("FLAC") for one in stored] == [o.place("FLAC") for o in made]


async def test_what_a_person_deleted_is_not_seeded_again(database: Database) -> None:
    await database.write(seed)
    gone = (await database.read(store.profiles))[1]
    await database.write(store.delete_profile, gone.id)
    await database.write(seed)
    assert gone.id not in [one.id for one in await database.read(store.profiles)]


async def test_every_save_is_a_version_of_the_profile_and_of_all(database: Database) -> None:
    made = await database.write(store.add_profile, profile())
    before = await database.read(version.current)
    changed = await database.write(store.change_profile, made.id, profile(name="Yours", version=9))
    assert (made.profile.version, changed.profile.version) == (1, 2)
    assert await database.read(store.expected, made.id) == changed
    assert await database.read(version.current) == before + 1


async def test_two_of_one_name_are_refused_and_nothing_is_saved(database: Database) -> None:
    made = await database.write(store.add_profile, profile())
    other = await database.write(store.add_profile, profile(name="Other"))
    before = await database.read(version.current)
    with pytest.raises(Invalid, match="“MINE” already; choose another"):
        await database.write(store.add_profile, profile(name="MINE"))
    with pytest.raises(Invalid, match="already"):
        await database.write(store.change_profile, other.id, profile(name="mine"))
    assert await database.read(store.profiles) == [made, other]
    assert await database.read(version.current) == before


async def test_one_that_makes_no_sense_is_refused(database: Database) -> None:
    made = await database.write(store.add_profile, profile())
    with pytest.raises(Invalid, match="cutoff"):
        await database.write(store.change_profile, made.id, profile(cutoff="DVD-R"))
    music = presets(MediaKind.ALBUM)[0].profile
    with pytest.raises(Invalid, match="music"):
        await database.write(store.change_profile, made.id, music)
    assert await database.read(store.profiles) == [made]


async def test_one_in_use_or_the_default_stays(database: Database, clock: MovedClock) -> None:
    await database.write(store.add_profile, profile())
    used = await database.write(store.add_profile, profile(name="Used"))
    heat = NewItem(MediaKind.MOVIE, "Heat", None, 1995)
    item, _ = await database.write(library.find_or_add, heat, clock.now())
    await database.write(slots.assign, item, {"main": used.id})

    with pytest.raises(Conflict, match="“Used” is in use by “Heat”; give them another"):
        await database.write(store.delete_profile, used.id)
    await database.write(library.delete_item, item.id)
    await database.write(store.make_default, used.id)
    with pytest.raises(Conflict, match="default"):
        await database.write(store.delete_profile, used.id)
    [first, second] = await database.read(store.profiles)
    assert (first.is_default, second.is_default) == (False, True)
    await database.write(store.delete_profile, first.id)
    with pytest.raises(NotFound):
        await database.write(store.delete_profile, first.id)


async def test_an_item_goes_by_its_own_profiles_or_by_the_default(
    database: Database, clock: MovedClock
) -> None:
    default = await database.write(store.add_profile, profile())
    small = await database.write(store.add_profile, profile(name="Small"))
    music = await database.write(store.add_profile, presets(MediaKind.ALBUM)[0].profile)
    heat = NewItem(MediaKind.MOVIE, "Heat", None, 1995)
    item, _ = await database.write(library.find_or_add, heat, clock.now())
    assert await database.read(slots.slots, item) == {"main": default}

    both = {"a copy": small.id, "main": small.id}
    await database.write(slots.assign, item, both)
    assert list((await database.read(slots.slots, item)).items()) == [
        ("main", small),
        ("a copy", small),
    ]
    ids = await database.read(slots.main_ids, MediaKind.MOVIE)
    assert (ids(item.id), ids(ItemId(99))) == (small.id, default.id)
    assert await database.read(slots.main_id, item) == small.id
    for wrong in ({"main": music.id}, {"main": ProfileId(99)}, {" ": small.id}):
        with pytest.raises(Invalid):
            await database.write(slots.assign, item, wrong)
    assert set(await database.read(slots.slots, item)) == {"main", "a copy"}
    await database.write(slots.assign, item, {})
    assert await database.read(slots.slots, item) == {"main": default}


async def test_what_only_neonarr_knows_of_a_profile_is_kept(database: Database) -> None:
    small = presets(MediaKind.MOVIE)[1].profile
    made = await database.write(store.add_profile, replace(small, scores={"Modern codec": 7}))
    kept = (await database.read(store.expected, made.id)).profile
    assert (kept.sizes, kept.note, kept.scores) == (small.sizes, small.note, {"Modern codec": 7})
