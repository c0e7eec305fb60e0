"""Words the house does without, and things no file may carry."""

import ast
import re
import subprocess

import pytest

from tests.house.reading import PACKAGE, ROOT, short, sources, tree

FORBIDDEN = {"Manager", "Service", "Helper", "Util", "Handler", "Processor", "Base"}
FORBIDDEN |= {"Abstract", "Impl", "Info", "Data"}
ROOMS_NOBODY_NEEDS = {"utils", "util", "helpers", "common", "core", "services", "misc", "managers"}
TEXT = (".py", ".md", ".sh", ".toml", ".yaml", ".yml", ".html", ".css", ".js", ".svg", "")


def own_files() -> list[str]:
    """Every text file under version control, this one aside: it must name what it forbids."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return [
        name
        for name in listed
        if name != "tests/house/test_words.py"
        and (ROOT / name).suffix in TEXT
        and (ROOT / name).is_file()
        and not name.endswith(".min.js")
    ]


def test_names_say_what_a_thing_is() -> None:
    """Python class names are split into their words: Database has no Base in it."""
    vague = [
        f"{short(path)}: {node.name}"
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
        and set(re.findall(r"[A-Z][a-z0-9]*", node.name)) & FORBIDDEN
        and node.name != "MediaInfo"
    ]
    assert vague == []


def test_no_room_for_leftovers() -> None:
    names = {part for path in sources() for part in path.relative_to(PACKAGE).with_suffix("").parts}
    assert names & ROOMS_NOBODY_NEEDS == set()


@pytest.mark.parametrize(
    "pattern",
    [
        r"/(?:home|Users)/[a-z]\w*/",  # somebody's own folder
        r"/root/\w",
        r"/work/(?:main|shared)",
        r"https?://[^\s\"']*(?:pypi|artifactory|devpi|nexus)[^\s\"']*/simple",
        r"(?:--extra-index-url|--index-url|--find-links)[ =]",
        r"BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY",
    ],
)
def test_no_file_names_one_machine(pattern: str) -> None:
    guilty = [
        f"{name}: {found[0]}"
        for name in own_files()
        if (found := re.search(pattern, (ROOT / name).read_text(errors="replace")))
    ]
    assert guilty == []


def test_no_promises_in_comments() -> None:
    late = [n for n in own_files() if re.search(r"\b(?:TODO|FIXME|XXX)\b", (ROOT / n).read_text())]
    assert late == []


def test_no_mocks() -> None:
    mocking = r"unittest\.mock|from unittest import mock|\bmocker\b"
    guilty = [p for p in sources(ROOT / "tests") if re.search(mocking, p.read_text())]
    assert [short(p) for p in guilty if p.name != "test_words.py"] == []
