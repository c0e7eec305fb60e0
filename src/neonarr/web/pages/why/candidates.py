"""Looking through a decision's candidates: by name, by fate, by reason, in an order."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from neonarr.releases.clean import clean_title

FATES = {
    "all": "All",
    "passed": "Passed",
    "later": "May pass later",
    "never": "Rejected for good",
}

ORDERS = {
    "rank": "Ranking",
    "score": "Format score",
    "size": "Size",
    "seeders": "Seeders",
    "name": "Name",
}

_KEYS: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "score": lambda one: -one["formatScore"],
    "size": lambda one: -(one["size"] or 0),
    "seeders": lambda one: -(one["seeders"] or 0),
    "name": lambda one: one["title"].casefold(),
}

_ENDINGS = (".torrent", ".nzb", ".mkv", ".mp4", ".avi")
"""What names carry when they are pasted from somewhere else."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a person wants to see; "" filters nothing."""

    find: str = ""
    fate: str = "all"
    reason: str = ""
    order: str = "rank"


def fate_of(candidate: Mapping[str, Any]) -> str:
    """passed, later (only temporary reasons) or never."""
    if candidate["approved"]:
        return "passed"
    is_for_good = any(reason["permanent"] for reason in candidate["rejections"])
    return "never" if is_for_good else "later"


def looked_at(candidates: Sequence[dict[str, Any]], look: Look) -> list[dict[str, Any]]:
    """Those that fit, in the wanted order. A name found to the letter hides those that only hold
    it."""
    fitting = [
        one
        for one in named(candidates, look.find)
        if look.fate in ("all", fate_of(one))
        and (not look.reason or look.reason in _reasons_of(one))
    ]
    return sorted(fitting, key=_KEYS[look.order]) if look.order in _KEYS else fitting


def named(candidates: Sequence[dict[str, Any]], find: str) -> Sequence[dict[str, Any]]:
    """Those of that very name, whatever stands between words; else those that hold each word."""
    text = find.strip()
    for ending in _ENDINGS:
        text = text.removesuffix(ending)
    key = clean_title(text)
    if not key:
        return candidates
    same = [one for one in candidates if clean_title(one["title"]) == key]
    words = [clean_title(word) for word in text.split()]
    return same or [one for one in candidates if _holds(one, words)]


def reasons_among(candidates: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, int]]:
    """Key, words and count of each reason, the most frequent first."""
    counts = Counter(key for one in candidates for key in _reasons_of(one))
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(key, key.replace("_", " ").capitalize(), count) for key, count in ordered]


def fates_among(candidates: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """How many there are of each."""
    counts = Counter(fate_of(one) for one in candidates)
    return {"all": len(candidates), **{fate: counts[fate] for fate in FATES if fate != "all"}}


def _reasons_of(candidate: Mapping[str, Any]) -> set[str]:
    return {reason["key"] for reason in candidate["rejections"]}


def _holds(candidate: Mapping[str, Any], words: Sequence[str]) -> bool:
    key = clean_title(candidate["title"])
    return all(word in key for word in words)
