"""`python -m bench [NAME …]` runs every benchmark, or those named; prints one Markdown table."""

import importlib
import os
import pkgutil
import platform
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import bench
from bench import Row
from neonarr.base.clock import SystemClock

HEADINGS = ("what", "Neonarr", "peer", "ratio", "goal", "note")


def main(names: list[str]) -> int:
    known = sorted(
        m.name.removeprefix("bench_")
        for m in pkgutil.iter_modules(bench.__path__)
        if m.name.startswith("bench_")
    )
    if unknown := set(names) - set(known):
        print(f"No benchmark {', '.join(unknown)}; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    failed = []
    print(f"{machine()}\n\n{line(HEADINGS)}\n{line('---' for _ in HEADINGS)}", flush=True)
    for name in names or known:
        begun = time.monotonic()
        try:
            rows = importlib.import_module(f"bench.bench_{name}").run()
        except Exception as error:  # one broken benchmark must not hide the others' figures
            failed.append(name)
            print(f"{name} failed: {error!r}", file=sys.stderr, flush=True)
            continue
        for row in rows:
            print(line(cells(row)), flush=True)
        print(f"{name} took {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    return 1 if failed else 0


def cells(row: Row | tuple[str, ...]) -> list[str]:
    """The columns of one row; a plain tuple is filled up with dashes."""
    if isinstance(row, Row):
        return [row.what, row.ours, row.peer, row.ratio, row.goal, row.note]
    return [*map(str, row), *["–"] * (len(HEADINGS) - len(row))]


def line(columns: Iterable[str]) -> str:
    """One line of a Markdown table."""
    return "| " + " | ".join(column.replace("|", "\\|") for column in columns) + " |"


def machine() -> str:
    """Where and when the figures were taken, in one line."""
    return (
        f"{SystemClock().now():%Y-%m-%d %H:%M} UTC · {_processor()} · {os.cpu_count()} cores · "
        f"{platform.system()} {platform.release()} · Python {platform.python_version()} · "
        f"load {os.getloadavg()[0]:.1f}"
    )


def _processor() -> str:
    try:
        facts = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    names = [fact.split(":", 1)[1].strip() for fact in facts if fact.startswith("model name")]
    return names[0] if names else platform.machine()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
