"""A profile as another server's /qualityprofile answers it.

Numbers of formats mean nothing here, so they are found by their names; qualities and languages have
the same numbers everywhere.

Source: https://radarr.video/docs/api/#/QualityProfile
"""

from collections.abc import Mapping

from neonarr.base.kinds import MediaKind
from neonarr.decisions.given import Given, all_of
from neonarr.decisions.profiles.model import Profile
from neonarr.decisions.profiles.resource import read_api_profile
from neonarr.decisions.qualities.ladders import LADDERS


def is_resource(whole: Given) -> bool:
    """Whether it is one: it describes its qualities, where guides only name them."""
    items = whole.value.get("items")
    if not isinstance(items, list):
        return False
    ones = [one for one in items if isinstance(one, dict)]
    grouped = [one["items"] for one in ones if isinstance(one.get("items"), list)]
    return any(isinstance(one.get("quality"), dict) for one in ones) or any(
        isinstance(one, dict) for group in grouped for one in group
    )


def read_resource(whole: Given, here: Mapping[str, str]) -> Profile:
    """`here`: the formats there are, from their names in small letters. Raises Invalid, also where
    a format it scores is missing."""
    items = whole.objects("formatItems") if whole.has("formatItems") else []
    scored = [one for one in items if one.whole("score", otherwise=0)]
    missing = [one.name() for one in scored if one.name().casefold() not in here]
    if missing:
        raise whole.wrong(
            "formatItems",
            f"it scores {all_of(missing)}, and there is no such format; import the formats first.",
        )
    numbered = [
        {"format": at, "score": one.whole("score")} for at, one in enumerate(scored, start=1)
    ]
    numbers = {here[one.name().casefold()]: at for at, one in enumerate(scored, start=1)}
    return read_api_profile({**whole.value, "formatItems": numbered}, _kind(whole), numbers)


def _kind(whole: Given) -> MediaKind:
    """Music where a quality of it is one of music's alone."""
    for one in _qualities(whole):
        name = one.inner("quality").name() if one.has("quality") else ""
        if name in LADDERS[MediaKind.ALBUM] and name not in LADDERS[MediaKind.MOVIE]:
            return MediaKind.ALBUM
    return MediaKind.MOVIE


def _qualities(whole: Given) -> list[Given]:
    """Also those inside groups."""
    items = whole.objects("items")
    return [
        inner
        for one in items
        for inner in ([one] if one.has("quality") or not one.has("items") else one.objects("items"))
    ]
