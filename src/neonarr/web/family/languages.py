"""/api/v3/language: the family's languages, by the numbers its clients know."""

from typing import Any

from fastapi import APIRouter

from neonarr.base.errors import NotFound
from neonarr.decisions.formats.languages import LANGUAGE_IDS, LANGUAGE_NAMES

router = APIRouter(prefix="/api/v3/language", tags=["languages"])


@router.get("")
async def languages() -> list[dict[str, Any]]:
    """Any, Original and Unknown, then all others by name."""
    ordered = sorted(LANGUAGE_NAMES, key=lambda number: (number > 0, LANGUAGE_NAMES[number]))
    return [_resource(number) for number in ordered]


@router.get("/{language_id}")
async def language(language_id: int) -> dict[str, Any]:
    if language_id not in LANGUAGE_NAMES:
        raise NotFound(f"There is no language {str(language_id)[:20]}.")
    return _resource(language_id)


def _resource(number: int) -> dict[str, Any]:
    name = LANGUAGE_NAMES[number]
    return {"id": number, "name": name, "nameLower": name.lower()}


def spoken(names: tuple[str, ...]) -> list[dict[str, Any]]:
    """Languages as other resources carry them.

    >>> spoken(("French",))
    [{'id': 2, 'name': 'French'}]
    """
    return [{"id": LANGUAGE_IDS[name], "name": name} for name in names]
