"""Profiles as guides publish them, in and out. A guide lists the best first."""

from collections.abc import Iterable, Mapping
from typing import Any

from neonarr.base.kinds import MediaKind
from neonarr.decisions.formats.kinds import CustomFormat
from neonarr.decisions.given import Given, all_of, given, shown
from neonarr.decisions.profiles.checking import checked
from neonarr.decisions.profiles.model import GuideProfile, Profile, Rung


def read_guide_profile(
    value: object,
    formats: Iterable[CustomFormat],
    kind: MediaKind = MediaKind.MOVIE,
    scores: Mapping[str, int] | None = None,
) -> Profile:
    """A guide's profile. Its scores are those the formats carry for its score set, so the formats
    come first; `scores` stand in their place. Raises Invalid, also where formats are missing."""
    whole = given(value, "A quality profile")
    name = whole.name()
    whole = whole.named(f"Profile {shown(name)}")
    about = _about(whole)
    return checked(
        Profile(
            name,
            kind,
            tuple(_rung(one) for one in reversed(whole.objects("items"))),
            whole.name("cutoff"),
            can_upgrade=whole.truth("upgradeAllowed"),
            language=whole.text("language", otherwise="Any"),
            min_score=whole.whole("minFormatScore", otherwise=0),
            cutoff_score=whole.whole("cutoffFormatScore", otherwise=0),
            min_increment=whole.whole("minUpgradeFormatScore", otherwise=1),
            scores=_scores(whole, about, formats) if scores is None else scores,
            guide=about,
        )
    )


def guide_profile_json(profile: Profile) -> dict[str, Any]:
    """The profile as guides write it; what was read from a guide comes out as it went in."""
    about = profile.guide or GuideProfile("", profile.note, 0, {})
    extras = {"trash_url": about.url, "trash_score_set": about.score_set}
    return {
        "trash_id": about.trash_id,
        "name": profile.name,
        "trash_description": about.description,
        **{key: value for key, value in extras.items() if value is not None},
        "group": about.group,
        "upgradeAllowed": profile.can_upgrade,
        "cutoff": profile.cutoff,
        "minFormatScore": profile.min_score,
        "cutoffFormatScore": profile.cutoff_score,
        "minUpgradeFormatScore": profile.min_increment,
        "language": profile.language,
        "items": [_item(one) for one in reversed(profile.rungs)],
        "formatItems": dict(about.formats),
    }


def _about(whole: Given) -> GuideProfile:
    formats = whole.inner("formatItems") if whole.has("formatItems") else None
    return GuideProfile(
        whole.text("trash_id", otherwise=""),
        whole.text("trash_description", longest=4_000, otherwise=""),
        whole.whole("group", otherwise=0),
        {name: formats.text(name) for name in formats.value} if formats else {},
        whole.text("trash_url", longest=2_000) if whole.has("trash_url") else None,
        whole.text("trash_score_set") if whole.has("trash_score_set") else None,
    )


def _scores(
    whole: Given, about: GuideProfile, formats: Iterable[CustomFormat]
) -> Mapping[str, int]:
    by_id = {one.guide.trash_id: one for one in formats if one.guide is not None}
    missing = [name for name, trash_id in about.formats.items() if trash_id not in by_id]
    if missing:
        raise whole.wrong(
            "formatItems",
            f"it scores {all_of(missing)}, which {'is' if len(missing) == 1 else 'are'} not here; "
            "import the guide's formats first.",
        )
    found = [by_id[trash_id] for trash_id in about.formats.values()]
    return {one.name: one.guide_score(about.score_set) or 0 for one in found}


def _rung(one: Given) -> Rung:
    name = one.name()
    is_wanted = one.truth("allowed")
    if not one.has("items"):
        return Rung(name, (name,), is_wanted)
    inside = one.value["items"]
    if not isinstance(inside, list | tuple) or not all(isinstance(text, str) for text in inside):
        raise one.wrong("items", f"the group {shown(name)} must list the names of qualities.")
    return Rung(name, tuple(str(text) for text in reversed(inside)), is_wanted)


def _item(one: Rung) -> dict[str, Any]:
    plain = {"name": one.name, "allowed": one.is_wanted}
    return {**plain, "items": list(reversed(one.qualities))} if one.is_group else plain
