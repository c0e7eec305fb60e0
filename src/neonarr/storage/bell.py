"""Wakes whoever waits for rows to change, inside this process."""

import asyncio


class Bell:
    """`ring()` ends every `wait()` that is under way. A ring nobody waited for is remembered by
    the count: pass the count you saw last, and a change since then returns at once."""

    def __init__(self) -> None:
        self.count = 0
        self._event = asyncio.Event()

    def ring(self) -> None:
        self.count += 1
        event, self._event = self._event, asyncio.Event()
        event.set()

    async def wait(self, seen: int, timeout_s: float) -> int:
        """The count now: larger than `seen` if it rang, equal if the time ran out."""
        if self.count == seen:
            try:
                # Not wait_for: in Python 3.11 it forgets a cancellation that comes with the ring.
                async with asyncio.timeout(timeout_s):
                    await self._event.wait()
            except TimeoutError:
                pass
        return self.count
