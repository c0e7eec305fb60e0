"""What a newcomer gets from ./run is enough to run, and the same that was tested."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from tests.house.reading import ROOT, sources, tree


def plain(name: str) -> str:
    """A distribution's name as PEP 503 compares it.

    >>> plain("Python_Multipart")
    'python-multipart'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(name: str) -> dict[str, str]:
    """Distribution -> version and marker."""
    found = re.findall(r"^([\w.-]+)==([^\\\n]+?)\s*\\?$", (ROOT / name).read_text(), re.MULTILINE)
    return {plain(distribution): version.strip() for distribution, version in found}


def test_run_lock_holds_all_that_is_imported() -> None:
    """The test environment has more in it, so an import of a test tool would go unnoticed."""
    owners = packages_distributions()
    lock = locked("requirements.lock")
    imported = {name for path in sources() for name in _imports(tree(path))}
    strangers = {
        name
        for name in imported - set(sys.stdlib_module_names) - {"neonarr"}
        if not any(plain(owner) in lock for owner in owners.get(name, []))
    }
    assert strangers == set()


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = project["project"]["dependencies"]
    names = {plain(re.split(r"[\[<>=!~; ]", dependency)[0]) for dependency in wanted}
    assert names - set(locked("requirements.lock")) == set()
    tools = {plain(re.split(r"[\[<>=!~; ]", d)[0]) for d in project["dependency-groups"]["dev"]}
    assert tools - set(locked("requirements-dev.lock")) == set()


def test_tested_versions_are_those_that_run() -> None:
    run, dev = locked("requirements.lock"), locked("requirements-dev.lock")
    assert {name: (v, dev.get(name)) for name, v in run.items() if dev.get(name) != v} == {}


def _imports(module: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found
