"""./run on a small stand-in project: same scripts, empty lock files, a program that only echoes.

Every set-up here makes a real virtual environment; nothing comes from the network.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ECHO = "import os, sys; print(sys.argv[1:], os.environ['NEONARR_DATA_DIR'])\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in a folder with a space in its name, already set up."""
    project = tmp_path_factory.mktemp("a home") / "neon arr"
    program = project / "src/neonarr/cli.py"
    program.parent.mkdir(parents=True)
    program.write_text(ECHO)
    for lock in ("requirements.lock", "requirements-dev.lock"):
        (project / lock).write_text("# nothing needed\n")
    shutil.copy(ROOT / "run", project)
    shutil.copytree(ROOT / "scripts", project / "scripts")
    run(project)
    return project


def start(project: Path, *arguments: str, **env: str) -> "subprocess.Popen[str]":
    kept = {key: value for key, value in os.environ.items() if not key.startswith("NEONARR_")}
    return subprocess.Popen(
        [project / "run", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd="/",
        env={**kept, "PYTHON": sys.executable, **env},
    )


def run(project: Path, *arguments: str, **env: str) -> tuple[int, str, str]:
    process = start(project, *arguments, **env)
    out, err = process.communicate(timeout=100)
    return process.returncode, out, err


@pytest.mark.parametrize("shell", ["sh", "dash", "bash"])
@pytest.mark.parametrize("script", ["run", "test", "scripts/ready.sh", ".ci/run"])
def test_scripts_are_valid_shell(script: str, shell: str) -> None:
    if not shutil.which(shell):
        pytest.skip(f"missing component: {shell}")
    done = subprocess.run([shell, "-n", ROOT / script], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("script", ["run", "test", ".ci/run"])
def test_scripts_are_executable(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)


def test_no_command_means_serve(made: Path) -> None:
    assert run(made) == (0, f"['serve'] {made}/data\n", "")


def test_arguments_pass_untouched(made: Path) -> None:
    code, out, _ = run(made, "parse", "A  name with * and $HOME", NEONARR_DATA_DIR="/elsewhere")
    assert (code, out) == (0, "['parse', 'A  name with * and $HOME'] /elsewhere\n")


def test_costs_little_when_set_up(made: Path) -> None:
    def once(command: list[str | Path]) -> float:
        begun = os.times()
        subprocess.run(command, capture_output=True, check=True, cwd="/")
        ended = os.times()
        return (ended.children_user - begun.children_user) + (
            ended.children_system - begun.children_system
        )

    plain: list[str | Path] = [made / ".venv/bin/python", "-c", "pass"]
    ours = min(once([made / "run"]) for _ in range(5))
    assert ours - min(once(plain) for _ in range(5)) < 0.1


def test_the_venv_has_the_program_too(made: Path) -> None:
    done = subprocess.run(
        [made / ".venv/bin/neonarr", "doctor"],
        capture_output=True,
        check=True,
        cwd="/",
        env={"PATH": os.environ["PATH"], "NEONARR_DATA_DIR": "x"},
    )
    assert done.stdout == b"['doctor'] x\n"


def test_interrupted_set_up_is_begun_anew(made: Path) -> None:
    (made / ".venv/stamp-run").unlink()
    shutil.rmtree(made / ".venv/bin")
    code, out, err = run(made)
    assert (code, out[:9]) == (0, "['serve']")
    assert "Setting up" in err


def test_changed_lock_sets_up_again_once(made: Path) -> None:
    (made / "requirements.lock").write_text("# still nothing\n")
    assert "Setting up" in run(made)[2]
    assert run(made)[2] == ""


def test_moved_folder_is_set_up_again(made: Path) -> None:
    moved = made.with_name("moved")
    made.rename(moved)
    try:
        code, out, err = run(moved)
    finally:
        moved.rename(made)
    assert (code, out) == (0, f"['serve'] {moved}/data\n")
    assert "Setting up" in err


def test_two_at_once_set_up_once(made: Path) -> None:
    shutil.rmtree(made / ".venv")
    both = [start(made), start(made)]
    said = [process.communicate(timeout=100)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum("Set up." in text for text in said) == 1


def test_failed_install_is_shown_and_retried(made: Path) -> None:
    good = (made / "requirements.lock").read_text()
    (made / "requirements.lock").write_text("not-hashed==1.0\n")
    try:
        code, out, err = run(made)
        assert (code, out) == (1, "")
        assert "hash" in err
        assert "Could not install the packages" in err
    finally:
        (made / "requirements.lock").write_text(good)
    assert run(made)[0] == 0


def test_python_without_venv_says_what_to_install(made: Path, tmp_path: Path) -> None:
    (tmp_path / "ensurepip.py").write_text("raise ImportError\n")
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in ("sh", "dirname", "cat", "cksum", "id"):  # and no apt-get
        (tools / tool).symlink_to(str(shutil.which(tool)))
    project = tmp_path / "copy"
    shutil.copytree(made, project, ignore=shutil.ignore_patterns(".venv"))
    code, _, err = run(project, PATH=str(tools), PYTHONPATH=str(tmp_path))
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert code == 1
    assert f"sudo apt install python{version}-venv" in err


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may install")
def test_root_gets_venv_through_apt(made: Path, tmp_path: Path) -> None:
    hidden = tmp_path / "ensurepip.py"
    hidden.write_text("raise ImportError\n")
    tools = tmp_path / "bin"
    tools.mkdir()
    apt = tools / "apt-get"
    apt.write_text(f'#!/bin/sh\necho "$@" >>{tmp_path}/asked\n[ $2 = update ] || rm {hidden}\n')
    apt.chmod(0o755)
    project = tmp_path / "copy"
    shutil.copytree(made, project, ignore=shutil.ignore_patterns(".venv"))
    path = f"{tools}:{os.environ['PATH']}"
    code, out, err = run(project, PATH=path, PYTHONPATH=str(tmp_path))
    assert (code, out) == (0, f"['serve'] {project}/data\n"), err
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert (tmp_path / "asked").read_text().splitlines() == [
        "-qq update",
        f"-qq install -y --no-install-recommends python{version}-venv",
    ]


def test_no_python_says_what_to_install(made: Path, tmp_path: Path) -> None:
    for tool in ("sh", "dirname", "cat", "cksum", "id"):
        (tmp_path / tool).symlink_to(str(shutil.which(tool)))
    project = tmp_path / "copy"
    shutil.copytree(made, project, ignore=shutil.ignore_patterns(".venv"))
    code, _, err = run(project, PATH=str(tmp_path), PYTHON="")
    assert code == 1
    assert "Python 3.11" in err
