"""Benchmarks, against the plain tool or a rival. `python -m bench` runs them and prints the table.

Every `bench/bench_<what>.py` has `run() -> list[Row]` and cleans up after itself.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; figures are text with their unit ("12.3 ms", "84 MB")."""

    what: str
    ours: str
    peer: str = "–"
    """What the plain tool or the rival needs for the same; a dash when there is none to compare."""
    ratio: str = "–"
    """Ours over the peer, or a dash."""
    goal: str = "–"
    note: str = ""
