"""Installing what the tests run against starts nothing on the machine of whoever tests."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"


def try_policy(policy: Path, body: str) -> str:
    """What a program prints that runs `body` while nothing starts."""
    program = (
        "import sys, pathlib, subprocess; from components import nothing_starts\n"
        "policy = pathlib.Path(sys.argv[1])\n"
        f"with nothing_starts(policy):\n    {body}\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, policy],
        cwd=SCRIPTS,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


@pytest.mark.parametrize("before", [None, "#!/bin/sh\nexit 0\n"])
def test_nothing_starts_and_the_policy_is_as_before(tmp_path: Path, before: str | None) -> None:
    policy = tmp_path / "policy-rc.d"
    if before:
        policy.write_text(before)
    said = try_policy(policy, "print(subprocess.run([policy, 'transmission', 'start']).returncode)")
    assert said == "101\n"
    assert (policy.read_text() if policy.exists() else None) == before
    assert len(list(tmp_path.iterdir())) == (1 if before else 0)


def test_a_failed_installation_restores_it_too(tmp_path: Path) -> None:
    policy = tmp_path / "policy-rc.d"
    policy.write_text("mine")
    try_policy(policy, "sys.exit('apt failed')")
    assert policy.read_text() == "mine"
