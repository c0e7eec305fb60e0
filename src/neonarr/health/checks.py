"""An adapter's own check, held to a deadline and always an answer."""

import asyncio
import logging
from typing import Protocol

from neonarr.base.errors import Invalid, OutsideError
from neonarr.settings.adapters import Check
from neonarr.settings.vault import UnreadableSecret

log = logging.getLogger(__name__)

SLOW_S = 2.0
"""A client that takes longer for an answer is said to be slow."""


class Checked(Protocol):
    async def check(self) -> Check:
        """What it says of itself."""


async def checked(adapter: Checked, name: str, within_s: float) -> Check:
    """What it found; not well if that took longer, or failed in whatever way."""
    try:
        async with asyncio.timeout(within_s):
            return await adapter.check()
    except TimeoutError:
        return Check(False, f"{name} did not answer within {within_s:g} seconds.", {})
    except (OutsideError, Invalid, UnreadableSecret) as error:
        return Check(False, str(error), {})
    except Exception:
        log.exception("the check of %s failed", name)
        return Check(False, f"The check of {name} failed; the log says why.", {})


def slow(name: str) -> str:
    """What is said of a client that answers, but late."""
    return (
        f"{name} takes more than {SLOW_S:g} s to answer. Nothing is lost, but what it does is seen "
        "late and grabs wait for it. Is its machine busy, or its disk?"
    )
