"""Profiles and formats as the own API and the pages show them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from neonarr.base.kinds import MediaKind
from neonarr.decisions.formats.kinds import CustomFormat
from neonarr.decisions.formats.languages import LANGUAGE_NAMES
from neonarr.decisions.formats.wording import in_words
from neonarr.decisions.formats.writing import guide_json
from neonarr.decisions.profiles.model import Profile, rung
from neonarr.decisions.profiles.presets import presets
from neonarr.decisions.profiles.whole import whole_profile_json
from neonarr.decisions.qualities.definitions import api_definitions
from neonarr.decisions.qualities.ladders import LADDERS
from neonarr.profiles import definitions, formats, outlines, store
from neonarr.profiles.formats import format_ids
from neonarr.profiles.store import StoredProfile
from neonarr.profiles.tables import FormatId, ProfileId
from neonarr.storage.db import Database

UNNUMBERED = 0
"""The id of a profile that is not saved yet."""


def profile_shown(one: StoredProfile, numbers: Mapping[str, int]) -> dict[str, Any]:
    """`numbers`: the formats there are, name to number."""
    return {**whole_profile_json(one.profile, one.id, numbers), "isDefault": one.is_default}


def profiles_shown(connection: Connection, kind: MediaKind | None) -> list[dict[str, Any]]:
    """Those of the kind, or of both, oldest first."""
    numbers = format_ids(connection)
    return [profile_shown(one, numbers) for one in store.profiles(connection, kind)]


def one_shown(connection: Connection, profile_id: int) -> dict[str, Any]:
    """Raises NotFound."""
    found = store.expected(connection, ProfileId(profile_id))
    return profile_shown(found, format_ids(connection))


def copied(connection: Connection, profile_id: int) -> dict[str, Any]:
    """One not saved yet, like that one but for the name. Raises NotFound."""
    found = store.expected(connection, ProfileId(profile_id)).profile
    name = f"{found.name} (copy)"
    return _unsaved(replace(found, name=name), format_ids(connection))


def begun(connection: Connection, kind: MediaKind, preset: int | None) -> dict[str, Any]:
    """One not saved yet: like the preset of that place, or one that wants the best quality of its
    kind and nothing else. A format that is scored and is not there is named in `missing`."""
    numbers = format_ids(connection)
    if preset is None:
        ladder = LADDERS[kind]
        rungs = tuple(rung(name, is_wanted=name == ladder[-1]) for name in ladder)
        return _unsaved(Profile("", kind, rungs, ladder[-1]), numbers)
    profile = presets(kind)[preset].profile
    taken = {one.profile.name.casefold() for one in store.profiles(connection, kind)}
    name = profile.name if profile.name.casefold() not in taken else f"{profile.name} (copy)"
    return _unsaved(replace(profile, name=name), numbers)


def presets_shown(kind: MediaKind) -> list[dict[str, Any]]:
    """Name and sentence of each, and what it wants, best first."""
    return [
        {
            "name": one.profile.name,
            "note": one.profile.note,
            "wanted": [rung.name for rung in reversed(one.profile.rungs) if rung.is_wanted],
        }
        for one in presets(kind)
    ]


def _unsaved(profile: Profile, numbers: Mapping[str, int]) -> dict[str, Any]:
    missing = [name for name in profile.scores if name not in numbers]
    shown = whole_profile_json(profile, UNNUMBERED, numbers)
    return {**shown, "isDefault": False, "missing": missing}


def around(connection: Connection, kind: MediaKind) -> dict[str, Any]:
    """What an editor of profiles needs beside the profile: every quality of the kind, worst first,
    with the size it may have; the languages; and what guides give the formats, by format and
    score set."""
    known = definitions.definitions(connection, kind)
    languages = sorted(LANGUAGE_NAMES.items(), key=lambda one: (one[0] > 0, one[1]))
    return {
        "ladder": list(LADDERS[kind]),
        "definitions": api_definitions(known.values(), kind),
        "guideScores": outlines.guide_scores(connection),
        "languages": [{"id": number, "name": name} for number, name in languages],
    }


def conditions_shown(one: CustomFormat) -> list[dict[str, Any]]:
    """Each condition in words."""
    return [
        {
            "name": condition.name,
            **in_words(condition)._asdict(),
            "kind": condition.kind.value,
            "required": condition.is_required,
            "negated": condition.is_negated,
        }
        for condition in one.conditions
    ]


def outline_shown(one: outlines.Outline) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "conditions": one.conditions,
        "isFromGuide": one.is_from_guide,
        "scores": [{"profile": name, "score": score} for name, score in one.scores],
    }


def format_shown(connection: Connection, format_id: int) -> dict[str, Any]:
    """A format as guides write it, with its conditions in words and what profiles give it. Raises
    NotFound."""
    found = formats.expected(connection, FormatId(format_id))
    scores = next(one.scores for one in outlines.outlines(connection) if one.id == found.id)
    return {
        "id": found.id,
        "name": found.format.name,
        "json": guide_json(found.format),
        "conditions": conditions_shown(found.format),
        "scores": [{"profile": name, "score": score} for name, score in scores],
    }


class Quality:
    """What the pages of profiles and formats ask for."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def profiles(self) -> list[dict[str, Any]]:
        """Quality profiles of both kinds, oldest first; `uses`: items that have it as their own."""

        def work(connection: Connection) -> list[dict[str, Any]]:
            uses = outlines.uses(connection)
            every = profiles_shown(connection, None)
            return [{**one, "uses": uses.get(one["id"], 0)} for one in every]

        return await self._db.read(work)

    async def profile(self, profile_id: int) -> dict[str, Any]:
        """Raises NotFound."""
        return await self._db.read(one_shown, profile_id)

    async def copied(self, profile_id: int) -> dict[str, Any]:
        """One not saved yet that is like it. Raises NotFound."""
        return await self._db.read(copied, profile_id)

    async def begun(self, kind: MediaKind, preset: int | None) -> dict[str, Any]:
        """One not saved yet: like that preset, or without one nearly empty."""
        return await self._db.read(begun, kind, preset)

    def presets(self, kind: MediaKind) -> list[dict[str, Any]]:
        return presets_shown(kind)

    async def around(self, kind: MediaKind) -> dict[str, Any]:
        """What an editor of profiles needs beside the profile."""
        return await self._db.read(around, kind)

    async def formats(self) -> list[dict[str, Any]]:
        """Custom formats at a glance, by name."""
        found = await self._db.read(outlines.outlines)
        return [outline_shown(one) for one in found]

    async def format(self, format_id: int) -> dict[str, Any]:
        """Raises NotFound."""
        return await self._db.read(format_shown, format_id)
