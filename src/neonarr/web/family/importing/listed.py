"""/api/v3/manualimport: what can be imported by hand as a movie, and the same with another guess.

What the family lists file by file is one thing here, a folder or a file: its `path` names it in the
command that imports it (see `command`), with `downloadId` where a download client holds it.
"""

import asyncio
import zlib
from dataclasses import replace
from pathlib import PurePath
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from sqlalchemy import Connection

from neonarr.acquisitions.by_hand.folder import files_of, require_below
from neonarr.acquisitions.by_hand.guess import Confidence, Guess
from neonarr.acquisitions.by_hand.left import left_about
from neonarr.acquisitions.by_hand.offers import Offer, everything, in_folder, of_path
from neonarr.acquisitions.world import World
from neonarr.base.errors import Invalid, NotFound
from neonarr.base.ids import ItemId
from neonarr.base.kinds import MediaKind
from neonarr.decisions.qualities.definitions import api_quality
from neonarr.decisions.qualities.ladders import LADDERS, QUALITY_IDS
from neonarr.importing.media import is_media_name
from neonarr.library import store as library
from neonarr.web.family.items.movie import movie_of
from neonarr.web.family.parsing import read_as
from neonarr.web.inside import Inside, inside
from neonarr.web.wire import IN_ANY_CASE, INPUT, Exact, Line, RowId, present

router = APIRouter(prefix="/api/v3/manualimport", tags=["import"])

MOST_AT_ONCE = 200
_MOVIES = MediaKind.MOVIE


class NamedQuality(BaseModel):
    model_config = INPUT
    _names = IN_ANY_CASE

    id: int | None = None
    name: Line = Field("", max_length=64)


class Quality(BaseModel):
    model_config = INPUT
    _names = IN_ANY_CASE

    quality: NamedQuality | None = None


class FileBody(BaseModel):
    """What a client says of something it was told of; everything else it sends back is its own."""

    model_config = INPUT
    _names = IN_ANY_CASE

    path: Exact = Field("", max_length=4100)
    movie_id: RowId | None = None
    quality: Quality | None = None
    download_id: Line | None = Field(None, max_length=64)

    @property
    def quality_name(self) -> str:
        """By its name, else its number; Unknown where neither is one of ours."""
        told = self.quality.quality if self.quality else None
        ids = QUALITY_IDS[_MOVIES]
        if told is None or told.name in ids:
            return told.name if told else "Unknown"
        return next((name for name, number in ids.items() if number == told.id), "Unknown")


@router.get("")
async def listed(
    request: Request,
    folder: str = "",
    download_id: Annotated[str, Query(alias="downloadId")] = "",
    movie_id: Annotated[int | None, Query(alias="movieId")] = None,
) -> list[dict[str, Any]]:
    """What lies in `folder`, below the downloads folder; or the download of that info hash; or
    without either everything that waits for a word. `movieId` says which movie all of it is."""
    found = inside(request)
    if download_id:
        offers = [one for one in await everything(found.world) if _is(one, download_id)]
    elif folder:
        offers = await in_folder(found.world, folder, "folder")
    else:
        offers = await everything(found.world)
        offers += await left_about(found.world, offers)
    movies = [one for one in offers if one.guess.kind is _MOVIES]
    guessed = [await _said(found.world, one, movie_id) for one in movies]
    return await found.world.db.read(_resources, found, guessed, folder)


@router.post("")
async def said_again(request: Request, body: list[FileBody]) -> list[dict[str, Any]]:
    """The same with the movie and the quality a person chose, and what still speaks against it.
    Nothing is imported by this."""
    found = inside(request)
    if len(body) > MOST_AT_ONCE:
        raise Invalid("body", f"At most {MOST_AT_ONCE} can be looked at together.")
    offers = []
    for one in body:
        offer = await _said(found.world, await offered(found.world, one), one.movie_id)
        quality = one.quality_name if one.quality else offer.guess.quality
        offers.append(replace(offer, guess=replace(offer.guess, quality=quality)))
    return await found.world.db.read(_resources, found, offers, "")


async def offered(world: World, one: FileBody) -> Offer:
    """What that is here. Raises Invalid, NotFound."""
    if one.download_id:
        offers = [each for each in await everything(world) if _is(each, one.download_id)]
        if not offers:
            raise NotFound(f"No finished download {one.download_id} waits for a word.")
        return offers[0]
    downloads = world.preferences().downloads_dir
    path = await asyncio.to_thread(require_below, one.path, downloads)
    return await of_path(world, path, await asyncio.to_thread(files_of, path))


def _is(offer: Offer, download_id: str) -> bool:
    return (offer.info_hash or "") == download_id.lower()


async def _said(world: World, offer: Offer, movie_id: int | None) -> Offer:
    """As the movie a person says it is; unchanged for None and 0. Raises Invalid."""
    if not movie_id:
        return offer
    item = await world.db.read(library.item, ItemId(movie_id))
    if item is None or item.kind is not _MOVIES:
        raise Invalid("movieId", f"movieId must be the number of a movie; there is no {movie_id}.")
    quality = offer.guess.quality
    said = Guess(_MOVIES, item.title, None, item.year, quality, Confidence.HIGH, (), item)
    return replace(offer, guess=said)


def _resources(
    connection: Connection, found: Inside, offers: list[Offer], folder: str
) -> list[dict[str, Any]]:
    return [_resource(connection, found, one, folder) for one in offers]


def _resource(connection: Connection, found: Inside, offer: Offer, folder: str) -> dict[str, Any]:
    path, guess = PurePath(offer.path), offer.guess
    item, has_file = (
        library.item_with_file(connection, guess.item.id) if guess.item else (None, False)
    )
    above = PurePath(folder) if folder and path.is_relative_to(folder) else path.parent
    quality = guess.quality if guess.quality in QUALITY_IDS[_MOVIES] else "Unknown"
    read = read_as(connection, found, offer.name, item)
    return present(
        {
            "id": zlib.crc32(offer.key.encode()) & 0x7FFFFFFF,
            "path": offer.path,
            "relativePath": str(path.relative_to(above)),
            "folderName": path.parent.name,
            "name": offer.name.removesuffix(path.suffix if is_media_name(path) else ""),
            "size": offer.size,
            "movie": movie_of(connection, found, item, has_file) if item else None,
            **read,
            "quality": {**read["quality"], "quality": api_quality(quality, _MOVIES)},
            "qualityWeight": LADDERS[_MOVIES].index(quality) + 1,
            "downloadId": offer.info_hash.upper() if offer.info_hash else None,
            "indexerFlags": 0,
            "rejections": [{"reason": why, "type": "permanent"} for why in _against(guess)],
        }
    )


def _against(guess: Guess) -> list[str]:
    """What keeps it from being sure."""
    return [] if guess.confidence is Confidence.HIGH else list(guess.reasons)
