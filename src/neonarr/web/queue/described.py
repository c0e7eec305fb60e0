"""The shapes of the queue in the API's description."""

from typing import Literal

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


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

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)

    download_id: str
    title: str
    progress: float


ANSWERS: dict[tuple[str, str], tuple[int, type[BaseModel]]] = {
    ("post", "/api/v1/queue/pause"): (200, AllAtOnce),
    ("post", "/api/v1/queue/resume"): (200, AllAtOnce),
}
