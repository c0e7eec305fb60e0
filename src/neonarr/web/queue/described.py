"""The shapes of the queue in the API's description."""

from typing import Literal

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

SHAPE = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class AllAtOnce(BaseModel):
    """How many downloads were changed; of the others why not, one sentence per cause."""

    success: Literal[True]
    count: int
    failed: list[str]
    timestamp: str


class TrackerAnswer(BaseModel):
    """What a tracker said of a download that stands still."""

    host: str
    standing: Literal["unasked", "works", "fails"]
    said: str


class Beside(BaseModel):
    """A release that stood still and loads on until either is complete."""

    model_config = SHAPE

    download_id: str
    title: str
    progress: float


class Stats(BaseModel):
    model_config = SHAPE

    active: int
    queued: int
    moving: int
    paused: int
    failed: int
    imported: int
    imported_today: int
    down_speed: int
    up_speed: int


class StatsAnswer(BaseModel):
    success: Literal[True]
    stats: Stats
    timestamp: str


ANSWERS: dict[tuple[str, str], tuple[int, type[BaseModel]]] = {
    ("get", "/api/v1/download/stats"): (200, StatsAnswer),
    ("post", "/api/v1/queue/pause"): (200, AllAtOnce),
    ("post", "/api/v1/queue/resume"): (200, AllAtOnce),
}
