"""Profiles and formats as the own API and the pages show them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from neonarr.base.kinds import MediaKind
from neonarr.decisions.formats.kinds import CustomFormat
from neonarr.decisions.formats.wording import in_words
from neonarr.decisions.profiles.model import Profile, rung
from neonarr.decisions.profiles.whole import whole_profile_json
from neonarr.decisions.qualities.definitions import api_definitions
from neonarr.decisions.qualities.ladders import LADDERS
from neonarr.profiles import definitions, outlines, store
from neonarr.profiles.formats import format_ids
from neonarr.profiles.store import StoredProfile

UNNUMBERED = 0
"""The id of a profile that is not saved yet."""


def profile_shown(one: StoredProfile, numbers: Mapping[str, int]) -> dict[str, Any]:
    """`numbers`: the formats there are, name to number."""
    return {**whole_profile_json(one.profile, one.id, numbers), "isDefault": one.is_default}


def profiles_shown(connection: Connection, kind: MediaKind | None) -> list[dict[str, Any]]:
    """Those of the kind, or of both, oldest first."""
    numbers = format_ids(connection)
    return [profile_shown(one, numbers) for one in store.profiles(connection, kind)]


def unsaved(profile: Profile, numbers: Mapping[str, int]) -> dict[str, Any]:
    """One to begin with; scores of formats that are not there are left out."""
    return {**whole_profile_json(profile, UNNUMBERED, numbers), "isDefault": False}


def blank(kind: MediaKind, numbers: Mapping[str, int]) -> dict[str, Any]:
    """One that wants the best quality of its kind and nothing else."""
    ladder = LADDERS[kind]
    best = ladder[-1]
    rungs = tuple(rung(name, is_wanted=name == best) for name in ladder)
    return unsaved(Profile("", kind, rungs, best), numbers)


def around(connection: Connection, kind: MediaKind) -> dict[str, Any]:
    """What an editor of profiles needs beside the profile: every quality of the kind, worst first,
    with the size it may have; and what guides score the formats with, by format and score set."""
    known = definitions.definitions(connection, kind)
    return {
        "ladder": list(LADDERS[kind]),
        "definitions": api_definitions(known.values(), kind),
        "guideScores": outlines.guide_scores(connection),
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
