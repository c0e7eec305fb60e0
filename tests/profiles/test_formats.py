"""Custom formats, definitions and the delay on both databases."""

from datetime import timedelta
from typing import Any

import pytest

from neonarr.base.errors import Conflict, Invalid, NotFound
from neonarr.base.kinds import MediaKind
from neonarr.decisions.formats.kinds import CustomFormat
from neonarr.decisions.formats.reading import read_format
from neonarr.decisions.qualities.definitions import Definition, default_definitions
from neonarr.decisions.situation import Delay
from neonarr.profiles import definitions, delays, formats, store
from neonarr.profiles.delays import DelayProfile
from neonarr.profiles.policies import Policies
from neonarr.profiles.tables import FormatId
from neonarr.settings.model import Preferences
from neonarr.storage.db import Database
from tests.decisions.make import profile

pytestmark = pytest.mark.anyio


def custom_format(name: str = "HDR", pattern: str = r"\bHDR", **more: Any) -> CustomFormat:
    condition = {
        "name": "it",
        "implementation": "ReleaseTitleSpecification",
        "negate": False,
        "required": True,
        "fields": {"value": pattern},
    }
    return read_format({"name": name, "specifications": [condition], **more})


async def test_formats_come_back_as_they_were(database: Database) -> None:
    hdr = custom_format(trash_id="abc", trash_scores={"default": 5})
    made = await database.write(formats.add_format, hdr)
    assert await database.read(formats.formats) == [made]
    assert made.format == hdr
    assert await database.read(formats.format_ids) == {"HDR": made.id}
    with pytest.raises(Invalid, match="“hdr” already"):
        await database.write(formats.add_format, custom_format("hdr"))


async def test_an_import_replaces_what_is_here_and_is_all_or_nothing(database: Database) -> None:
    old = await database.write(formats.add_format, custom_format(trash_id="abc"))
    plain = await database.write(formats.add_format, custom_format("DV"))
    new = [custom_format("HDR10", "HDR10", trash_id="abc"), custom_format("dv"), custom_format("x")]
    saved = await database.write(formats.import_formats, new)
    assert [one.id for one in saved][:2] == [old.id, plain.id]
    assert [one.format.name for one in await database.read(formats.formats)] == ["HDR10", "dv", "x"]

    clash = [custom_format("y"), custom_format("x", trash_id="abc")]
    with pytest.raises(Invalid, match="“x” already"):
        await database.write(formats.import_formats, clash)
    assert [one.format.name for one in await database.read(formats.formats)] == ["HDR10", "dv", "x"]


async def test_a_format_that_is_renamed_keeps_its_scores(database: Database) -> None:
    made = await database.write(formats.add_format, custom_format())
    one = await database.write(store.add_profile, profile(scores={"HDR": 50, "DV": 1}))
    await database.write(formats.change_format, made.id, custom_format("High range"))
    stored = await database.read(store.expected, one.id)
    assert stored.profile.scores == {"High range": 50, "DV": 1}


async def test_a_format_in_use_stays(database: Database) -> None:
    made = await database.write(formats.add_format, custom_format())
    one = await database.write(store.add_profile, profile(scores={"HDR": 50}))
    with pytest.raises(Conflict, match="“HDR” is scored by profile “Mine”; set its score to 0"):
        await database.write(formats.delete_format, made.id)
    await database.write(store.change_profile, one.id, profile())
    await database.write(formats.delete_format, made.id)
    assert await database.read(formats.formats) == []
    with pytest.raises(NotFound):
        await database.write(formats.change_format, FormatId(made.id), custom_format())


async def test_definitions_are_the_defaults_until_changed(database: Database) -> None:
    kind = MediaKind.MOVIE
    defaults = {one.quality: one for one in default_definitions(kind)}
    assert await database.read(definitions.definitions, kind) == defaults
    dvd = Definition("DVD", 2, 3.5, None)
    assert await database.write(definitions.save_definitions, kind, [dvd]) == {
        **defaults,
        "DVD": dvd,
    }
    assert (await database.read(definitions.definitions, kind))["DVD"] == dvd
    assert "DVD" not in await database.read(definitions.definitions, MediaKind.ALBUM)
    await database.write(definitions.save_definitions, kind, [defaults["DVD"]])
    assert await database.read(definitions.definitions, kind) == defaults


async def test_policies_follow_every_save_and_compile_only_then(database: Database) -> None:
    policies = Policies(lambda: Preferences("/m", "/a", "/d"))
    empty = await database.read(policies.policy, MediaKind.MOVIE, None)
    assert (empty.formats.formats, empty.delay) == ((), None)
    again = await database.read(policies.policy, MediaKind.MOVIE, None)
    assert again.formats is empty.formats

    made = await database.write(formats.add_format, custom_format())
    two_hours = DelayProfile(delays.DEFAULT, Delay(timedelta(hours=2), False, 30))
    await database.write(delays.change_delay, two_hours)
    now = await database.read(policies.policy, MediaKind.MOVIE, profile())
    assert now.formats.formats == (made.format,)
    assert now.delay == Delay(timedelta(hours=2), False, 30)
    await database.write(delays.change_delay, DelayProfile(delays.DEFAULT, delays.NO_DELAY))
    assert (await database.read(policies.policy, MediaKind.MOVIE, None)).delay is None
