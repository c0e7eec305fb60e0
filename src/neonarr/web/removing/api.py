"""/api/v1/items/{id}/removal, and deleting an item: the same for movies and albums."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from neonarr.acquisitions.removing.outlook import Outlook, Seeding, outlook
from neonarr.acquisitions.removing.remove import remove
from neonarr.acquisitions.removing.wishes import Removal, ask
from neonarr.base.errors import NotFound
from neonarr.base.ids import ItemId
from neonarr.web.inside import Inside, inside
from neonarr.web.wire import RowId, present

router = APIRouter(prefix="/api/v1/items", tags=["versions"])

DeleteFiles = Annotated[bool, Query(alias="deleteFiles")]
RemoveTorrent = Annotated[bool, Query(alias="removeTorrent")]


@router.get("/{item_id}/removal")
async def what_would_go(request: Request, item_id: RowId) -> dict[str, Any]:
    """What there is to be removed with a movie or an album: its files, its torrents and what is
    still owed for them, what is under way."""
    found = inside(request)
    known = await outlook(found.world, ItemId(item_id))
    if known is None:
        raise NotFound(f"There is no movie or album {item_id}.")
    return _shown(known, found.preferences.value.recycle_days)


@router.delete("/{item_id}")
async def delete(
    request: Request,
    item_id: RowId,
    delete_files: DeleteFiles = False,
    remove_torrent: RemoveTorrent = False,
) -> JSONResponse:
    """Forget a movie or an album. What is under way for it ends. `deleteFiles` moves its files to
    the recycle bin; `removeTorrent` takes its finished torrents out of the download client, with
    their data as far as nothing else needs it. 202: it goes as soon as what `message` names is
    done, also after a restart."""
    wanted = Removal(ItemId(item_id), delete_files, remove_torrent)
    why = await let_go(inside(request), wanted)
    told = {"success": True, "itemId": item_id, "message": why}
    return JSONResponse(present(told), 202 if why else 200)


async def let_go(found: Inside, wanted: Removal) -> str | None:
    """What it waits for; None when it is gone. Raises NotFound."""
    await found.world.db.write(ask, wanted)
    return await remove(found.world, wanted)


def _shown(known: Outlook, recycle_days: int) -> dict[str, Any]:
    return {
        "success": True,
        "itemId": known.item.id,
        "label": known.item.label,
        "kind": known.item.kind.value,
        "files": len(known.files),
        "sizeBytes": sum(file.size for file in known.files),
        "symbolicLinks": sum(file.method == "symlink" for file in known.files),
        "elsewhere": known.elsewhere,
        "recycleDays": recycle_days,
        "underWay": list(known.under_way),
        "torrents": [_torrent(one) for one in known.torrents],
    }


def _torrent(one: Seeding) -> dict[str, Any]:
    return present(
        {
            "title": one.title,
            "downloadClient": one.client,
            "ratio": one.seen.ratio if one.seen else None,
            "sizeBytes": one.seen.size if one.seen else None,
            "owed": one.owed,
        }
    )
