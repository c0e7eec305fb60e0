"""A quality as the family's resources carry it."""

from typing import Any

from neonarr.decisions.subject import PICTURES
from neonarr.releases.model import Revision


def quality_model(name: str, revision: Revision) -> dict[str, Any]:
    """A quality of movies with its revision.

    >>> quality_model("Bluray-1080p", Revision(2))["quality"]["id"]
    7
    """
    picture = PICTURES[name]
    return {
        "quality": {
            "id": picture.id,
            "name": name,
            "source": picture.source.name.lower(),
            "resolution": picture.resolution,
            "modifier": picture.modifier.name.lower(),
        },
        "revision": {
            "version": revision.version,
            "real": revision.real,
            "isRepack": revision.is_repack,
        },
    }
