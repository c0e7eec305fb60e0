"""What judging a thousand releases costs, against asking every condition of every format."""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from bench import Row
from neonarr.base.clock import SystemClock
from neonarr.base.ids import IndexerId
from neonarr.base.kinds import MediaKind
from neonarr.base.secret import Secret
from neonarr.decisions.choose import candidate_of, choose_in
from neonarr.decisions.formats.kinds import CustomFormat
from neonarr.decisions.formats.matching import FormatSet
from neonarr.decisions.formats.reading import read_formats
from neonarr.decisions.model import Want
from neonarr.decisions.profiles.presets import presets
from neonarr.decisions.rules.order import RULES
from neonarr.decisions.situation import Outside, Policy, Situation, Standing
from neonarr.releases.model import Release
from neonarr.releases.parse import parse_cached
from tests.kit.naive_formats import naive as asked_one_by_one

SHARED = Path(__file__).parents[2] / "shared"
COUNT, FEW, ROUNDS = 1_000, 20, 5
GOALS_MS = {242: 250, FEW: 40}


def run() -> list[Row]:
    files = sorted((SHARED / "trash-guides/cf").glob("*.json"))
    if not files:
        return [Row("1,000 releases judged", "not measured", note="the guides are not here")]
    values = [json.loads(file.read_text()) for file in files]
    begun = time.process_time()
    formats = read_formats(values)
    read_ms = (time.process_time() - begun) * 1000
    releases = _releases()
    few = formats[:: len(formats) // FEW][:FEW]
    return [
        *_rows(formats, releases),
        *_rows(few, releases),
        Row(f"{len(formats)} formats read and compiled", f"{read_ms:.0f} ms"),
    ]


def _rows(formats: tuple[CustomFormat, ...], releases: list[Release]) -> list[Row]:
    made = FormatSet(formats)
    situation = _situation(formats, made)
    subjects = [candidate_of(one, situation).subject for one in releases]
    first = _ms(lambda: choose_in(releases, situation), before=parse_cached.cache_clear)
    whole = _ms(lambda: choose_in(releases, situation))
    matched = _ms(lambda: [made.met_by(one) for one in subjects])
    begun = time.process_time()
    sample = subjects[::10]
    asked = [asked_one_by_one(formats, one) for one in sample]
    naive = (time.process_time() - begun) * 1000 * len(subjects) / len(sample)
    assert asked == [[met.name for met in made.met_by(one)] for one in sample]
    goal = GOALS_MS.get(len(formats))
    about = f"1,000 real titles against {len(formats)} formats, CPU time of one core"
    return [
        Row(
            f"1,000 releases judged with {len(formats)} formats",
            f"{whole:.0f} ms",
            goal=f"≤ {goal} ms" if goal else "–",
            note=f"{about}: formats, {len(RULES)} rules, put in order; names from the cache; "
            f"best of {ROUNDS}",
        ),
        Row("the same, every name read anew", f"{first:.0f} ms"),
        Row(
            f"the {len(formats)} formats alone",
            f"{matched:.0f} ms",
            f"{naive:.0f} ms",
            f"{matched / naive:.3f}",
            note="peer: every pattern searched for in every title",
        ),
    ]


def _releases() -> list[Release]:
    titles = [one["title"] for one in json.loads((SHARED / "feeds/titles.json").read_text())]
    return [
        Release(IndexerId(1), "bench", str(at), title, Secret("x:"), seeders=at % 90)
        for at, title in enumerate(islice(cycle(titles), COUNT))
    ]


def _situation(formats: tuple[CustomFormat, ...], made: FormatSet) -> Situation:
    best = presets(MediaKind.MOVIE)[0].profile
    scores = {one.name: one.guide_score() or 0 for one in formats}
    policy = Policy(replace(best, scores=scores), made)
    standing = Standing(minutes=100, original_language="English")
    want = Want(MediaKind.MOVIE, "The Long Harbor", year=1987)
    return Situation(want, policy=policy, standing=standing, outside=Outside(SystemClock().now()))


def _ms(work: Callable[[], Any], before: Callable[[], None] | None = None) -> float:
    """The fastest of several: others share this processor. `before` each, uncounted."""
    spent = []
    for _ in range(ROUNDS):
        if before is not None:
            before()
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return min(spent) * 1000
