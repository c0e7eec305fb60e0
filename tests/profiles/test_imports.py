"""Profiles that come in from files, on both databases."""

from typing import Any

import pytest

from neonarr.base.errors import Invalid
from neonarr.decisions.profiles.portable import portable_json, read_portables
from neonarr.profiles import formats, imports, store
from neonarr.storage.db import Database
from tests.profiles.test_formats import custom_format

pytestmark = pytest.mark.anyio


def given(name: str = "HD", **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "upgradeAllowed": True,
        "cutoff": "DVD",
        "items": [{"name": "DVD", "allowed": True}],
        **more,
    }


def guides(name: str = "HD", **more: Any) -> dict[str, Any]:
    return given(name, trash_id="p1", formatItems={"as the guide calls it": "f1"}, **more)


def brought(name: str, **more: Any) -> dict[str, Any]:
    condition = {
        "name": "it",
        "implementation": "YearSpecification",
        "fields": {"min": 1, "max": 2},
    }
    return {"name": name, "specifications": [condition], **more}


async def save(database: Database, *values: Any, may_replace: bool = False) -> imports.Imported:
    portables = read_portables(list(values))
    return await database.write(imports.import_profiles, portables, may_replace=may_replace)


async def names(database: Database) -> list[str]:
    return [one.profile.name for one in await database.read(store.profiles)]


async def test_a_guide_s_profile_takes_the_place_of_its_older_self(database: Database) -> None:
    hdr = custom_format("Renamed here", trash_id="f1", trash_scores={"default": 5, "sqp": 9})
    await database.write(formats.add_format, hdr)
    [first] = (await save(database, guides())).profiles
    assert first.profile.scores == {"Renamed here": 5}
    [newer] = (await save(database, guides("HD 2", trash_score_set="sqp"))).profiles
    assert (newer.id, newer.profile.version) == (first.id, 2)
    assert newer.profile.scores == {"Renamed here": 9}
    assert await names(database) == ["HD 2"]


async def test_a_profile_of_somebody_s_own_is_replaced_only_if_it_may_be(
    database: Database,
) -> None:
    [own] = (await save(database, given(note="Mine."))).profiles
    assert (own.profile.note, own.profile.guide) == ("Mine.", None)
    with pytest.raises(Invalid, match="There is a profile “hd” already"):
        await save(database, given("Other"), given("hd"))
    assert await names(database) == ["HD"]
    [same] = (await save(database, given("hd"), may_replace=True)).profiles
    assert (same.id, await names(database)) == (own.id, ["hd"])
    [music] = (
        await save(
            database,
            given("hd", kind="album", cutoff="FLAC", items=[{"name": "FLAC", "allowed": True}]),
        )
    ).profiles
    assert music.id != own.id, "one of each kind may have that name"


async def test_formats_that_come_along_are_added_where_they_are_missing(
    database: Database,
) -> None:
    here = await database.write(formats.add_format, custom_format("Here", trash_id="f1"))
    one = given(
        formatScores={"new": 1, "As it was called": 2},
        customFormats=[brought("New"), brought("As it was called", trash_id="f1")],
    )
    done = await save(database, one)
    assert [kept.format.name for kept in done.formats] == ["New"]
    assert done.profiles[0].profile.scores == {"New": 1, "Here": 2}
    assert (await database.read(formats.expected, here.id)).format == here.format

    exported = portable_json(done.profiles[0].profile, await database.read(formats.contents))
    assert {kept["name"] for kept in exported["customFormats"]} == {"New", "Here"}
    again = await save(database, exported, may_replace=True)
    assert again.formats == () and again.profiles[0].profile.scores == {"New": 1, "Here": 2}


async def test_all_or_none(database: Database) -> None:
    fine = given("Fine", formatScores={"New": 1}, customFormats=[brought("New")])
    for bad in (given("Bad", formatScores={"Gone": 1}), guides("Bad"), given("Bad", cutoff="CAM")):
        with pytest.raises(Invalid):
            await save(database, fine, bad)
    assert await names(database) == []
    assert await database.read(formats.contents) == []


async def test_missing_formats_are_named_up_to_a_point(database: Database) -> None:
    wanted = {f"F{n:02}": f"t{n}" for n in range(12)}
    with pytest.raises(Invalid, match=r"“F00”, “F01”.*“F09” and 2 more, which are not here"):
        await save(database, {**guides(), "formatItems": wanted})
