"""The project's own names and what they say, one a line."""

from pathlib import Path

CORPUS = Path(__file__).parent.parent / "corpus"


def rows(file: str) -> list[list[str | None]]:
    """The cells of each line; an empty cell is None."""
    lines = (CORPUS / file).read_text(encoding="utf-8").splitlines()
    return [
        [cell.strip() or None for cell in line.split("|")]
        for line in lines
        if line and not line.startswith("#")
    ]
