"""What guides publish, imported and exported from the command line."""

import json
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click.testing
import pytest
from typer.testing import CliRunner

from neonarr.cli import app
from neonarr.main import LOCK_FILE, SQLITE_FILE, opened
from neonarr.people.keys import KEY_FILE
from neonarr.profiles import formats
from neonarr.settings.boot import Boot
from neonarr.storage.process_lock import ProcessLock
from tests.decisions.formats.guides import guide
from tests.kit.app import API_KEY
from tests.kit.torznab_server import Reply, TorznabServer
from tests.web.serving import served
from tests.web.test_guides import guide_profile
from tests.web.test_profiles import SLOW, guide_format

Run = Callable[..., click.testing.Result]


def runner(**env: str) -> Run:
    blank = {"NEONARR_DATABASE_URL": "", "NEONARR_API_KEY": "", "NEONARR_HOST": ""}

    def run(*words: str | Path, pasted: str | bytes | None = None) -> click.testing.Result:
        arguments = [str(word) for word in words]
        return CliRunner().invoke(app, arguments, input=pasted, env={**blank, **env})

    return run


@contextmanager
def at_rest(folder: Path) -> Iterator[Run]:
    """Nobody has the database."""
    folder.mkdir(exist_ok=True)
    with opened(Boot(neonarr_data_dir=str(folder))):
        pass
    yield runner(NEONARR_DATA_DIR=str(folder))


@contextmanager
def at_work(folder: Path) -> Iterator[Run]:
    """A server has it."""
    folder.mkdir()
    lock = ProcessLock(str(folder / LOCK_FILE))
    (folder / KEY_FILE).write_text(API_KEY + "\n")
    with served(folder) as address:
        yield runner(NEONARR_DATA_DIR=str(folder), NEONARR_PORT=address.rpartition(":")[2])
    lock.release()


@pytest.fixture(params=[at_rest, at_work], ids=["at rest", "at work"])
def run(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Run]:
    with request.param(tmp_path / "data") as running:
        yield running


def exported(run: Run, *words: str) -> Any:
    done = run(*words)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def kept(run: Run) -> list[Any]:
    return [
        exported(run, "formats", "export"),
        exported(run, "profiles", "export", "1080p"),
        exported(run, "definitions", "export"),
    ]


def test_formats_from_a_folder_a_file_an_address_and_a_paste(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "cf"
    folder.mkdir()
    (folder / "1.json").write_text(json.dumps(guide_format("One")))
    (folder / "2.JSON").write_text(json.dumps([guide_format("Two"), guide_format("Three")]))
    (folder / "readme.md").write_text("# no format")
    (tmp_path / "four").write_text(json.dumps(guide_format("Four")))
    with TorznabServer() as site:
        site.on("/five.json", Reply(json.dumps(guide_format("Five"))))
        sources = (folder, tmp_path / "four", f"{site.url}/five.json", "-")
        done = run("formats", "import", *sources, pasted=json.dumps(guide_format("🎬 Six")))
    assert done.exit_code == 0, done.output
    names = ["One", "Two", "Three", "Four", "Five", "🎬 Six"]
    assert done.stdout == f"Imported 6 custom formats: {', '.join(f'“{n}”' for n in names)}.\n"
    assert [one["name"] for one in exported(run, "formats", "export")][-6:] == names
    four = exported(run, "formats", "export", "--name", "four")
    assert four == guide_format("Four", includeCustomFormatWhenRenaming=False)
    missing = run("formats", "export", "--name", "Seven")
    assert (missing.exit_code, missing.stderr) == (1, "There is no custom format “Seven”.\n")


def test_profiles_after_their_formats(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "hd.json"
    file.write_text(json.dumps(guide_profile()))
    early = run("profiles", "import", file)
    assert early.exit_code == 1 and "“MAX”, which is not here" in early.stderr
    scores = {"trash_id": "f1", "trash_scores": {"german": -20}}
    run("formats", "import", "-", pasted=json.dumps(guide_format("MAX", **scores)))
    done = run("profiles", "import", file)
    assert (done.exit_code, done.stdout) == (0, "Imported 1 profile: “HD”.\n"), done.stderr
    out = exported(run, "profiles", "export", "hd")
    assert out["formatScores"] == {"MAX": -20} and out["customFormats"][0]["name"] == "MAX"

    copy = {**out, "trash_id": "", "name": "Copy", "formatScores": {"New": 1}}
    copy["customFormats"] = [guide_format("New")]
    done = run("profiles", "import", "-", pasted=json.dumps(copy))
    assert done.stdout.endswith("“Copy”. They brought 1 custom format along.\n"), done.stderr
    again = run("profiles", "import", "-", pasted=json.dumps(copy))
    assert again.exit_code == 1 and "There is a profile “Copy” already" in again.stderr
    assert run("profiles", "import", "--replace", "-", pasted=json.dumps(copy)).exit_code == 0
    assert run("profiles", "export", "Nope").stderr == "There is no quality profile “Nope”.\n"


def test_sizes(run: Run, tmp_path: Path) -> None:
    sizes = {"quality": "DVD", "min": 1.5, "preferred": 20, "max": 40}
    (tmp_path / "sizes.json").write_text(json.dumps({"qualities": [sizes]}))
    done = run("definitions", "import", tmp_path / "sizes.json")
    assert (done.exit_code, done.stdout) == (0, "Set the sizes of 1 quality.\n")
    assert sizes in exported(run, "definitions", "export")["qualities"]


def test_all_that_guides_publish(tmp_path: Path) -> None:
    cf, profiles = guide("cf"), guide("quality-profiles")
    with at_work(tmp_path / "data") as run:
        done = run("formats", "import", "-", pasted=json.dumps(cf))
        assert done.exit_code == 0, done.stderr
        done = run("profiles", "import", "-", pasted=json.dumps(profiles))
        assert done.stdout.startswith("Imported 39 profiles"), done.stderr
        one = exported(run, "profiles", "export", profiles[-1]["name"])
        assert {key: one[key] for key in profiles[-1]} == profiles[-1]


def bad() -> list[tuple[str, str]]:
    """(content of a file, words of the sentence)."""
    condition = guide_format()["specifications"][0]
    moon = {**guide_format(), "specifications": [{**condition, "implementation": "Moon"}]}
    return [
        (json.dumps(guide_format("it", "(a")), "condition “it”: the pattern “(a”"),
        (json.dumps(guide_format("it", SLOW)), "condition “it”: the pattern"),
        (json.dumps(guide_format("it", 5)), "must be a text, not 5"),
        (json.dumps(guide_format("a\0b")), "a character that is none"),
        (json.dumps(moon), "no kind of condition called “Moon”"),
        (json.dumps({"name": "x", "specifications": []}), "has no condition"),
        ("[]", "no format in it"),
        ("", "This is not JSON"),
        ('{"name": "half', "This is not JSON"),
        ("[" + " " * 5_000_000 + "]", "the most is 5 MB"),
        ("[" * 100_000, "nested too deeply"),
    ]


def test_a_bad_file_is_named_and_nothing_is_saved(run: Run, tmp_path: Path) -> None:
    before = kept(run)
    fine, file = tmp_path / "fine.json", tmp_path / "bad.json"
    fine.write_text(json.dumps(guide_format("Fine")))
    for content, words in bad():
        file.write_text(content)
        done = run("formats", "import", fine, file)
        assert (done.exit_code, done.stdout) == (1, ""), (words, done.output)
        assert done.stderr.startswith(f"{file}: ") and words in done.stderr, done.stderr
    file.write_text(json.dumps(guide_format("fine")))
    twice = run("formats", "import", fine, file)
    assert twice.exit_code == 1 and "Two formats are called “fine”" in twice.stderr
    profile = guide_profile(formatItems={}, cutoff="Bluray-2160p")
    file.write_text(json.dumps(profile))
    done = run("profiles", "import", file)
    assert done.stderr.startswith(f"{file}: ") or "not in it" in done.stderr
    for path in (tmp_path / "nowhere", tmp_path / "a\0b", "http://127.0.0.1:9/x"):
        done = run("formats", "import", fine, path)
        assert done.exit_code == 1 and len(done.stderr.splitlines()) == 1, done.output
    (tmp_path / "empty").mkdir()
    assert "no .json file" in run("formats", "import", tmp_path / "empty").stderr
    assert kept(run) == before


def test_a_data_folder_without_a_server_is_not_made(tmp_path: Path) -> None:
    done = runner(NEONARR_DATA_DIR=str(tmp_path / "typo"))("formats", "export")
    assert done.exit_code == 1 and str(tmp_path / "typo") in done.stderr
    assert not (tmp_path / "typo").exists()


def test_a_server_that_can_t_be_asked(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
    folder = tmp_path / "data"
    with at_rest(folder):
        pass
    lock = ProcessLock(str(folder / LOCK_FILE))
    env = {"NEONARR_DATA_DIR": str(folder), "NEONARR_PORT": port}
    done = runner(**env)("formats", "export")
    assert done.exit_code == 1 and "API key can't be read" in done.stderr
    done = runner(**env, NEONARR_API_KEY="k")("formats", "export")
    assert done.exit_code == 1 and f"none answers at http://127.0.0.1:{port}" in done.stderr
    with TorznabServer() as site:
        site.on("/", Reply("<html>", 200))
        env["NEONARR_PORT"] = str(site.port)
        asked = runner(**env, NEONARR_API_KEY="k", NEONARR_HOST="0.0.0.0")
        assert "none answers" in asked("formats", "export").stderr
        site.on("/", Reply("<html>", 500))
        assert "answered 500; is it Neonarr?" in asked("formats", "export").stderr
    lock.release()
    with at_work(tmp_path / "other") as run:
        (tmp_path / "other" / KEY_FILE).write_text("of another one")
        assert "refuses its API key" in run("formats", "export").stderr


def test_a_data_folder_that_is_broken(tmp_path: Path) -> None:
    (tmp_path / SQLITE_FILE).write_bytes(b"no database" * 1000)
    done = runner(NEONARR_DATA_DIR=str(tmp_path))("formats", "export")
    assert done.exit_code == 1 and "can't be used" in done.stderr
    assert runner(NEONARR_PORT="http")("formats", "export").stderr.startswith("NEONARR_PORT: ")


@pytest.mark.slow
def test_it_does_not_mind_who_stops_reading(tmp_path: Path) -> None:
    with at_rest(tmp_path):
        pass
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "neonarr.cli", "formats", "export"],
        env={"NEONARR_DATA_DIR": str(tmp_path), "PATH": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    assert (process.wait(60), said) == (1, b"")
    process.stderr.close()


def test_the_database_is_let_go_of(tmp_path: Path) -> None:
    with at_rest(tmp_path) as run:
        assert run("formats", "import", "-", pasted=json.dumps(guide_format())).exit_code == 0
    with opened(Boot(neonarr_data_dir=str(tmp_path))) as db:
        assert "x265" in db.setup(formats.format_ids)
