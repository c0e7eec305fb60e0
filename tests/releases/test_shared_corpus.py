"""The shared corpus, field by field; skipped where it is not there."""

import importlib.util
import json
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from tests import corpus_adapter
from tests.releases.shared import CORPUS, needs

GOAL = 0.99
ENOUGH = 10
"""Cases from which on a field has a goal."""

FILES = sorted((CORPUS / "cases").glob("m*_*.json"))


@pytest.fixture(scope="module")
def judge() -> Callable[[dict[str, Any], object], bool]:
    needs(CORPUS / "score.py")
    spec = importlib.util.spec_from_file_location("corpus_score", CORPUS / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    same: Callable[[dict[str, Any], object], bool] = module.same
    return same


def test_the_corpus_is_there() -> None:
    needs(CORPUS)
    assert FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_goals_are_met(path: Any, judge: Callable[[dict[str, Any], object], bool]) -> None:
    answer = getattr(corpus_adapter, path.stem)
    cases = json.loads(path.read_text(encoding="utf-8"))["cases"]
    wrong = [
        (case["input"], case["expected"], got)
        for case in cases
        if not judge(case, got := answer(case["input"], case.get("params"), case["via"]))
    ]
    if len(cases) >= ENOUGH:
        assert len(wrong) <= (1 - GOAL) * len(cases), wrong
