"""The library in the shapes that are shown: what is there, and what is lacking."""

import os
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection

from neonarr.acquisitions import store
from neonarr.acquisitions.removing.wishes import removals
from neonarr.acquisitions.renewal.lacking import Lacking, lacking
from neonarr.acquisitions.renewal.look import Lack
from neonarr.base.ids import AcquisitionId, ItemId
from neonarr.decisions.profiles.model import MAIN_SLOT
from neonarr.library import shelf
from neonarr.library.model import Item, LibraryFile
from neonarr.web import shapes
from neonarr.web.wire import present, stamp


class Shown(StrEnum):
    """Which items are listed."""

    ALL = "all"
    THERE = "there"
    MISSING = "missing"
    """A version that is wanted is not there."""
    BELOW = "below"
    """What is there is below the cutoff of its profile."""


_LACK = {Shown.MISSING: Lack.MISSING, Shown.BELOW: Lack.BELOW_CUTOFF}


def listed(
    connection: Connection, show: Shown, limit: int, offset: int, text: str
) -> tuple[list[dict[str, Any]], int]:
    """That page of it, the latest first, and how much there is in all."""
    if show is Shown.THERE:
        found, total = shelf.imported_items(connection, limit, offset, text)
    else:
        found, total = shelf.all_items(connection, limit, offset, text, _among(connection, show))
    lacks = lacking(connection, [one.id for one, _ in found])
    leaving = removals(connection, [one.id for one, _ in found])
    slots = store.slots_of(connection, {f.acquisition_id for _, files in found for f in files})
    entries = [_entry(one, files, slots, lacks.get(one.id, ())) for one, files in found]
    for entry in entries:
        if going := leaving.get(entry["item"]["id"]):
            entry["leaving"] = going.message or "It goes in a moment."
    return entries, total


def _among(connection: Connection, show: Shown) -> set[ItemId] | None:
    if show not in _LACK:
        return None
    return {
        item_id
        for item_id, lacks in lacking(connection).items()
        if any(one.lack is _LACK[show] for one in lacks)
    }


def _entry(
    one: Item,
    files: Sequence[LibraryFile],
    slots: Mapping[AcquisitionId, str],
    lacks: Sequence[Lacking],
) -> dict[str, Any]:
    """`slots`: which version each story brought."""
    return {
        "item": shapes.item(one, bool(files)),
        "sizeBytes": sum(f.size for f in files),
        "costBytes": sum(f.cost for f in files),
        "files": [_file(f) for f in files],
        "versions": _versions(files, slots),
        "lacks": [
            present(
                {
                    "slot": lack.slot,
                    "state": lack.lack.value,
                    "isUnderWay": lack.is_under_way,
                    "searchAgainAt": stamp(lack.again_at),
                }
            )
            for lack in lacks
        ],
        **(_import(files) if files else {}),
    }


def _import(files: Sequence[LibraryFile]) -> dict[str, Any]:
    latest = max(files, key=lambda f: f.imported_at)
    return {
        "quality": latest.quality,
        "importedAt": stamp(latest.imported_at),
        "importMethod": ", ".join(sorted({f.method for f in files})),
        "folder": os.path.commonpath([os.path.dirname(f.path) for f in files]),
    }


def _versions(
    files: Sequence[LibraryFile], slots: Mapping[AcquisitionId, str]
) -> list[dict[str, Any]]:
    """What is there of each version, the main one first."""
    named = [(slots.get(f.acquisition_id, MAIN_SLOT), f) for f in files]
    names = sorted({slot for slot, _ in named}, key=lambda slot: (slot != MAIN_SLOT, slot))
    ours = {name: [f for slot, f in named if slot == name] for name in names}
    return [
        {
            "slot": name,
            "quality": max(found, key=lambda f: f.imported_at).quality,
            "sizeBytes": sum(f.size for f in found),
            "files": len(found),
        }
        for name, found in ours.items()
    ]


def _file(file: LibraryFile) -> dict[str, Any]:
    title = (file.media or {}).get("title")
    return present(
        {
            "path": file.path,
            "sizeBytes": file.size,
            "track": file.track,
            "disc": file.disc,
            "title": title,
        }
    )
