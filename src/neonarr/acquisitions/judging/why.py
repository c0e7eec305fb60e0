"""Why a kept decision went as it did, in sentences. From what was kept alone: the profile may be
gone, and the rules may have changed."""

from collections.abc import Mapping
from typing import Any


def taken_of(decision: Mapping[str, Any]) -> dict[str, Any] | None:
    """The candidate that was taken; None if none was."""
    found: dict[str, Any] | None = next((c for c in decision["candidates"] if c["taken"]), None)
    return found


def runner_up_of(decision: Mapping[str, Any]) -> dict[str, Any] | None:
    """The best of the others that nothing spoke against; None if there was none."""
    others = (c for c in decision["candidates"] if c["approved"] and not c["taken"])
    found: dict[str, Any] | None = next(others, None)
    return found


def why(decision: Mapping[str, Any]) -> str:
    """Why this one was taken, or why none was."""
    taken, other = taken_of(decision), runner_up_of(decision)
    if taken is None:
        return _why_none(decision)
    if decision["manual"]:
        return _why_picked(taken, other)
    sentence = f"Nothing spoke against “{taken['title']}”"
    if other is None:
        rest = len(decision["candidates"]) - 1
        return f"{sentence}, and {_nothing_else(rest)}."
    return f"{sentence}. {_over(taken, other)}"


def why_not(candidate: Mapping[str, Any]) -> str:
    """Why a candidate that nothing spoke against was not taken; "" for any other."""
    ranking = candidate.get("ranking")
    if candidate["taken"] or not candidate["approved"] or not ranking:
        return ""
    step, own, taken = ranking["step"], ranking["own"], ranking["taken"]
    if step == "names":
        return "It equals the one that was taken; only the order of names put it behind."
    if step == "rejections":
        return f"It would have come first: this speaks against the one that was taken: {taken}"
    place = "in front" if ranking["before"] else "behind"
    return f"By its {step} it comes {place}: {own} against {taken}."


def _why_none(decision: Mapping[str, Any]) -> str:
    offered = decision["offered"]
    if not offered:
        return "Nothing was taken: no indexer offered anything."
    if offered == 1:
        return "Nothing was taken: the one release that was offered did not pass."
    return f"Nothing was taken: none of {offered:,} releases passed."


def _why_picked(taken: Mapping[str, Any], other: Mapping[str, Any] | None) -> str:
    sentence = f"A person picked “{taken['title']}”."
    if not taken["approved"]:
        count = len(taken["rejections"])
        spoke = "One reason spoke" if count == 1 else f"{count} reasons spoke"
        sentence += f" {spoke} against it."
    if other is None:
        return sentence
    ranking = other.get("ranking") or {}
    if ranking.get("before"):
        step = ranking["step"]
        because = "" if step == "rejections" else f" for its {step}: {_sides(ranking, True)}"
        return f"{sentence} By itself Neonarr would have taken “{other['title']}”{because}."
    return f"{sentence} Neonarr would have taken the same."


def _over(taken: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    ranking = other.get("ranking")
    if not ranking:  # kept by a version that did not note the step
        return f"It ranked before “{other['title']}”."
    if ranking["step"] == "names":
        return f"“{other['title']}” is its equal; only the order of names decided."
    return f"Its {ranking['step']} put it before “{other['title']}”: {_sides(ranking, False)}."


def _sides(ranking: Mapping[str, Any], is_own_first: bool) -> str:
    own, taken = ranking["own"], ranking["taken"]
    return f"{own} against {taken}" if is_own_first else f"{taken} against {own}"


def _nothing_else(rest: int) -> str:
    if rest == 0:
        return "nothing else was offered"
    return "the other one did not pass" if rest == 1 else f"none of the other {rest:,} passed"
