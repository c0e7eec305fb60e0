"""What the web door gets of the inside, as main.py plugged it in."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from fastapi import Request

from neonarr.acquisitions.world import World
from neonarr.base.secret import Secret
from neonarr.doctor.rounds import Doctor
from neonarr.health.board import Board
from neonarr.people.accounts import Accounts
from neonarr.settings.current import CurrentPreferences
from neonarr.settings.registry import Registry


@dataclass(frozen=True, slots=True)
class Inside:
    world: World
    board: Board
    accounts: Accounts
    api_key: Secret
    preferences: CurrentPreferences
    registry: Registry
    reconnect: Callable[[], Awaitable[None]]
    """Build the adapters anew after their settings changed."""
    check_health: Callable[[], Awaitable[None]]
    """Look at every component now and put the findings on the board."""
    published: Callable[[str], Awaitable[bytes]]
    """What lies at an address somebody gave. Raises Invalid, OutsideError."""
    doctor: Doctor
    instance: str
    """Changes with every start, so that a live page knows the server was restarted."""
    data_dir: str
    """The folder of the server's own state."""
    ending: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the server stops; ring the bell too, then the live streams end by themselves."""


def inside(request: Request) -> Inside:
    found: Inside = request.app.state.inside
    return found
