"""Real components a test needs: missing in CI is an error, elsewhere a skip that names it."""

import os
import shutil

import pytest


def needs(*binaries: str) -> str:
    """Path of the first of `binaries` that is here; else the test fails (in CI) or is skipped."""
    for binary in binaries:
        found = shutil.which(binary)
        if found:
            return found
    missing(binaries[0])
    raise AssertionError("unreachable")


def missing(component: str) -> None:
    """End the running test because `component` is not on this machine."""
    if os.environ.get("CI"):
        pytest.fail(f"missing component: {component}", pytrace=False)
    pytest.skip(f"missing component: {component}")
