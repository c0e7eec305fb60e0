"""docs/QBITTORRENT.md shows the two tables of the code, word for word."""

from pathlib import Path

from neonarr.adapters._qbittorrent.states import STUCK, Stuckness
from neonarr.adapters._qbittorrent.versions import ABILITIES
from neonarr.downloads.session import WORKING, Phase

PAGE = Path(__file__).parents[3] / "docs/QBITTORRENT.md"


def again(line: Stuckness) -> str:
    if line.again_s is None:
        return "when settings change, or a person asks"
    return {0.0: "with the next call", 3600.0: "when the ban is over"}.get(
        line.again_s, f"after {line.again_s / 60:.0f} min"
    )


def tables() -> list[str]:
    lines = [
        f"| {phase.value} | {line.seen} | {line.means} | {line.todo} | {again(line)} |"
        for phase, line in STUCK.items()
    ]
    lines += [
        f"| {'.'.join(map(str, one.since))} | {one.release} | {one.now} | {one.before} |"
        for one in ABILITIES.values()
    ]
    return lines


def test_the_page_shows_the_tables() -> None:
    page = PAGE.read_text().splitlines()
    assert [line for line in tables() if line not in page] == []


def test_every_state_has_its_line() -> None:
    assert set(STUCK) == set(Phase) - WORKING
