"""What the trackers of a download answered last."""

from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    UNASKED = "unasked"
    """Not asked yet, or just being asked."""
    WORKS = "works"
    FAILS = "fails"
    """It refused, or did not answer."""


@dataclass(frozen=True, slots=True)
class TrackerAnswer:
    """One tracker of one download."""

    host: str
    """Of its address, whose rest may hold a key of the user."""
    standing: Standing
    said: str = ""
    """Its own words, or why there are none; empty when nobody tells. Never a key."""

    def __str__(self) -> str:
        return f"{self.host}: {self.said or self.standing.value}"
