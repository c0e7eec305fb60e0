"""Faults made on purpose to real components on loopback, and what was left afterwards.

`python -m faults` runs them all and writes docs/RELIABILITY.md; `faults/rows.py` lists them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from faults.scene import Scene


class NotRun(Exception):
    """This machine can't make that fault; `str()` says what it lacks."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a run of a fault has to tell; what the user saw is collected by the scene."""

    done: str
    proof: str


@dataclass(frozen=True, slots=True)
class Fault:
    """`make` makes it and lets it heal; it raises whenever something is lost, doubled or partial.
    A quick one is part of the tests."""

    name: str
    what: str
    make: Callable[["Scene"], Told]
    is_quick: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    fault: str
    done: str
    seen: str
    proof: str
    outcome: str
    seconds: float
    made_at: str
