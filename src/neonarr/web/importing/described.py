"""The shapes of importing by hand in the API's description."""

from typing import Literal

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

SHAPE = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class ImportGuess(BaseModel):
    """What it probably is. `title` is empty where nothing tells; `slots` are the versions wanted of
    the library's item."""

    model_config = SHAPE

    item_id: int | None = None
    kind: Literal["movie", "album"]
    title: str
    artist: str | None = None
    year: int | None = None
    quality: str
    slot: str
    slots: list[str] | None = None


class ImportCandidate(BaseModel):
    """Something that can be imported by hand; `id` names it in a request."""

    model_config = SHAPE

    id: str
    source: Literal["download", "torrent", "folder"]
    name: str
    path: str
    size_bytes: int
    files: int
    guess: ImportGuess
    confidence: Literal["high", "medium", "low"]
    reasons: list[str]


class ImportCandidates(BaseModel):
    model_config = SHAPE

    success: Literal[True]
    candidates: list[ImportCandidate]


class ImportResult(BaseModel):
    """`downloadId`: the story that tells how it went on."""

    model_config = SHAPE

    id: str
    success: bool
    download_id: str | None = None
    error: str | None = None
    field: str | None = None


class ImportResults(BaseModel):
    model_config = SHAPE

    success: Literal[True]
    results: list[ImportResult]


ANSWERS: dict[tuple[str, str], tuple[int, type[BaseModel] | list[type[BaseModel]] | str]] = {
    ("get", "/api/v1/import/candidates"): (200, ImportCandidates),
    ("post", "/api/v1/import"): (200, ImportResults),
}
