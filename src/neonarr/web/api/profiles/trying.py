"""Profiles and formats tried on pasted names, whether they are saved or not. Saves nothing."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy import Connection

from neonarr.acquisitions.judging.kept import told
from neonarr.base.errors import Invalid
from neonarr.base.ids import IndexerId
from neonarr.base.kinds import MediaKind
from neonarr.base.secret import Secret
from neonarr.decisions.choose import judge_in
from neonarr.decisions.formats.kinds import CustomFormat
from neonarr.decisions.formats.reading import read_format
from neonarr.decisions.formats.trying import TriedFormat, try_format
from neonarr.decisions.given import Given, given
from neonarr.decisions.model import Judged
from neonarr.decisions.ranking import place
from neonarr.decisions.situation import Policy, Situation
from neonarr.decisions.subject import Subject, subject_of
from neonarr.releases.model import Release
from neonarr.releases.parse import parse_cached
from neonarr.web.api.profiles.asked import policy_of, tried_profile
from neonarr.web.family.bodies import read_body
from neonarr.web.inside import inside
from neonarr.web.quality import conditions_shown

router = APIRouter(prefix="/api/v1", tags=["quality profiles"])

MOST_NAMES, LONGEST_NAME = 50, 2_000

_FILED = {MediaKind.MOVIE: (2000,), MediaKind.ALBUM: (3000,)}
_TOLD = ("title", "quality", "languages", "formats", "formatScore", "approved", "rejections")


@router.post("/profiles/try")
async def try_profile(request: Request) -> dict[str, Any]:
    """What `profile` (or the one of `profileId`), with `formats` beside those there are, says of
    each of `names`; `isBest` marks the one it would take. As nothing but names is known, sizes and
    seeders don't count."""
    asked = given(await read_body(request), "What to try")
    names = _names(asked)
    world = inside(request).world

    def work(connection: Connection) -> Policy:
        _, profile = tried_profile(connection, asked)
        return policy_of(connection, world.policies, profile, asked)

    policy = await world.db.read(work)
    judged = await asyncio.to_thread(_judged, names, policy)
    best = min((one for one in judged if one.is_approved), key=place, default=None)
    scores = policy.profile.scores if policy.profile else {}
    shown = [{**_told(one, scores), "isBest": one is best} for one in judged]
    return {"success": True, "results": shown}


@router.post("/formats/try")
async def try_a_format(request: Request) -> dict[str, Any]:
    """The conditions of `format` in words, and which of them hold for each of `names`."""
    asked = given(await read_body(request), "What to try")
    names = _names(asked)
    tried = _format(asked)
    found = await asyncio.to_thread(_tried, tried, names)
    results = [
        {"title": name, "met": one.is_met, "holds": list(one.holds)}
        for name, one in zip(names, found, strict=True)
    ]
    return {"success": True, "conditions": conditions_shown(tried), "results": results}


def _format(asked: Given) -> CustomFormat:
    return read_format(asked.inner("format").value)


def _names(asked: Given) -> list[str]:
    names = asked.value.get("names")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise Invalid("names", "“names” must be a list of release names.")
    if len(names) > MOST_NAMES or any(len(name) > LONGEST_NAME for name in names):
        raise Invalid(
            "names",
            f"At most {MOST_NAMES} names can be tried at once, none longer than "
            f"{LONGEST_NAME} characters.",
        )
    return names


def _judged(names: Sequence[str], policy: Policy) -> list[Judged]:
    situation = Situation(policy=replace(policy, delay=None))
    kind = policy.profile.kind if policy.profile else MediaKind.MOVIE
    return [judge_in(_release(name, kind), situation) for name in names]


def _release(name: str, kind: MediaKind) -> Release:
    return Release(IndexerId(0), "", name, name, Secret(""), categories=_FILED[kind])


def _told(one: Judged, scores: Mapping[str, int]) -> dict[str, Any]:
    every = told(one, scores)
    return {name: every[name] for name in _TOLD}


def _tried(one: CustomFormat, names: Sequence[str]) -> list[TriedFormat]:
    return try_format(one, [_subject(name) for name in names])


def _subject(name: str) -> Subject:
    release = Release(IndexerId(0), "", name, name, Secret(""))
    return subject_of(release, parse_cached(name, None))
