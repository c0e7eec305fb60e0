"""The formats and profiles people really import, where they lie beside the project."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

_FOLDER = Path(os.environ.get("NEONARR_SHARED", Path(__file__).parents[4] / "shared"))


def guide(folder: str) -> list[dict[str, Any]]:
    """Every JSON file of that folder of the guides; skips the test where they are not at hand."""
    files = sorted((_FOLDER / "trash-guides" / folder).glob("*.json"))
    if not files:
        pytest.skip(f"the guides' {folder} are not beside this project")
    return [json.loads(file.read_text()) for file in files]


def titles() -> list[str]:
    """Real titles of indexers; skips the test where they are not at hand."""
    file = _FOLDER / "feeds/titles.json"
    if not file.exists():
        pytest.skip("the real titles are not beside this project")
    found = json.loads(file.read_text())
    return [one if isinstance(one, str) else one["title"] for one in found]
