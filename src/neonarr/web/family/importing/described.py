"""The family's importing by hand in words for /docs; see `web/api/described.py`."""

from typing import Literal

from pydantic import BaseModel

from neonarr.web.family.described import (
    SHAPE,
    CustomFormat,
    Movie,
    NamedLanguage,
    Place,
    QualityModel,
)


class ImportRejection(BaseModel):
    reason: str
    type: Literal["permanent", "temporary"]


class ManualImportResource(BaseModel):
    """A folder or a file that can be imported; `movie` is what it probably is."""

    model_config = SHAPE

    id: int
    path: str
    relative_path: str
    folder_name: str
    name: str
    size: int
    movie: Movie | None = None
    quality: QualityModel
    quality_weight: int
    languages: list[NamedLanguage]
    release_group: str | None = None
    download_id: str | None = None
    custom_formats: list[CustomFormat]
    custom_format_score: int
    indexer_flags: int
    rejections: list[ImportRejection]


class CommandEcho(BaseModel):
    model_config = SHAPE

    name: str
    send_updates_to_client: bool
    trigger: Literal["manual"]


class CommandResource(BaseModel):
    """`message` says why, for each file that could not be imported."""

    model_config = SHAPE

    id: int
    name: str
    command_name: str
    message: str
    body: CommandEcho
    priority: Literal["normal"]
    status: Literal["started", "completed", "failed"]
    result: Literal["unknown", "successful", "unsuccessful"]
    queued: str
    started: str
    ended: str | None = None
    state_change_time: str
    trigger: Literal["manual"]
    send_updates_to_client: bool
    update_scheduled_task: bool


ANSWERS: dict[Place, tuple[int, type[BaseModel] | list[type[BaseModel]] | str]] = {
    ("get", "/api/v3/manualimport"): (200, [ManualImportResource]),
    ("post", "/api/v3/manualimport"): (200, [ManualImportResource]),
    ("post", "/api/v3/command"): (201, CommandResource),
    ("get", "/api/v3/command"): (200, [CommandResource]),
    ("get", "/api/v3/command/{command_id}"): (200, CommandResource),
}
