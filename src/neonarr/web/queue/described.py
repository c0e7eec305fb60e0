"""The shapes of the queue in the API's description."""

from typing import Literal

from pydantic import BaseModel


class AllAtOnce(BaseModel):
    """How many downloads were changed; of the others why not, one sentence per cause."""

    success: Literal[True]
    count: int
    failed: list[str]
    timestamp: str


ANSWERS: dict[tuple[str, str], tuple[int, type[BaseModel]]] = {
    ("post", "/api/v1/queue/pause"): (200, AllAtOnce),
    ("post", "/api/v1/queue/resume"): (200, AllAtOnce),
}
