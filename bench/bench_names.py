"""What reading a release name costs, beside guessit and PTT (parsett) where they are installed."""

import importlib
import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from bench import Row
from neonarr.releases.explain import explain
from neonarr.releases.parse import parse, parse_cached

ROOT = Path(__file__).parents[1]
TITLES = ROOT.parent / "shared/feeds/titles.json"
ROUNDS = 9
GOAL_PER_S, GOAL_P99_US = 25_000, 150
INSTALL = "not installed; .venv/bin/python -m uv pip install --group bench"

PEERS = (("guessit", "guessit", "guessit", 60), ("PTT (parsett)", "PTT", "parse_title", 400))
"""Label, module, function, and how many of the names it reads: the slow ones read fewer."""

Reader = Callable[[str], Any]


def run() -> list[Row]:
    names, source = _names()
    ours = per_second(parse, names)
    p50, p99 = percentiles_us(names)
    for name in names:
        parse_cached(name)
    return [
        Row(
            "release names read in full, per CPU-second",
            f"{ours:,.0f}",
            goal=f"≥ {GOAL_PER_S:,}",
            note=f"{len(names):,} names of {source}, the kind guessed; best of {ROUNDS}",
        ),
        *(_against(peer, ours, names) for peer in PEERS),
        Row("one name, median and p99", f"{p50:.0f} µs, {p99:.0f} µs", goal=f"≤ {GOAL_P99_US} µs"),
        Row("the same from the cache", f"{per_second(parse_cached, names):,.0f}", note="per s"),
        Row("with every mark and its place", f"{per_second(explain, names):,.0f}", note="per s"),
    ]


def _names() -> tuple[list[str], str]:
    if TITLES.exists():
        return [entry["title"] for entry in json.loads(TITLES.read_text())], "feeds/titles.json"
    lines = (ROOT / "tests/corpus/movies.yaml").read_text().splitlines()
    return [line.split('"')[1] for line in lines if line.startswith("- ")], "the own corpus"


def _against(peer: tuple[str, str, str, int], ours: float, names: list[str]) -> Row:
    label, module, function, count = peer
    try:
        read: Reader = getattr(importlib.import_module(module), function)
    except ImportError:
        return Row(f"the same by {label}", f"{ours:,.0f}", note=INSTALL)
    sample = names[:: max(1, len(names) // count)]
    read(sample[0])  # what is built at the first call is not counted
    theirs = per_second(read, sample, rounds=2)
    note = f"{len(sample)} of the names, best of 2"
    return Row(
        f"the same by {label}", f"{ours:,.0f}", f"{theirs:,.0f}", f"{ours / theirs:.1f}", "10", note
    )


def per_second(read: Reader, names: Iterable[str], rounds: int = ROUNDS) -> float:
    """Names per second of this process' CPU time, in the best round."""
    names = list(names)
    return len(names) / min(_cpu_s(read, names) for _ in range(rounds))


def _cpu_s(read: Reader, names: list[str]) -> float:
    begun = time.process_time()
    for name in names:
        read(name)
    return time.process_time() - begun


def percentiles_us(names: list[str]) -> tuple[float, float]:
    """The median and the 99th percentile of what one name costs, each name at its best of five."""
    each = sorted(min(_one_ns(name) for _ in range(5)) for name in names)
    return each[len(each) // 2] / 1000, each[int(len(each) * 0.99)] / 1000


def _one_ns(name: str) -> int:
    begun = time.process_time_ns()
    parse(name)
    return time.process_time_ns() - begun
