"""CHOSEN: take a place in the queue. The loop hands out the slots (queueing/promote.py)."""

from neonarr.acquisitions.model import State
from neonarr.acquisitions.steps.turn import Turn


async def queue(turn: Turn) -> None:
    await turn.finish(state=State.QUEUED)
