"""docs/RELIABILITY.md, written from the rows of one run."""

from collections.abc import Sequence
from pathlib import Path

from bench.__main__ import line, machine
from faults import Row
from faults.rows import FAULTS
from faults.running import SURVIVED

DOCUMENT = Path(__file__).parents[1] / "docs/RELIABILITY.md"
HEADINGS = ("fault", "done", "the user saw", "proof", "outcome", "seconds", "made at (UTC)")

_ABOUT = """# Reliability

What happens to downloads when something breaks. This table is written by `make faults`, which
breaks real components on loopback: the server as its own process, a real qBittorrent or
Transmission, a tracker and a seeder, PostgreSQL, file systems that really run full. What the user
saw is what the API showed at that moment (`status`, `errorMessage`, `/health`). The proof is
counted afterwards, and a row whose counts don't agree fails: one acquisition for every wish, all
imported; torrents in the client for the wishes; films in the library with the SHA-256 they have at
the source, no other file there, nothing partial or hidden; every event following from the one
before, one import each.

States too short to be caught from outside (wanted, chosen, downloaded) are met by chance in the
last row, and one by one in `tests/flows/test_crash.py`, where the program dies after every single
save and every single call to the outside. The last row takes 1,000 films and 50 kills; on a busy
machine `FAULTS_CROWD` makes it smaller, and the row says how many there were.

Rows that `make faults ONLY=…` made again are of another minute than the rest.

"""


def table(rows: Sequence[Row]) -> str:
    lines = [line(HEADINGS), line("---" for _ in HEADINGS), *map(_line, rows)]
    return "\n".join(lines)


def document(rows: Sequence[Row], before: str = "") -> str:
    """With those rows; a row that was not made now is as it was in `before`."""
    made = {row.fault: _line(row) for row in rows}
    told = {text.split(" | ")[0].removeprefix("| "): text for text in before.splitlines()}
    lines = [made.get(fault.what) or told.get(fault.what) for fault in FAULTS]
    kept = [text for text in lines if text]
    survived = sum(f" | {SURVIVED} | " in text for text in kept)
    whole = f"{survived} of {len(kept)} survived. {machine()}; `make faults`."
    heading = [line(HEADINGS), line("---" for _ in HEADINGS)]
    return f"{_ABOUT}{whole}\n\n" + "\n".join([*heading, *kept]) + "\n"


def _line(row: Row) -> str:
    return line(
        [row.fault, row.done, row.seen, row.proof, row.outcome, f"{row.seconds:.0f}", row.made_at]
    )
