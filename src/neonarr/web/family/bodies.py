"""Bodies that are read by hand, because what is wrong in them must be told by its own name."""

from typing import Any

from fastapi import Request

from neonarr.decisions.given import parse_json

NAMES = (
    "allowed",
    "bypassIfAboveCustomFormatScore",
    "bypassIfHighestQuality",
    "colonReplacementFormat",
    "cutoff",
    "cutoffFormatScore",
    "decisionId",
    "enableTorrent",
    "enableUsenet",
    "exceptLanguage",
    "fields",
    "format",
    "formatItems",
    "formats",
    "id",
    "ids",
    "implementation",
    "includeCustomFormatWhenRenaming",
    "itemId",
    "items",
    "kind",
    "language",
    "limit",
    "max",
    "maxSize",
    "min",
    "minFormatScore",
    "minSize",
    "minUpgradeFormatScore",
    "minimumCustomFormatScore",
    "movieFolderFormat",
    "name",
    "names",
    "negate",
    "note",
    "preferredProtocol",
    "preferredSize",
    "profile",
    "profileId",
    "quality",
    "renameMovies",
    "replaceIllegalCharacters",
    "required",
    "score",
    "sizes",
    "specifications",
    "standardMovieFormat",
    "tags",
    "torrentDelay",
    "upgradeAllowed",
    "usenetDelay",
    "value",
)
"""Every name that is asked for, as it is written."""

_KNOWN = {name.lower(): name for name in NAMES}


async def read_body(request: Request) -> Any:
    """The JSON of a request, its names in the spelling we know. Raises Invalid."""
    return usual(parse_json(await request.body(), "body"))


def usual(value: Any) -> Any:
    """The same with names in any case put right; of two spellings the later counts.

    >>> usual({"Name": "a", "ITEMS": [{"Allowed": True}]})
    {'name': 'a', 'items': [{'allowed': True}]}
    """
    if isinstance(value, dict):
        return {_KNOWN.get(name.lower(), name): usual(inner) for name, inner in value.items()}
    return [usual(inner) for inner in value] if isinstance(value, list) else value
