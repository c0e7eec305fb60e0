"""Profiles as Neonarr's own API has them: the family's shape, and what that has no place for."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from neonarr.base.errors import Invalid
from neonarr.base.kinds import MediaKind
from neonarr.decisions.given import given
from neonarr.decisions.profiles.model import Profile
from neonarr.decisions.profiles.resource import api_profile_json, read_api_profile
from neonarr.decisions.qualities.definitions import Definition, read_definitions

LONGEST_NOTE = 4_000


def read_whole_profile(
    value: object, kind: MediaKind, format_ids: Mapping[str, int], before: Profile | None = None
) -> Profile:
    """The profile with its `note` and `sizes`; what is not told of these stays as in `before`.

    Raises Invalid.
    """
    read = read_api_profile(value, kind, format_ids)
    whole = given(value, "A quality profile")
    kept = before or read
    return replace(
        read,
        note=whole.text("note", longest=LONGEST_NOTE, otherwise=kept.note).strip(),
        sizes=_sizes(whole.value["sizes"], kind) if whole.has("sizes") else kept.sizes,
        guide=kept.guide,
        version=kept.version,
    )


def whole_profile_json(
    profile: Profile, number: int, format_ids: Mapping[str, int]
) -> dict[str, Any]:
    """The profile under its number, its `sizes` as quality definitions have them."""
    return {
        **api_profile_json(profile, number, format_ids),
        "kind": profile.kind.value,
        "note": profile.note,
        "sizes": [_size(one) for one in profile.sizes.values()],
    }


def _sizes(value: object, kind: MediaKind) -> Mapping[str, Definition]:
    if not isinstance(value, list):
        raise Invalid("sizes", "“sizes” must be a list of qualities with their sizes.")
    try:
        return {one.quality: one for one in read_definitions(value, kind)}
    except Invalid as error:
        raise Invalid("sizes", str(error)) from error


def _size(one: Definition) -> dict[str, Any]:
    sizes = {"minSize": one.least, "preferredSize": one.preferred, "maxSize": one.most}
    told = {name: size for name, size in sizes.items() if size is not None}
    return {"quality": {"name": one.quality}, **told}
