"""Make .venv hold exactly what the lock file says. Called by ready.sh; standard library only.

Nothing is built: dependencies come as the locked, hash-checked files, and Neonarr itself is one
line in a .pth file. The stamp goes first and comes last, so an interrupted set-up is begun anew.
Two at once wait for each other.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}
LAUNCHER = """#!/bin/sh
exec "$(dirname -- "$0")/python" -m neonarr.cli "$@"
"""


def main(level: str, stamp: str) -> None:
    """Set up for `level` (run or dev); `stamp` is what ready.sh will look for."""
    folder = os.open(ROOT, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    stamp_file = VENV / f"stamp-{level}"
    if stamp_file.exists() and stamp_file.read_text() == stamp + "\n" and _works():
        return  # another set-up did it while this one waited
    say(f"Setting up Neonarr in {VENV} (once, about half a minute) …")
    is_sound = any(VENV.glob("stamp-*")) and _works() and _is_here()
    for old in VENV.glob("stamp-*"):
        old.unlink()
    if not is_sound:
        _make_venv()
    _install(LOCKS[level])
    _add_neonarr()
    # What is needed to test includes all that is needed to run.
    if level == "dev":
        _write_stamp("run")
    _write(stamp_file, stamp + "\n")
    say("Set up.")


def _works() -> bool:
    command = [VENV / "bin/python", "-c", "import pip"]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _is_here() -> bool:
    """False when the folder was moved: the programs in .venv/bin name the old place."""
    pip = VENV / "bin/pip"
    return pip.exists() and str(VENV) in pip.read_text(errors="replace")


def _make_venv() -> None:
    _make_sure_of_ensurepip()
    # By its versioned name: a later python3 of another version would break a link to "python3".
    python = os.path.realpath(sys.executable)
    run("make a virtual environment", [python, "-m", "venv", "--clear", VENV])


def _make_sure_of_ensurepip() -> None:
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if os.geteuid() != 0 or not shutil.which("apt-get"):
            sys.exit(
                f"Python's venv module is missing. On Debian or Ubuntu:\n"
                f"    sudo apt install {package}\nThen start this again."
            )
        apt_install([package])


def _install(lock: str) -> None:
    say("  fetching the packages named in " + lock)
    pip = [VENV / "bin/python", "-m", "pip", "--disable-pip-version-check", "--no-input"]
    wanted = ["install", "--quiet", "--require-hashes", "--no-deps", "-r", ROOT / lock]
    run("install the packages", [*pip, *wanted])


def _add_neonarr() -> None:
    for place in VENV.glob("lib/python3.*/site-packages"):
        # Relative to the folder the .pth lies in.
        _write(place / "neonarr.pth", "../../../../src\n")
    _write(VENV / "bin/neonarr", LAUNCHER)
    (VENV / "bin/neonarr").chmod(0o755)


def _write_stamp(level: str) -> None:
    command = 'root=$1; . "$1/scripts/ready.sh"; stamp_now "$2"'
    done = subprocess.run(
        ["sh", "-c", command, "sh", ROOT, level], capture_output=True, text=True, check=True
    )
    _write(VENV / f"stamp-{level}", done.stdout)


def _write(path: Path, text: str) -> None:
    """Whole or not at all."""
    draft = path.with_name(path.name + ".new")
    draft.write_text(text)
    draft.replace(path)


def apt_install(packages: list[str]) -> None:
    """Install through apt, its package lists brought up to date; ends the program if that fails."""
    say("  installing with apt: " + " ".join(packages))
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    run("update apt's lists", ["apt-get", "-qq", "update"])
    run(
        "install " + " ".join(packages),
        ["apt-get", "-qq", "install", "-y", "--no-install-recommends", *packages],
    )


def run(what: str, command: list[str | Path]) -> None:
    """Run quietly; if it fails, end the program showing what it said."""
    env = {**os.environ, "PIP_USER": "0", "PYTHONPATH": ""}
    pipe = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    done = subprocess.run(command, check=False, text=True, env=env, cwd=ROOT, **pipe)
    if done.returncode:
        sys.exit(f"{done.stdout}\nCould not {what} (see above). Nothing is lost: start it again.")


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit("\nStopped. Start it again to go on.")
