"""Profiles that travel: a guide's file, our own, which brings its formats along, or what Radarr or
Lidarr answer under /qualityprofile, whose scores are found by the names of the formats.

Ours is a guide's with a few fields more: `kind`, `note`, `sizes`, `formatScores` (format name to
score) and `customFormats` (those it scores, as guides write them). A guide's file without them gets
its scores from the formats that are here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from neonarr.base.errors import Invalid
from neonarr.base.kinds import MediaKind
from neonarr.decisions.formats.kinds import CustomFormat
from neonarr.decisions.formats.reading import read_formats
from neonarr.decisions.given import Given, all_of, given, shown
from neonarr.decisions.profiles.guide import guide_profile_json, read_guide_profile
from neonarr.decisions.profiles.model import Profile
from neonarr.decisions.profiles.pasted import is_resource, read_resource
from neonarr.decisions.qualities.definitions import Definition, read_definitions

MOST_PROFILES = 500


@dataclass(frozen=True, slots=True)
class Portable:
    """A profile as it came, and the formats it brought."""

    value: Given
    formats: tuple[CustomFormat, ...]


def read_portables(value: object) -> tuple[Portable, ...]:
    """One profile or a list of them; their patterns are compiled. Raises Invalid."""
    values = value if isinstance(value, list | tuple) else [value]
    if not values:
        raise Invalid("json", "There is no profile in it; paste one, or a list of them.")
    if len(values) > MOST_PROFILES:
        raise Invalid("json", f"{len(values)} profiles at once are too many ({MOST_PROFILES}).")
    found: dict[str, Portable] = {}
    for at, one in enumerate(values):
        read = _portable(one, f"[{at}]" if len(values) > 1 else "")
        key = read.value.name().casefold()
        if key in found:
            raise read.value.wrong("name", "two profiles have this name; rename one of them.")
        found[key] = read
    return tuple(found.values())


def profile_of(portable: Portable, formats: Iterable[CustomFormat]) -> Profile:
    """The profile, its scores by the names that the formats have here. Raises Invalid, also where
    a format it scores is missing."""
    known = tuple(formats)
    whole = portable.value
    if is_resource(whole):
        return read_resource(whole, _names_here(portable.formats, known))
    kind = kind_of(portable)
    own_scores = _scores(portable, known) if whole.has("formatScores") else None
    read = read_guide_profile(whole.value, known, kind, own_scores)
    about = read.guide
    is_guides = about is not None and bool(about.trash_id)
    description = about.description if about is not None and not is_guides else ""
    return replace(
        read,
        sizes=_sizes(whole, kind),
        note=whole.text("note", longest=4_000, otherwise=description),
        guide=about if is_guides else None,
    )


def kind_of(portable: Portable) -> MediaKind:
    """What it is for: movies, unless it says otherwise. Raises Invalid."""
    told = portable.value.text("kind", otherwise=MediaKind.MOVIE.value)
    try:
        return MediaKind(told)
    except ValueError:
        kinds = " or ".join(kind.value for kind in MediaKind)
        raise portable.value.wrong("kind", f"“kind” must be {kinds}, not {shown(told)}.") from None


def portable_json(profile: Profile, formats: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The profile with the formats it scores, chosen from those there are, as guides write them."""
    scores = {name: score for name, score in profile.scores.items() if score}
    written = {
        **guide_profile_json(profile),
        "kind": profile.kind.value,
        "formatScores": scores,
        "customFormats": [one for one in formats if one["name"] in scores],
    }
    if profile.note:
        written["note"] = profile.note
    if profile.sizes:
        written["sizes"] = [_size(one) for one in profile.sizes.values()]
    return written


def _portable(value: object, path: str) -> Portable:
    whole = given(value, "A quality profile", path)
    whole = whole.named(f"Profile {shown(whole.name())}")
    brought = whole.value.get("customFormats") or ()
    return Portable(whole, read_formats(brought) if brought else ())


def _scores(portable: Portable, known: Iterable[CustomFormat]) -> Mapping[str, int]:
    told = portable.value.inner("formatScores")
    here = _names_here(portable.formats, known)
    missing = [name for name in told.value if name.casefold() not in here]
    if missing:
        raise portable.value.wrong(
            "formatScores",
            f"it scores {all_of(missing)}, and there is no such format; import the formats first.",
        )
    return {here[name.casefold()]: told.whole(name) for name in told.value}


def _names_here(brought: Iterable[CustomFormat], known: Iterable[CustomFormat]) -> dict[str, str]:
    """From a name in small letters to the name here; a guide's format may be here renamed."""
    names, by_guide = {}, {}
    for one in known:
        names[one.name.casefold()] = one.name
        if one.guide is not None:
            by_guide[one.guide.trash_id] = one.name
    renamed = {
        one.name.casefold(): by_guide[one.guide.trash_id]
        for one in brought
        if one.guide is not None and one.guide.trash_id in by_guide
    }
    return names | renamed


def _sizes(whole: Given, kind: MediaKind) -> dict[str, Definition]:
    if not whole.has("sizes"):
        return {}
    return {one.quality: one for one in read_definitions({"qualities": whole.value["sizes"]}, kind)}


def _size(one: Definition) -> dict[str, Any]:
    return {"quality": one.quality, "min": one.least, "preferred": one.preferred, "max": one.most}
