"""/api/v1/search: ask every indexer and the library, all at once or as the answers come."""

import logging
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse
from sqlalchemy import Connection

from neonarr.acquisitions.judging.interactive import Interactive, JudgedResult
from neonarr.base.errors import Invalid, UserError
from neonarr.base.kinds import MediaKind
from neonarr.decisions.ranking import place
from neonarr.library import store as library
from neonarr.library.model import Item
from neonarr.search.ask import Answer
from neonarr.search.port import Query
from neonarr.search.query import from_text
from neonarr.web import problems, shapes
from neonarr.web.inside import Inside, inside
from neonarr.web.live import frame

log = logging.getLogger(__name__)

router = APIRouter(prefix="/api/v1/search", tags=["search"])

CATEGORIES: dict[str, MediaKind | None] = {
    "all": None,
    "movies": MediaKind.MOVIE,
    "movie": MediaKind.MOVIE,
    "music": MediaKind.ALBUM,
    "albums": MediaKind.ALBUM,
}


@router.get("/global")
@router.get("/global/", include_in_schema=False)
async def search_nothing() -> None:
    raise Invalid("query", "query must not be empty: say what to look for.")


@router.get("/global/{query:path}")
async def search(request: Request, query: str, category: str = "all") -> dict[str, Any]:
    """Everything the indexers and the library have, the best first."""
    found = inside(request)
    wanted = from_text(query, _kind(category))
    results = await _in_library(found, wanted)
    indexers = []
    async for answer in found.world.search.ask(wanted, is_interactive=True):
        indexers.append(_indexer(answer))
        results += await _judged(found, answer)
    results.sort(key=lambda r: (r["source"] == "library", r["approved"], r["score"]), reverse=True)
    return {"success": True, "query": query, "results": results, "indexers": indexers}


@router.get("/stream", response_class=StreamingResponse)
async def stream(request: Request, query: str = "", category: str = "all") -> StreamingResponse:
    """Server-sent events: `asking` and `library`, `indexer` as each answers, then `done`."""
    told = _stream(inside(request), query, category)
    return StreamingResponse(told, media_type="text/event-stream")


async def _stream(found: Inside, text: str, category: str) -> AsyncIterator[str]:
    began = found.world.clock.monotonic()
    count = 0
    try:
        wanted = from_text(text, _kind(category))
        names = [state.name for state in await found.world.search.states()]
        yield frame("asking", {"indexers": names})
        yield frame("library", {"results": await _in_library(found, wanted)})
        async for answer in found.world.search.ask(wanted, is_interactive=True):
            results = await _judged(found, answer)
            count += len(results)
            yield frame("indexer", {"indexer": _indexer(answer), "results": results})
    except UserError as error:
        yield frame("problem", {"error": str(error), "code": error.code})
        return
    except Exception:
        # The answer has begun, so the guard can't put it into words any more.
        log.exception("the search failed")
        yield frame("problem", {"error": problems.UNEXPECTED, "code": "internal"})
        return
    ms = round((found.world.clock.monotonic() - began) * 1000)
    yield frame("done", {"results": count, "ms": ms})


def _kind(category: str) -> MediaKind | None:
    if category.lower() not in CATEGORIES:
        raise Invalid("category", "category must be all, movies or music.")
    return CATEGORIES[category.lower()]


def _indexer(answer: Answer) -> dict[str, Any]:
    told = {
        "id": answer.indexer_id,
        "name": answer.name,
        "ok": answer.is_ok,
        "results": len(answer.releases),
        "ms": answer.ms,
    }
    return {**told, "error": answer.error} if answer.error else told


async def _judged(found: Inside, answer: Answer) -> list[dict[str, Any]]:
    if not answer.releases:
        return []
    world, now = found.world, found.world.clock.now()

    def work(connection: Connection) -> list[dict[str, Any]]:
        judge = Interactive(connection, world.policies, now)
        judged = [judge.judged(release) for release in answer.releases]
        return [_result(one, now) for one in sorted(judged, key=lambda one: place(one.judged))]

    return await world.db.read(work)


def _result(one: JudgedResult, now: datetime) -> dict[str, Any]:
    published = one.judged.candidate.release.published_at
    age = round((now - published).total_seconds() / 3600, 1) if published else None
    item_id = one.item.id if one.item else None
    return shapes.result(one.judged, one.scores, age, item_id, one.has_file)


async def _in_library(found: Inside, query: Query) -> list[dict[str, Any]]:
    """Items whose name holds the query's text, as results of the source `library`."""

    def work(connection: Connection) -> list[tuple[Item, bool]]:
        kinds = [query.kind] if query.kind else list(MediaKind)
        return [row for kind in kinds for row in library.items(connection, kind, query.text)]

    return [
        {
            "guid": f"library:{item.id}",
            "indexerId": 0,
            "indexer": "Library",
            "title": item.label,
            "mediaType": item.kind.value,
            "size": None,
            "seeders": None,
            "leechers": None,
            "ageHours": None,
            "quality": "",
            "languages": [],
            "formats": [],
            "formatScore": 0,
            "approved": False,
            "rejections": [],
            "score": 0,
            "source": "library",
            "available": has_file,
            "itemId": item.id,
        }
        for item, has_file in await found.world.db.read(work)
    ]
