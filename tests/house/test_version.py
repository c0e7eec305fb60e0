"""One version, in neonarr.base.version; the package, the program and the changelog know it."""

import re
import tomllib

from typer.testing import CliRunner

from neonarr.base.version import VERSION
from neonarr.cli import app
from tests.house.reading import ROOT


def test_program_says_its_version() -> None:
    said = CliRunner().invoke(app, ["version"])
    assert (said.exit_code, said.stdout) == (0, f"{VERSION}\n")


def test_package_takes_its_version_from_there() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert settings["project"]["dynamic"] == ["version"]
    assert settings["tool"]["hatch"]["version"]["path"] == "src/neonarr/base/version.py"


def test_changelog_tells_of_this_version_or_the_next() -> None:
    newest = re.search(r"^## \[?([\w.]+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert newest
    assert newest[1] in (VERSION, "Unreleased")
