"""The one place that knows what is done in which state. Every step is safe to run twice."""

from collections.abc import Awaitable, Callable

from neonarr.acquisitions.model import Cleanup, State
from neonarr.acquisitions.steps.bring_in import bring_in
from neonarr.acquisitions.steps.clean_up import clean_up
from neonarr.acquisitions.steps.grab import grab
from neonarr.acquisitions.steps.queue import queue
from neonarr.acquisitions.steps.search import search
from neonarr.acquisitions.steps.turn import Turn

STEPS: dict[State, Callable[[Turn], Awaitable[None]]] = {
    State.WANTED: search,
    State.SEARCHING: search,
    State.CHOSEN: queue,
    State.GRABBING: grab,
    State.DOWNLOADED: bring_in,
    State.IMPORTING: bring_in,
}
"""QUEUED waits for a slot, DOWNLOADING, PAUSED and WARNING for the client (follow.py)."""


async def advance(turn: Turn) -> None:
    """The acquisition one step further, saved. Raises Lost if somebody changed it meanwhile."""
    if turn.acquisition.cleanup in (Cleanup.REMOVE, Cleanup.REMOVE_WITH_DATA):
        await clean_up(turn)
    else:
        await STEPS[turn.acquisition.state](turn)
