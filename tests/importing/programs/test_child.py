"""A program run on a stranger's file."""

import sys
import time
from pathlib import Path

import pytest

from neonarr.importing.model import Stopped, Unreadable
from neonarr.importing.programs.child import Confines, run


def python(code: str) -> list[str]:
    return [sys.executable, "-I", "-c", code]


def nothing() -> None:
    """Go on."""


def test_it_knows_nothing_of_the_servers_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEONARR_API_KEY", "secret")

    said = run(python("import os; print(dict(os.environ))"), Confines(60), nothing)

    assert said.code == 0
    assert b"secret" not in said.out


def test_it_writes_no_more_than_it_may(tmp_path: Path) -> None:
    target = tmp_path / "large"
    code = f"open({str(target)!r}, 'wb', buffering=0).write(b'x' * 5000)"

    said = run(python(code + ".real"), Confines(60, largest_file=1000), nothing)

    assert target.stat().st_size == 1000
    assert said.out == b""


def test_it_is_ended_when_it_takes_too_long_or_says_too_much() -> None:
    begun = time.monotonic()
    with pytest.raises(Unreadable, match="not done"):
        run(python("import time; time.sleep(600)"), Confines(0.5), nothing)
    with pytest.raises(Unreadable, match="says more"):
        run(python("while True: print('x' * 1000)"), Confines(60, most_said=10_000), nothing)
    assert time.monotonic() - begun < 60


def test_it_is_ended_when_nobody_wants_it_any_more(tmp_path: Path) -> None:
    mark = tmp_path / "begun"

    def stop() -> None:
        if mark.exists():
            raise Stopped

    code = f"import time; open({str(mark)!r}, 'w').close(); time.sleep(600)"
    with pytest.raises(Stopped):
        run(python(code), Confines(60, largest_file=10), stop)
