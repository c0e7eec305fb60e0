"""The quick rows of docs/RELIABILITY.md; make faults makes all of them."""

import re
from collections.abc import Iterator

import pytest

from faults import Fault, NotRun, Row, Told
from faults.__main__ import main
from faults.document import DOCUMENT, HEADINGS, document
from faults.rows import FAULTS
from faults.running import SURVIVED, run
from faults.scene import Scene
from tests.kit.needs import missing
from tests.kit.shop import Shop

QUICK = [fault for fault in FAULTS if fault.is_quick]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    made = Shop(tmp_path_factory.mktemp("shop"))
    yield made
    made.close()


@pytest.mark.real
@pytest.mark.timeout(300)
@pytest.mark.parametrize("fault", QUICK, ids=lambda fault: fault.name)
def test_nothing_is_lost_doubled_or_partial(fault: Fault, shop: Shop) -> None:
    row = run(fault, shop)
    if row.outcome.startswith("not run"):
        missing(row.outcome)
    assert row.outcome == SURVIVED
    assert row.proof.startswith("1 of 1 imported; 1 of 1 torrents; 1 of 1 films identical")


def test_every_fault_is_in_the_document() -> None:
    """A fault that is added or renamed needs a new run."""
    told = re.findall(r"^\| ([^|]+) \|", DOCUMENT.read_text(), re.M)[2:]
    assert told == [fault.what for fault in FAULTS]


def test_names_are_unique_and_an_unknown_one_names_the_known(
    capsys: pytest.CaptureFixture[str],
) -> None:
    names = [fault.name for fault in FAULTS]
    assert len(set(names)) == len(names)
    assert main(["nonsense"]) == 2
    assert names[0] in capsys.readouterr().err


@pytest.mark.slow
def test_a_fault_that_fails_or_cannot_be_made_says_so(shop: Shop) -> None:
    def fails(scene: Scene) -> Told:
        scene.saw(f"it lay in {scene.folder}, said 127.0.0.1:99")
        raise AssertionError("2 acquisitions for 1 wish")

    def lacks(scene: Scene) -> Told:
        raise NotRun("only root may mount")

    failed = run(Fault("a", "a", fails), shop)
    lacking = run(Fault("b", "b", lacks), shop)

    assert failed.outcome == "FAILED: AssertionError: 2 acquisitions for 1 wish"
    assert failed.seen == "it lay in …, said 127.0.0.1:…"
    assert lacking.outcome == "not run: only root may mount"


def test_a_row_that_was_not_made_again_stays() -> None:
    first, second = (fault.what for fault in FAULTS[:2])
    whole = [made(first, "FAILED: x"), made(second, SURVIVED), made("gone", SURVIVED)]
    before = document(whole)
    again = document([made(first, SURVIVED)], before)
    assert "1 of 2 survived" in before
    assert "2 of 2 survived" in again
    assert f"| {second} | d | a\\|b | p | survived | 1 | 12:00 |" in again
    assert f"| {' | '.join(HEADINGS)} |" in again
    assert "gone" not in before


def made(fault: str, outcome: str) -> Row:
    return Row(fault, "d", "a|b", "p", outcome, 1.4, "12:00")
