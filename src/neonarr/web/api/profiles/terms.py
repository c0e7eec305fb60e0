"""Release profiles, words wanted and not wanted in names: /api/v1/terms, where tags are labels, and
/api/v3/releaseprofile in the family's shape, where they are numbers."""

from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import AfterValidator, BaseModel, BeforeValidator, Field
from sqlalchemy import Connection

from neonarr.base.errors import NotFound
from neonarr.base.ids import IndexerId
from neonarr.profiles import terms as store
from neonarr.profiles.terms import StoredTerms, TermsId
from neonarr.settings import tags
from neonarr.web import shapes
from neonarr.web.inside import inside
from neonarr.web.wire import IN_ANY_CASE, INPUT, Exact, Line, RowId

router = APIRouter(tags=["release profiles"])

OURS, FAMILY = "/api/v1/terms", "/api/v3/releaseprofile"


def _listed(given: Any) -> Any:
    """The family takes a list, a text with commas, and nothing."""
    if given is None:
        return []
    return [word.strip() for word in given.split(",")] if isinstance(given, str) else given


def _named(given: list[Any]) -> list[Any]:
    if any(isinstance(one, bool) or not isinstance(one, int | str) for one in given):
        raise ValueError("must be labels or numbers of tags")
    return given


Words = Annotated[
    list[Annotated[Exact, Field(max_length=store.LONGEST_WORD)]],
    BeforeValidator(_listed),
    Field(max_length=store.MOST_WORDS),
]


class GivenTerms(BaseModel):
    model_config = INPUT
    _names = IN_ANY_CASE

    name: Annotated[Line | None, Field(max_length=200)] = None
    enabled: bool = True
    required: Words = []
    """Words, or patterns between slashes; a name must have one of them."""
    ignored: Words = []
    indexer_id: RowId | None = None
    """0 or nothing: whatever indexer."""
    tags: Annotated[list[Any], AfterValidator(_named), Field(max_length=1_000)] = []
    """Labels, or numbers of tags."""


@router.get(OURS)
@router.get(FAMILY)
async def all_terms(request: Request) -> list[dict[str, Any]]:
    """The oldest first."""

    def work(connection: Connection) -> list[dict[str, Any]]:
        known = tags.tags(connection)
        return [_shown(request, one, known) for one in store.all_terms(connection)]

    return await inside(request).world.db.read(work)


@router.get(f"{OURS}/{{terms_id}}")
@router.get(f"{FAMILY}/{{terms_id}}")
async def terms(request: Request, terms_id: RowId) -> dict[str, Any]:
    def work(connection: Connection) -> dict[str, Any]:
        return _shown(request, _expected(connection, terms_id), tags.tags(connection))

    return await inside(request).world.db.read(work)


@router.post(OURS, status_code=201)
@router.post(FAMILY, status_code=201)
async def add(request: Request, body: GivenTerms) -> JSONResponse:
    return JSONResponse(await _save(request, body, 0), 201)


@router.put(f"{OURS}/{{terms_id}}", status_code=202)
@router.put(f"{FAMILY}/{{terms_id}}", status_code=202)
async def change(request: Request, terms_id: RowId, body: GivenTerms) -> JSONResponse:
    """All of it: what is left out is as if it had never been given."""
    return JSONResponse(await _save(request, body, terms_id), 202)


@router.delete(f"{OURS}/{{terms_id}}")
@router.delete(f"{FAMILY}/{{terms_id}}")
async def delete(request: Request, terms_id: RowId) -> dict[str, Any]:
    def work(connection: Connection) -> None:
        _expected(connection, terms_id)
        store.delete_terms(connection, TermsId(terms_id))

    await inside(request).world.db.write(work)
    return {}


async def _save(request: Request, body: GivenTerms, terms_id: int) -> dict[str, Any]:
    def work(connection: Connection) -> dict[str, Any]:
        if terms_id:
            _expected(connection, terms_id)
        numbers = [one for one in body.tags if isinstance(one, int)]
        labels = [tags.label(one, "tags") for one in body.tags if isinstance(one, str)]
        known = tags.labels_of(tags.tags(connection), numbers)
        new = StoredTerms(
            TermsId(terms_id),
            body.name or "",
            body.enabled,
            _given(body.required),
            _given(body.ignored),
            IndexerId(body.indexer_id) if body.indexer_id else None,
            known | set(labels),
        )
        return _shown(request, store.save_terms(connection, new), tags.tags(connection))

    return await inside(request).world.db.write(work)


def _given(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))


def _expected(connection: Connection, terms_id: int) -> StoredTerms:
    found = store.terms(connection, TermsId(terms_id))
    if found is None:
        raise NotFound(f"There is no release profile {terms_id}.")
    return found


def _shown(request: Request, one: StoredTerms, known: dict[int, str]) -> dict[str, Any]:
    if request.url.path.lower().startswith(OURS):
        return shapes.terms(one)
    numbers = [number for number, label in known.items() if label in one.tags]
    return shapes.terms(one) | {"indexerId": one.indexer_id or 0, "tags": numbers}
