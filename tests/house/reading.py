"""The source files as the house tests read them."""

import ast
import functools
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src/neonarr"


def sources(folder: Path = PACKAGE) -> list[Path]:
    """Every Python file below `folder`."""
    return sorted(p for p in folder.rglob("*.py") if "__pycache__" not in p.parts)


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def short(path: Path) -> str:
    """The path as a person would name it."""
    return path.relative_to(ROOT).as_posix()
