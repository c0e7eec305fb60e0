"""The benchmark table is valid Markdown whatever a benchmark reports."""

import pytest

from bench import Row
from bench.__main__ import HEADINGS, cells, line, main


def test_row_and_tuple_fill_all_columns() -> None:
    assert cells(Row("what", "1 s", goal="2 s")) == ["what", "1 s", "–", "–", "2 s", ""]
    assert cells(("what", "1 s", "3 s", "0.33")) == ["what", "1 s", "3 s", "0.33", "–", "–"]


def test_bars_do_not_split_a_cell() -> None:
    assert line(["a|b", "c"]) == "| a\\|b | c |"
    assert line(HEADINGS).count("|") == len(HEADINGS) + 1


def test_unknown_benchmark_names_the_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nonsense"]) == 2
    assert "start" in capsys.readouterr().err
