"""Items and files, on both databases."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from neonarr.base.ids import AcquisitionId, ItemId
from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes
from neonarr.library import shelf, store
from neonarr.library.model import NO_FACTS, Availability, Facts, Item, LibraryFile
from neonarr.library.store import NewItem
from neonarr.storage.db import Database
from tests.kit.moved_clock import MovedClock

pytestmark = pytest.mark.anyio

M, A = MediaKind.MOVIE, MediaKind.ALBUM


async def add(db: Database, clock: MovedClock, new: NewItem) -> tuple[Item, bool]:
    return await db.write(store.find_or_add, new, clock.now())


def file(item: Item, number: int, path: str, clock: MovedClock, **changes: Any) -> LibraryFile:
    plain = LibraryFile(
        item_id=item.id,
        acquisition_id=AcquisitionId(number),
        path=path,
        size=Bytes(5),
        quality="FLAC",
        method="hardlink",
        cost=Bytes(0),
        imported_at=clock.now(),
    )
    return replace(plain, **changes)


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [
        (NewItem(M, "Heat", year=1995), NewItem(M, "HEAT", year=1995), True),
        (NewItem(M, "Heat", year=1995), NewItem(M, "Heat", year=1986), False),
        (NewItem(M, "Heat", year=1995), NewItem(M, "Heat"), True),
        (NewItem(M, "Heat"), NewItem(M, "Heat", year=1995), True),
        (NewItem(M, "Amélie", year=2001), NewItem(M, "Amelie", year=2001), True),
        (NewItem(M, "Heat", year=1995), NewItem(A, "Heat", "Heat", 1995), False),
        (
            NewItem(A, "Blue", "Joni Mitchell", 1971),
            NewItem(A, "Blue", "Joni Mitchell", 2021),
            True,
        ),
        (NewItem(A, "Blue", "Joni Mitchell"), NewItem(A, "Blue", "Eiffel 65"), False),
        (NewItem(M, "Heat", tmdb_id=949), NewItem(M, "Another name", tmdb_id=949), True),
        (NewItem(M, "Heat", imdb_id="tt0113277"), NewItem(M, "X", imdb_id="tt0113277"), True),
    ],
    ids=lambda value: getattr(value, "title", str(value)),
)
async def test_what_is_the_same_item(
    database: Database, clock: MovedClock, first: NewItem, second: NewItem, is_same: bool
) -> None:
    one, is_new = await add(database, clock, first)
    other, is_other_new = await add(database, clock, second)

    assert is_new
    assert (one.id == other.id) is is_same
    assert is_other_new is not is_same


async def test_of_two_films_the_one_of_that_very_year(
    database: Database, clock: MovedClock
) -> None:
    await add(database, clock, NewItem(M, "Dune"))
    known = await database.write(
        lambda c: store.find_or_add(c, NewItem(M, "Dune", year=1984, tmdb_id=1), clock.now())
    )
    found = await database.read(store.find, NewItem(M, "Dune", year=1984))

    assert found is not None
    assert found.id == known[0].id


async def test_many_at_once_make_one_item(database: Database, clock: MovedClock) -> None:
    made = await asyncio.gather(
        *(add(database, clock, NewItem(M, "Heat", year=1995)) for _ in range(8))
    )

    assert len({item.id for item, _ in made}) == 1
    assert sum(is_new for _, is_new in made) == 1


async def test_files_recorded_twice_are_there_once(database: Database, clock: MovedClock) -> None:
    item, _ = await add(database, clock, NewItem(A, "Blue", "Joni Mitchell"))
    tracks = [
        file(item, 1, "/music/2.flac", clock, disc=1, track=2, media={"codec": "FLAC"}),
        file(item, 1, "/music/1.flac", clock, disc=1, track=1),
    ]
    await database.write(store.record_files, AcquisitionId(1), tracks)
    await database.write(store.record_files, AcquisitionId(1), tracks)

    found = await database.read(store.files_of, [AcquisitionId(1)])

    assert found == [tracks[1], tracks[0]]
    assert await database.read(store.item_with_file, item.id) == (item, True)


async def test_a_path_belongs_to_who_recorded_it_last(
    database: Database, clock: MovedClock
) -> None:
    item, _ = await add(database, clock, NewItem(M, "Heat"))
    first, second = file(item, 1, "/m/heat.mkv", clock), file(item, 2, "/m/heat.mkv", clock)
    await database.write(store.record_files, AcquisitionId(1), [first])
    await database.write(store.record_files, AcquisitionId(2), [second])

    assert await database.read(store.files_of, [AcquisitionId(1)]) == []
    assert await database.read(store.files_of, [AcquisitionId(2)]) == [second]


async def test_items_are_listed_by_title_and_found_by_a_part_of_the_name(
    database: Database, clock: MovedClock
) -> None:
    heat, _ = await add(database, clock, NewItem(M, "Heat", year=1995))
    alien, _ = await add(database, clock, NewItem(M, "Alien", year=1979))
    await add(database, clock, NewItem(A, "Heat", "Somebody"))
    await database.write(
        store.record_files, AcquisitionId(1), [file(heat, 1, "/m/heat.mkv", clock)]
    )

    assert await database.read(store.items, M) == [(alien, False), (heat, True)]
    assert await database.read(store.items, M, "HEA") == [(heat, True)]
    assert await database.read(store.items, M, "100%") == []
    assert await database.read(store.items_by_id, [heat.id, ItemId(999)]) == {heat.id: heat}


async def test_what_was_imported_is_paged_newest_first(
    database: Database, clock: MovedClock
) -> None:
    made = []
    for n in range(3):
        item, _ = await add(database, clock, NewItem(M, f"Film {n}"))
        at = clock.now() + timedelta(hours=n)
        one = file(item, n, f"/m/{n}.mkv", clock, imported_at=at)
        await database.write(store.record_files, AcquisitionId(n), [one])
        made.append((item, [one]))
    late, _ = await add(database, clock, NewItem(M, "Not there yet"))

    assert await database.read(shelf.imported_items, 2, 0) == ([made[2], made[1]], 3)
    assert await database.read(shelf.imported_items, 2, 2) == ([made[0]], 3)
    assert await database.read(shelf.imported_items, 5, 0, "film 1") == ([made[1]], 1)

    every = [made[2], made[1], (late, []), made[0]]
    assert await database.read(shelf.all_items, 9, 0) == (every, 4)
    assert await database.read(shelf.all_items, 2, 1) == (every[1:3], 4)
    assert await database.read(shelf.all_items, 9, 0, "not there") == ([(late, [])], 1)
    chosen = {late.id, made[0][0].id}
    assert await database.read(shelf.all_items, 1, 1, "", chosen) == ([made[0]], 2)


async def test_a_deleted_item_takes_its_records_along(
    database: Database, clock: MovedClock
) -> None:
    item, _ = await add(database, clock, NewItem(M, "Heat"))
    await database.write(store.record_files, AcquisitionId(1), [file(item, 1, "/m/h.mkv", clock)])

    assert await database.write(store.delete_item, item.id) is True
    assert await database.write(store.delete_item, item.id) is False
    assert await database.read(store.item, item.id) is None
    assert await database.read(store.files_of, [AcquisitionId(1)]) == []


FACTS = Facts(
    minutes=170.5,
    original_language="Korean",
    tags=frozenset({"kids", "4k"}),
    availability=Availability.RELEASED,
    status="inCinemas",
    in_cinemas=datetime(2031, 3, 1, tzinfo=UTC),
    digital_release=datetime(2031, 5, 1, tzinfo=UTC),
    physical_release=datetime(2031, 7, 1, tzinfo=UTC),
)


async def test_an_item_keeps_what_is_known_of_it(database: Database, clock: MovedClock) -> None:
    plain, _ = await add(database, clock, NewItem(M, "Alien"))
    told, _ = await add(database, clock, NewItem(M, "Heat", facts=FACTS))

    assert plain.facts == NO_FACTS
    assert told.facts == FACTS
    assert await database.read(store.item, told.id) == told


async def test_an_item_is_changed(database: Database, clock: MovedClock) -> None:
    one, _ = await add(database, clock, NewItem(M, "Heat", year=1995))
    changed = replace(one, title="Heat II", year=2027, is_monitored=True, tmdb_id=7, facts=FACTS)

    assert await database.write(store.change_item, changed) is True
    assert await database.read(store.find, NewItem(M, "heat ii")) == changed
    assert await database.write(store.change_item, replace(changed, id=ItemId(999))) is False


async def test_what_a_file_tells_never_overrules_a_person(
    database: Database, clock: MovedClock
) -> None:
    unknown, _ = await add(database, clock, NewItem(M, "Alien"))
    known, _ = await add(database, clock, NewItem(M, "Heat", facts=Facts(minutes=170)))
    for one in (unknown, known):
        await database.write(store.learn_minutes, one.id, 95.5)

    assert (await database.read(store.items_by_id, [unknown.id]))[unknown.id].facts.minutes == 95.5
    assert (await database.read(store.items_by_id, [known.id]))[known.id].facts.minutes == 170
