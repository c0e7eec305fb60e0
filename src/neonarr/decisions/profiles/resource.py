"""Profiles as the API shows and takes them. The API lists the worst first.

Source: https://radarr.video/docs/api/#/QualityProfile
"""

from collections.abc import Mapping
from typing import Any

from neonarr.base.kinds import MediaKind
from neonarr.decisions.formats.languages import LANGUAGE_IDS, LANGUAGE_NAMES
from neonarr.decisions.given import Given, given, shown
from neonarr.decisions.profiles.checking import checked
from neonarr.decisions.profiles.model import ANY_LANGUAGE, Profile, Rung
from neonarr.decisions.qualities.definitions import api_quality
from neonarr.decisions.qualities.ladders import LADDERS, QUALITY_IDS

FIRST_GROUP = 1000
"""Groups are numbered from here, in their order; lower numbers are qualities'."""


def read_api_profile(value: object, kind: MediaKind, format_ids: Mapping[str, int]) -> Profile:
    """The profile of a client. `format_ids`: the formats there are, name to number.

    Raises Invalid, also where it scores a format that is not there.
    """
    whole = given(value, "A quality profile")
    name = whole.name()
    whole = whole.named(f"Profile {shown(name)}")
    items = whole.objects("items")
    rungs = tuple(_rung(one, kind) for one in items)
    return checked(
        Profile(
            name,
            kind,
            rungs,
            _cutoff(whole, items, rungs),
            can_upgrade=whole.truth("upgradeAllowed"),
            language=_language(whole),
            min_score=whole.whole("minFormatScore", otherwise=0),
            cutoff_score=whole.whole("cutoffFormatScore", otherwise=0),
            min_increment=whole.whole("minUpgradeFormatScore", otherwise=1),
            scores=_scores(whole, format_ids),
        )
    )


def api_profile_json(
    profile: Profile, number: int, format_ids: Mapping[str, int]
) -> dict[str, Any]:
    """The profile under its number, with every quality of its kind and every format there is."""
    inside = {quality for one in profile.rungs for quality in one.qualities}
    missing = [Rung(name, (name,), False) for name in LADDERS[profile.kind] if name not in inside]
    rungs = [*missing, *profile.rungs]
    groups = [one.name for one in rungs if one.is_group]
    ids = {name: FIRST_GROUP + at for at, name in enumerate(groups)}
    language = {"id": LANGUAGE_IDS[profile.language], "name": profile.language}
    return {
        "id": number,
        "name": profile.name,
        "upgradeAllowed": profile.can_upgrade,
        "cutoff": ids.get(profile.cutoff) or QUALITY_IDS[profile.kind].get(profile.cutoff, 0),
        "items": [_item(one, ids, profile.kind) for one in rungs],
        "minFormatScore": profile.min_score,
        "cutoffFormatScore": profile.cutoff_score,
        "minUpgradeFormatScore": profile.min_increment,
        "formatItems": [
            {"format": format_id, "name": name, "score": profile.scores.get(name, 0)}
            for name, format_id in format_ids.items()
        ],
        **({"language": language} if profile.kind is MediaKind.MOVIE else {}),
    }


def _item(one: Rung, ids: Mapping[str, int], kind: MediaKind) -> dict[str, Any]:
    if not one.is_group:
        return {"quality": api_quality(one.name, kind), "items": [], "allowed": one.is_wanted}
    inside = [
        {"quality": api_quality(name, kind), "items": [], "allowed": one.is_wanted}
        for name in one.qualities
    ]
    return {"id": ids[one.name], "name": one.name, "items": inside, "allowed": one.is_wanted}


def _rung(one: Given, kind: MediaKind) -> Rung:
    is_wanted = one.truth("allowed")
    if one.has("quality"):
        name = _quality(one, kind)
        return Rung(name, (name,), is_wanted)
    inside = tuple(_quality(quality, kind) for quality in one.objects("items"))
    return Rung(one.name(), inside, is_wanted)


def _quality(one: Given, kind: MediaKind) -> str:
    """The quality by its number, as clients send it; by its name where there is no number."""
    quality = one.inner("quality")
    if not quality.has("id"):
        return quality.name()
    number = quality.whole("id")
    names = (name for name, known in QUALITY_IDS[kind].items() if known == number)
    found = next(names, None)
    if found is None:
        raise quality.wrong("id", f"no quality has the number {number}.")
    return found


def _cutoff(whole: Given, items: list[Given], rungs: tuple[Rung, ...]) -> str:
    """The name of the rung with that number; an unknown number stays one, for the check to name."""
    number = whole.whole("cutoff")
    for one, rung in zip(items, rungs, strict=True):
        inner = one.inner("quality") if one.has("quality") else one
        if inner.has("id") and inner.whole("id") == number:
            return rung.name
    return str(number)


def _language(whole: Given) -> str:
    if not whole.has("language"):
        return ANY_LANGUAGE
    language = whole.inner("language")
    number = language.whole("id")
    if number not in LANGUAGE_NAMES:
        raise language.wrong("id", f"no language has the number {number}.")
    return LANGUAGE_NAMES[number]


def _scores(whole: Given, format_ids: Mapping[str, int]) -> dict[str, int]:
    names = {number: name for name, number in format_ids.items()}
    scores: dict[str, int] = {}
    for one in whole.objects("formatItems") if whole.has("formatItems") else []:
        number = one.whole("format")
        if number not in names:
            raise one.wrong("format", f"no custom format has the number {number}.")
        score = one.whole("score", otherwise=0)
        if score:
            scores[names[number]] = score
    return scores
