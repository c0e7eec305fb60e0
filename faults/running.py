"""Runs one fault and makes its row."""

import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from faults import Fault, NotRun, Row, Told
from faults.scene import Scene
from neonarr.base.clock import SystemClock
from tests.kit.shop import Shop

SURVIVED = "survived"


AT_ONCE = 3
"""Faults that are made side by side: most of their time is waiting."""


def run_all(faults: Sequence[Fault]) -> list[Row]:
    """Their rows in that order; the last, which takes longest, begins first."""
    with ThreadPoolExecutor(AT_ONCE) as threads:
        running = [threads.submit(_run_alone, fault) for fault in reversed(faults)]
        return [one.result() for one in reversed(running)]


def _run_alone(fault: Fault) -> Row:
    with tempfile.TemporaryDirectory(prefix="shop-") as folder:
        shop = Shop(Path(folder))
        try:
            row = run(fault, shop)
        finally:
            shop.close()
    print(f"{fault.name}: {row.outcome}, {row.seconds:.0f} s", file=sys.stderr, flush=True)
    return row


def run(fault: Fault, shop: Shop) -> Row:
    """Its row; whatever goes wrong is in `outcome`, and on stderr in full."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="faults-", ignore_cleanup_errors=True) as folder:
        with Scene(Path(folder), shop) as scene:
            told, outcome = _made(fault, scene)
        seen = " · ".join(scene.seen) or "–"
    seconds = time.monotonic() - begun
    made_at = f"{SystemClock().now():%Y-%m-%d %H:%M}"
    return Row(fault.what, told.done, seen, told.proof, outcome, seconds, made_at)


def _made(fault: Fault, scene: Scene) -> tuple[Told, str]:
    try:
        return fault.make(scene), SURVIVED
    except NotRun as lack:
        return Told("–", "–"), f"not run: {' '.join(str(lack).split())}"
    except pytest.skip.Exception as lack:  # a part of the kit is not on this machine
        return Told("–", "–"), f"not run: {' '.join(str(lack).split())}"
    except Exception as error:  # one fault that is not survived must not hide the others
        traceback.print_exc()
        said = " ".join(str(error).split())[:300]
        return Told("–", "–"), f"FAILED: {type(error).__name__}: {said}"
