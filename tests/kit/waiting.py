"""Waiting for something to become true, with a deadline."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")
PATIENCE_S = 60
"""Far more than any wait takes: what never comes true must fail, a slow machine must not."""
_STEP_S = 0.03


async def until(look: Callable[[], Awaitable[T]], *, within_s: float = PATIENCE_S) -> T:
    """The first answer of `look` that is true."""
    deadline = time.monotonic() + within_s
    while True:
        seen = await look()
        if seen:
            return seen
        assert time.monotonic() < deadline, f"still {seen!r} after {within_s} s"
        await asyncio.sleep(_STEP_S)


def until_now(look: Callable[[], T], *, within_s: float = PATIENCE_S) -> T:
    """The same where nothing else runs in this thread."""
    deadline = time.monotonic() + within_s
    while True:
        seen = look()
        if seen:
            return seen
        assert time.monotonic() < deadline, f"still {seen!r} after {within_s} s"
        time.sleep(_STEP_S)
