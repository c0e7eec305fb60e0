"""Whether a profile makes sense."""

from collections import Counter
from collections.abc import Callable

from neonarr.base.errors import Invalid
from neonarr.decisions.formats.languages import LANGUAGE_IDS
from neonarr.decisions.given import shown
from neonarr.decisions.profiles.model import Profile
from neonarr.decisions.qualities.ladders import QUALITY_IDS


def checked(profile: Profile) -> Profile:
    """The profile itself. Raises Invalid with a sentence that names what is wrong and the fix."""
    for check in _CHECKS:
        check(profile, f"Profile {shown(profile.name)}")
    return profile


def _named(profile: Profile, _place: str) -> None:
    if not profile.name.strip():
        raise Invalid("name", "The profile has no name; give it one.")


def _known_qualities(profile: Profile, place: str) -> None:
    known = QUALITY_IDS[profile.kind]
    for one in profile.rungs:
        for quality in one.qualities:
            if quality not in known:
                kind = "movies" if profile.kind == "movie" else "music"
                raise Invalid("items", f"{place}: {kind} have no quality {shown(quality)}.")


def _each_once(profile: Profile, place: str) -> None:
    counts = Counter(quality for one in profile.rungs for quality in one.qualities)
    twice = [quality for quality, count in counts.items() if count > 1]
    if twice:
        raise Invalid("items", f"{place}: {shown(twice[0])} is in it twice; take one of them out.")
    names = Counter(one.name.casefold() for one in profile.rungs)
    same = [one.name for one in profile.rungs if names[one.name.casefold()] > 1]
    if same:
        raise Invalid("items", f"{place}: two groups are called {shown(same[0])}; rename one.")


def _groups(profile: Profile, place: str) -> None:
    for one in profile.rungs:
        if one.is_group and len(one.qualities) < 2:
            held = "no quality" if not one.qualities else "one quality only"
            raise Invalid(
                "items",
                f"{place}: the group {shown(one.name)} holds {held}; "
                "add a quality to it or dissolve it.",
            )
        if one.is_group and not one.name.strip():
            raise Invalid("items", f"{place}: a group has no name; give it one.")


def _something_wanted(profile: Profile, place: str) -> None:
    if not any(one.is_wanted for one in profile.rungs):
        raise Invalid("items", f"{place} wants no quality at all; allow at least one.")


def _cutoff(profile: Profile, place: str) -> None:
    found = next((one for one in profile.rungs if one.name == profile.cutoff), None)
    if found is None:
        raise Invalid(
            "cutoff",
            f"{place}: its cutoff, {shown(profile.cutoff)}, is not in it; choose a quality or a "
            "group that is.",
        )
    if not found.is_wanted:
        raise Invalid(
            "cutoff", f"{place}: its cutoff, {shown(profile.cutoff)}, is not wanted; allow it."
        )


def _scores(profile: Profile, place: str) -> None:
    if profile.min_increment < 1:
        raise Invalid(
            "minUpgradeFormatScore",
            f"{place}: the least increment of the format score must be 1 or more, or upgrades "
            "would never end.",
        )
    if profile.cutoff_score < profile.min_score:
        raise Invalid(
            "cutoffFormatScore",
            f"{place}: the format score that is good enough ({profile.cutoff_score}) is below the "
            f"least that is taken ({profile.min_score}); raise it.",
        )


def _language(profile: Profile, place: str) -> None:
    if profile.language not in LANGUAGE_IDS:
        raise Invalid("language", f"{place}: there is no language {shown(profile.language)}.")


_CHECKS: tuple[Callable[[Profile, str], None], ...] = (
    _named,
    _known_qualities,
    _each_once,
    _groups,
    _something_wanted,
    _cutoff,
    _scores,
    _language,
)
