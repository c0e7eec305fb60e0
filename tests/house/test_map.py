"""docs/MAP.md tells the truth: every file, folder and function it names exists."""

import ast
import re
from functools import cache

import pytest

from tests.house.reading import PACKAGE, ROOT, sources, tree

MAP = (ROOT / "docs/MAP.md").read_text() if (ROOT / "docs/MAP.md").exists() else ""
NAMED = set(re.findall(r"`([^`\n]+)`", MAP))
PATHS = sorted(n for n in NAMED if re.fullmatch(r"[\w./-]+(\.\w+|/)", n) and not n.startswith("/"))
FUNCTIONS = sorted(n for n in NAMED if re.fullmatch(r"[\w.]+\(\)", n))


def test_map_is_there() -> None:
    assert PATHS, "docs/MAP.md is missing or names no file"


@pytest.mark.parametrize("path", PATHS)
def test_path_exists(path: str) -> None:
    assert any((base / path).exists() for base in (ROOT, PACKAGE)), f"{path} is gone"


@pytest.mark.parametrize("function", FUNCTIONS)
def test_function_exists(function: str) -> None:
    assert function.removesuffix("()").rpartition(".")[2] in _defined(), f"{function} is gone"


@cache
def _defined() -> frozenset[str]:
    return frozenset(
        node.name
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    )


def test_every_room_is_on_the_map() -> None:
    rooms = {p.parent.name for p in PACKAGE.glob("*/__init__.py")}
    assert {room for room in rooms if not re.search(rf"\b{room}\b", MAP)} == set()
