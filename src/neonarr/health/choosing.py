"""What is wrong with how releases are chosen: upgrades in circles, formats that take too long."""

from neonarr.acquisitions.judging.circles import Circle, circles
from neonarr.acquisitions.world import World
from neonarr.decisions.profiles.model import MAIN_SLOT
from neonarr.health.board import Board

LOOP, FORMAT = "upgrade", "format"

_SLOW = (
    "It counts for nothing now: searching a name for “{}” took too long. Write the pattern in a "
    "simpler way and save the format."
)


async def look_for_loops(world: World, board: Board) -> None:
    """A warning for each item whose upgrades turn in circles; gone as soon as they don't."""
    now = world.clock.now()
    found = await world.db.read(circles, world.policies, now)
    board.forget(LOOP, {_name(one) for one in found})
    for one in found:
        board.warn(_name(one), LOOP, one.loop.message)


async def look_at_formats(world: World, board: Board) -> None:
    """A warning for each custom format that is given up because a pattern of it took too long,
    until the formats are saved again."""
    slow = world.policies.too_slow()
    board.forget(FORMAT, {_format_name(name) for name in slow})
    for name, pattern in slow.items():
        board.warn(_format_name(name), FORMAT, _SLOW.format(pattern[:200]))


def _name(one: Circle) -> str:
    slot = "" if one.slot == MAIN_SLOT else f", {one.slot}"
    return f"Upgrades of {one.item.label}{slot}"


def _format_name(name: str) -> str:
    return f"Custom format {name}"
