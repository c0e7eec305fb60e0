"""The API in words for /docs: the shapes of answers and failures, and the proofs it asks for.

Nothing here runs when a request is answered, and it is only imported when somebody asks for the
document: `shapes.py` makes the answers, tests/web/test_openapi.py holds the two together.
"""

from typing import Any, Literal

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel
from pydantic.json_schema import models_json_schema

from neonarr.acquisitions.model import State
from neonarr.web.api import described_bodies as bodies
from neonarr.web.api import described_choices as choices
from neonarr.web.api import described_profiles as profiles
from neonarr.web.api.described_choices import PreferencesShown, Result
from neonarr.web.api.profiles import described as own_profiles
from neonarr.web.blocklist import described as blocklist
from neonarr.web.doctor import described as doctor
from neonarr.web.family import described as family
from neonarr.web.family.importing import described as by_hand
from neonarr.web.guides import described as guides
from neonarr.web.importing import described as importing
from neonarr.web.naming import described as naming
from neonarr.web.queue import described as queue
from neonarr.web.removing import described as removing
from neonarr.web.versions import described as versions

SHAPE = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Download(BaseModel):
    """One download. What has no value is left out. Sizes in bytes, speeds in bytes per second."""

    model_config = SHAPE

    id: str
    movie_id: int | None = None
    album_id: int | None = None
    kind: Literal["movie", "album"]
    label: str
    download_client_id: int | None = None
    download_client: str | None = None
    indexer_id: int | None = None
    indexer: str | None = None
    download_id: str | None = None
    title: str
    category: str
    status: State
    quality: str
    slot: str
    priority: int
    error_message: str | None = None
    download_time: str | None = None
    completion_time: str | None = None
    created_at: str
    updated_at: str
    imported: bool
    import_time: str | None = None
    imported_paths: list[str]
    import_method: str | None = None
    size_bytes: int
    size_left: int
    progress: float
    eta_seconds: int | None = None
    down_speed: int
    up_speed: int
    seeds: int
    peers: int
    ratio: float
    trackers: list[queue.TrackerAnswer] | None = None
    standby: queue.Beside | None = None
    can_pause: bool
    can_resume: bool
    can_cancel: bool
    can_turn_down: bool
    can_retry: bool


class Item(BaseModel):
    """An album."""

    model_config = SHAPE

    id: int
    kind: Literal["movie", "album"]
    title: str
    artist: str | None = None
    year: int | None = None
    label: str
    tmdb_id: int | None = None
    imdb_id: str | None = None
    runtime: float | None = None
    monitored: bool
    has_file: bool
    added: str


class IndexerAnswer(BaseModel):
    id: int
    name: str
    ok: bool
    results: int
    ms: int
    error: str | None = None


class SearchAnswer(BaseModel):
    success: Literal[True]
    query: str
    results: list[Result]
    indexers: list[IndexerAnswer]


class DownloadAnswer(BaseModel):
    success: Literal[True]
    download: Download
    id: str
    timestamp: str


class ActiveAnswer(BaseModel):
    success: Literal[True]
    downloads: list[Download]
    count: int
    timestamp: str


class AdapterStatus(BaseModel):
    ok: bool
    message: str


class Adapter(BaseModel):
    """A configured service; a stored secret is shown as asterisks."""

    model_config = SHAPE

    id: int
    role: Literal["indexer", "download_client"]
    kind: str
    kind_label: str
    name: str
    settings: dict[str, Any]
    is_enabled: bool
    priority: int
    origin: Literal["user", "environment", "engine"]
    is_editable: bool
    status: AdapterStatus | None = None


class AdapterField(BaseModel):
    model_config = SHAPE

    name: str
    label: str
    help: str
    placeholder: str
    kind: Literal["text", "secret", "number", "switch"]
    is_required: bool
    default: Any


class AdapterKind(BaseModel):
    kind: str
    label: str
    fields: list[AdapterField]


class Found(BaseModel):
    """What a test found."""

    success: Literal[True]
    ok: bool
    message: str
    facts: dict[str, str]
    timestamp: str


class Component(BaseModel):
    name: str
    kind: Literal[
        "database",
        "download_client",
        "indexer",
        "folder",
        "import",
        "doctor",
        "upgrade",
        "format",
    ]
    status: Literal["ok", "warning", "error"]
    message: str
    todo: str | None = None
    since: str


class Health(BaseModel):
    status: Literal["ok", "warning", "error"]
    components: list[Component]


class Alive(BaseModel):
    status: str
    message: str | None = None


class Nothing(BaseModel):
    """An empty object."""


class WrongField(BaseModel):
    """One of a list."""

    model_config = SHAPE

    property_name: str
    error_message: str
    error_code: str
    severity: Literal["error"]


class Message(BaseModel):
    message: str
    description: str


class Failure(BaseModel):
    success: Literal[False]
    error: str
    code: str
    field: str | None = None
    timestamp: str


ANSWERS: dict[family.Place, tuple[int, type[BaseModel] | list[type[BaseModel]] | str]] = {
    ("get", "/ping"): (200, Alive),
    ("get", "/health/live"): (200, Alive),
    ("get", "/health/ready"): (200, Alive),
    ("get", "/health"): (200, Health),
    **family.ANSWERS,
    **choices.ANSWERS,
    **profiles.ANSWERS,
    **guides.ANSWERS,
    **naming.ANSWERS,
    **own_profiles.ANSWERS,
    **doctor.ANSWERS,
    **versions.ANSWERS,
    **importing.ANSWERS,
    **by_hand.ANSWERS,
    **queue.ANSWERS,
    **blocklist.ANSWERS,
    **removing.ANSWERS,
    ("post", "/api/v1/queue/move/{public_id}"): (200, DownloadAnswer),
    ("post", "/api/v3/download"): (201, Download),
    ("get", "/api/v3/download"): (200, [Download]),
    ("get", "/api/v3/download/{public_id}"): (200, Download),
    ("delete", "/api/v3/download/{public_id}"): (200, Nothing),
    ("delete", "/api/v3/movie/{item_id}"): (200, Nothing),
    ("post", "/api/v1/album"): (201, Item),
    ("get", "/api/v1/album"): (200, [Item]),
    ("get", "/api/v1/album/{item_id}"): (200, Item),
    ("delete", "/api/v1/album/{item_id}"): (200, Nothing),
    ("get", "/api/v1/search/global"): (200, SearchAnswer),
    ("get", "/api/v1/search/global/{query}"): (200, SearchAnswer),
    ("get", "/api/v1/search/stream"): (200, "text/event-stream"),
    ("get", "/api/v1/events"): (200, "text/event-stream"),
    ("post", "/api/v1/download/request"): (201, DownloadAnswer),
    ("get", "/api/v1/download/status/{public_id}"): (200, DownloadAnswer),
    ("get", "/api/v1/download/active"): (200, ActiveAnswer),
    ("post", "/api/v1/download/pause/{info_hash}"): (200, DownloadAnswer),
    ("post", "/api/v1/download/resume/{info_hash}"): (200, DownloadAnswer),
    ("post", "/api/v1/download/cancel/{info_hash}"): (200, DownloadAnswer),
    ("post", "/api/v1/download/retry/{public_id}"): (200, DownloadAnswer),
    ("post", "/api/v1/download/priority/{public_id}"): (200, DownloadAnswer),
    ("get", "/api/v1/settings/adapters"): (200, [Adapter]),
    ("get", "/api/v1/settings/adapters/kinds"): (200, [AdapterKind]),
    ("post", "/api/v1/settings/adapters"): (201, Adapter),
    ("put", "/api/v1/settings/adapters/{adapter_id}"): (200, Adapter),
    ("delete", "/api/v1/settings/adapters/{adapter_id}"): (200, Nothing),
    ("post", "/api/v1/settings/adapters/test"): (200, Found),
    ("get", "/api/v1/settings/preferences"): (200, PreferencesShown),
    ("put", "/api/v1/settings/preferences"): (200, PreferencesShown),
    ("post", "/api/v1/settings/folders/test"): (200, Found),
}

PROOFS = {
    "header": {"type": "apiKey", "in": "header", "name": "X-Api-Key"},
    "query": {"type": "apiKey", "in": "query", "name": "apikey"},
    "bearer": {"type": "http", "scheme": "bearer"},
}
OPEN = frozenset({"/ping", "/health/live", "/health/ready"})
FAILURES = {
    "400": "Bad input, said in words.",
    "401": "Neither the API key nor a login.",
    "404": "There is no such thing (any more).",
    "409": "It is not in a state that allows this.",
    "502": "A service outside refused.",
    "503": "A service outside does not answer.",
}


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI 3.1 document of the application."""
    document = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes
    )
    told = (
        choices,
        family,
        profiles,
        own_profiles,
        doctor,
        guides,
        bodies,
        versions,
        importing,
        by_hand,
        queue,
        blocklist,
        removing,
        naming,
    )
    rooms = (globals(), *map(vars, told))
    named = [one for room in rooms for one in room.values()]
    models = [m for m in named if isinstance(m, type) and issubclass(m, BaseModel)]
    _, shapes = models_json_schema(
        [(m, "serialization") for m in dict.fromkeys(models) if m is not BaseModel],
        ref_template="#/components/schemas/{model}",
    )
    components = document.setdefault("components", {})
    inputs = components.get("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        inputs.pop(unused, None)
    components["schemas"] = {**shapes["$defs"], **inputs}
    components["securitySchemes"] = PROOFS
    document["security"] = [{name: []} for name in PROOFS]
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            _describe(path, method, operation)
    bodies.describe_bodies(document)
    return document


def _describe(path: str, method: str, operation: dict[str, Any]) -> None:
    status, shape = ANSWERS[method, path]
    operation["responses"] = {str(status): {"description": "Done.", "content": _content(shape)}}
    if path in OPEN:
        operation["security"] = []
        return
    for failure, words in FAILURES.items():
        told = {"description": words, "content": _content(_failure(path, failure))}
        operation["responses"][failure] = told
    if (method, path) == ("get", "/api/v3/download"):
        total = {"description": "How many there are in all.", "schema": {"type": "integer"}}
        operation["responses"]["200"]["headers"] = {"X-Total-Count": total}


def _failure(path: str, status: str) -> type[BaseModel] | list[type[BaseModel]]:
    if not path.startswith("/api/v3/"):
        return Failure
    return [WrongField] if status == "400" else Message


def _content(shape: type[BaseModel] | list[type[BaseModel]] | str) -> dict[str, Any]:
    if isinstance(shape, str):
        return {shape: {"schema": {"type": "string"}}}
    if isinstance(shape, list):
        return {"application/json": {"schema": {"type": "array", "items": _reference(shape[0])}}}
    return {"application/json": {"schema": _reference(shape)}}


def _reference(model: type[BaseModel]) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{model.__name__}"}
