"""The shared folder of measured facts, which may lie beside the project."""

import os
from pathlib import Path

import pytest

BESIDE = Path(__file__).parents[2].parent / "shared"
CORPUS = Path(os.environ.get("NEONARR_CORPUS") or BESIDE / "corpus")
TITLES = BESIDE / "feeds/titles.json"


def needs(path: Path) -> None:
    """Skips the test when the folder is not there."""
    if not path.exists():
        pytest.skip(f"{path} is not there; $NEONARR_CORPUS names another corpus")
