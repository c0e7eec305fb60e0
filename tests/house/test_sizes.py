"""The house stays small. A raise of any of these figures needs a page in docs/adr/."""

import ast
from collections import Counter
from pathlib import Path

from tests.house.reading import short, sources, tree

LONGEST_FILE, P90_FILE, LONGEST_FUNCTION, FILES_PER_ROOM = 400, 250, 50, 12


def lines() -> dict[str, int]:
    return {short(p): len(p.read_text().splitlines()) for p in sources()}


def test_no_file_is_too_long() -> None:
    assert {name: n for name, n in lines().items() if n > LONGEST_FILE} == {}


def test_nine_of_ten_files_are_short() -> None:
    ordered = sorted(lines().values())
    assert ordered[int(len(ordered) * 0.9)] <= P90_FILE


def test_no_function_is_too_long() -> None:
    long = {
        f"{short(path)}:{node.name}": length
        for path in sources()
        if path.parent.name != "versions"  # a migration is a list of tables, written once
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}


def test_no_room_is_crowded() -> None:
    rooms = Counter(short(p.parent) for p in sources() if p.name != "__init__.py")
    del rooms["src/neonarr/storage/migrations/versions"]  # docs/adr/0011-one-line-of-migrations.md
    assert {room: count for room, count in rooms.items() if count > FILES_PER_ROOM} == {}


def test_only_exceptions_inherit_from_ours() -> None:
    classes = {path: _classes(path) for path in sources()}
    parents = {node.name: _bases(node) for nodes in classes.values() for node in nodes}
    heirs = [
        f"{short(path)}: {node.name}({base})"
        for path, nodes in classes.items()
        if (known := _taken_from_ours(path) | {node.name for node in nodes})
        for node in nodes
        for base in _bases(node)
        if base in known and not _is_exception(base, parents)
    ]
    assert heirs == []


def test_init_files_say_one_thing() -> None:
    """A docstring; and, where adapters are listed, the imports that ALL needs."""
    talkative = []
    for path in sources():
        if path.name != "__init__.py":
            continue
        docstring, *rest = tree(path).body
        assert isinstance(docstring, ast.Expr), f"{short(path)} begins with no docstring"
        allowed = (ast.ImportFrom, ast.Assign) if path.parents[1].name == "adapters" else ()
        if not all(isinstance(node, allowed) for node in rest):
            talkative.append(short(path))
    assert talkative == []


def _classes(path: Path) -> list[ast.ClassDef]:
    return [n for n in ast.walk(tree(path)) if isinstance(n, ast.ClassDef)]


def _bases(node: ast.ClassDef) -> list[str]:
    """The bases' plain names; `a.B[C]` is B."""
    named = (b.value if isinstance(b, ast.Subscript) else b for b in node.bases)
    return [b.attr if isinstance(b, ast.Attribute) else getattr(b, "id", "") for b in named]


def _taken_from_ours(path: Path) -> set[str]:
    """Names that this file imports from another of ours."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("neonarr")
        for alias in node.names
    }


def _is_exception(name: str, parents: dict[str, list[str]]) -> bool:
    if name not in parents:
        return name.endswith(("Exception", "Error"))
    return any(_is_exception(base, parents) for base in parents[name])
