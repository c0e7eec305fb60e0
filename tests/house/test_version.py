"""One version, in pyproject.toml; the program and the changelog know it."""

import re
import tomllib
from importlib.metadata import version

from tests.house.reading import ROOT

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]


def test_program_knows_its_version() -> None:
    assert version("neonarr") == VERSION


def test_changelog_tells_of_this_version_or_the_next() -> None:
    newest = re.search(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert newest
    assert newest[1] in (VERSION, "Unreleased")
