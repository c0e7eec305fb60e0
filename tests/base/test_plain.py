"""Plain values become what they were, in whichever thread."""

import subprocess
import sys
from dataclasses import dataclass

import msgspec
import pytest

from neonarr.base.plain import from_plain

RACE = """
import dataclasses, sys, threading
from neonarr.base.plain import from_plain
sys.setswitchinterval(1e-6)
names = [f"f{n}" for n in range(20)]
for _ in range(100):
    inner = dataclasses.make_dataclass("Inner", [(name, int) for name in names])
    outer = dataclasses.make_dataclass("Outer", [(name, inner | None) for name in names])
    value = {name: {each: 1 for each in names} for name in names}
    at_once = threading.Barrier(4)
    def look():
        at_once.wait()
        from_plain(value, outer)
    threads = [threading.Thread(target=look) for _ in range(4)]
    for one in threads: one.start()
    for one in threads: one.join()
print("alive")
"""


@dataclass(frozen=True)
class Score:
    points: int
    names: dict[int, str]


def test_it_is_what_it_was() -> None:
    one = Score(3, {1: "a"})
    plain = msgspec.to_builtins(one, str_keys=True)
    assert from_plain(plain, Score, is_strict=False, has_text_keys=True) == one
    assert from_plain([{"points": 1, "names": {}}], list[Score]) == [Score(1, {})]
    with pytest.raises(msgspec.ValidationError):
        from_plain({"points": "3", "names": {}}, Score)


def test_threads_that_meet_a_type_together_live_on() -> None:
    """msgspec alone dies of it (SIGSEGV)."""
    ended = subprocess.run(
        [sys.executable, "-c", RACE], capture_output=True, text=True, check=False, timeout=100
    )
    assert (ended.returncode, ended.stdout) == (0, "alive\n"), ended.stderr
