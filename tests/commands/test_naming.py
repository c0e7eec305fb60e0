"""Templates of names, imported and exported from the command line."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from neonarr.settings.model import MOVIE_FOLDER_FORMAT
from tests.commands.test_guides import Run, at_rest, at_work, exported
from tests.naming.guide import VARIANTS


@pytest.fixture(params=[at_rest, at_work], ids=["at rest", "at work"])
def run(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Run]:
    with request.param(tmp_path / "data") as running:
        yield running


def test_a_guide_s_variant(run: Run, tmp_path: Path) -> None:
    assert exported(run, "naming", "export")["folder"] == {"default": MOVIE_FOLDER_FORMAT}
    file = tmp_path / "radarr-naming.json"
    file.write_text(json.dumps(VARIANTS))

    done = run("naming", "import", file, "--variant", "plex-anime-tmdb")

    assert done.exit_code == 0, done.output
    assert done.stdout == (
        "Set 2 templates: “plex-tmdb”, “plex-anime-tmdb”. Files that are there keep their names.\n"
    )
    kept = exported(run, "naming", "export")
    assert kept["folder"] == {"default": VARIANTS["folder"]["plex-tmdb"]}
    assert kept["file"] == {"standard": VARIANTS["file"]["plex-anime-tmdb"]}
    again = run("naming", "import", "-", pasted=json.dumps(kept))
    assert again.stdout.startswith("Set 4 templates: “default”, “standard”."), again.stderr


def test_a_bad_one_changes_nothing(run: Run, tmp_path: Path) -> None:
    before = exported(run, "naming", "export")
    file = tmp_path / "naming.json"
    file.write_text(json.dumps({**VARIANTS, "trackFile": {"standard": "{Nonsense}"}}))

    broken = run("naming", "import", file)
    unknown = run("naming", "import", "-", "--variant", "kodi", pasted=json.dumps(VARIANTS))

    assert (broken.exit_code, unknown.exit_code) == (1, 1)
    assert broken.stderr.startswith(f"{file}: “trackFile”, “standard” has {{Nonsense}} at char")
    assert "There is no variant “kodi” in it" in unknown.stderr
    assert exported(run, "naming", "export") == before
