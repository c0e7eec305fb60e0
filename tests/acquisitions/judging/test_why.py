"""Why one was taken, and why not another, from what was kept alone."""

from typing import Any

import pytest

from neonarr.acquisitions.judging.why import why, why_not

BEHIND = {"step": "seeders", "own": "3", "taken": "95", "before": False}


def candidate(title: str, **fields: Any) -> dict[str, Any]:
    plain = {"title": title, "approved": True, "taken": False, "rejections": [], "ranking": None}
    return {**plain, **fields}


def rejected(title: str, **fields: Any) -> dict[str, Any]:
    reason = {"key": "sample", "message": "It is a sample.", "permanent": True}
    return candidate(title, approved=False, rejections=[reason], **fields)


TAKEN = candidate("A", taken=True)


@pytest.mark.parametrize(
    ("candidates", "sentence"),
    [
        ([], "Nothing was taken: no indexer offered anything."),
        ([rejected("B")], "Nothing was taken: the one release that was offered did not pass."),
        ([rejected("B")] * 1200, "Nothing was taken: none of 1,200 releases passed."),
        ([TAKEN], "Nothing spoke against “A”, and nothing else was offered."),
        ([TAKEN, rejected("B")], "Nothing spoke against “A”, and the other one did not pass."),
        (
            [TAKEN, *[rejected("B")] * 5],
            "Nothing spoke against “A”, and none of the other 5 passed.",
        ),
        (
            [TAKEN, rejected("C"), candidate("B", ranking=BEHIND)],
            "Nothing spoke against “A”. Its seeders put it before “B”: 95 against 3.",
        ),
        (
            [TAKEN, candidate("B", ranking={**BEHIND, "step": "names"})],
            "Nothing spoke against “A”. “B” is its equal; only the order of names decided.",
        ),
        ([TAKEN, candidate("B")], "Nothing spoke against “A”. It ranked before “B”."),
    ],
)
def test_why_this_one(candidates: list[dict[str, Any]], sentence: str) -> None:
    asked = {"manual": False, "offered": len(candidates), "candidates": candidates}
    assert why(asked) == sentence


@pytest.mark.parametrize(
    ("candidates", "sentence"),
    [
        ([TAKEN], "A person picked “A”."),
        (
            [candidate("B", ranking={**BEHIND, "before": True}), TAKEN],
            "A person picked “A”. By itself Neonarr would have taken “B” for its seeders: 3"
            " against 95.",
        ),
        (
            [
                candidate("B", ranking={**BEHIND, "step": "rejections", "before": True}),
                rejected("A", taken=True),
            ],
            "A person picked “A”. One reason spoke against it. By itself Neonarr would have taken"
            " “B”.",
        ),
        (
            [TAKEN, candidate("B", ranking=BEHIND)],
            "A person picked “A”. Neonarr would have taken the same.",
        ),
    ],
)
def test_why_a_person_s_choice_is_told_apart(
    candidates: list[dict[str, Any]], sentence: str
) -> None:
    assert why({"manual": True, "offered": 2, "candidates": candidates}) == sentence


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (TAKEN, ""),
        (rejected("B"), ""),
        (candidate("B"), ""),
        (candidate("B", ranking=BEHIND), "By its seeders it comes behind: 3 against 95."),
        (
            candidate("B", ranking={**BEHIND, "step": "names"}),
            "It equals the one that was taken; only the order of names put it behind.",
        ),
        (
            candidate("B", ranking={**BEHIND, "step": "rejections", "taken": "It is a sample."}),
            "It would have come first: this speaks against the one that was taken: It is a sample.",
        ),
    ],
)
def test_why_not_that_one(one: dict[str, Any], sentence: str) -> None:
    assert why_not(one) == sentence
