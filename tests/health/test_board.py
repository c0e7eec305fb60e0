"""The board."""

from neonarr.health.board import Board
from tests.kit.moved_clock import MovedClock


def test_since_is_when_the_status_changed(clock: MovedClock) -> None:
    board = Board(clock)
    board.good("qB", "download_client", "It answers.")
    begun = clock.now()
    clock.move(60)
    board.good("qB", "download_client", "It answers, version 5.")
    [one] = board.all()
    assert (one.since, one.message) == (begun, "It answers, version 5.")
    board.bad("qB", "download_client", "It does not answer.")
    assert board.all()[0].since == clock.now()


def test_the_worst_comes_first_and_kinds_are_kept_apart(clock: MovedClock) -> None:
    board = Board(clock)
    board.good("Same", "indexer", "Well.")
    board.warn("Other", "indexer", "Hm.")
    board.bad("Same", "download_client", "Bad.")
    assert [(c.name, c.status) for c in board.all()] == [
        ("Same", "error"),
        ("Other", "warning"),
        ("Same", "ok"),
    ]
    board.forget("indexer", {"Other"})
    assert [c.kind for c in board.all()] == ["download_client", "indexer"]


def test_an_answer_leaves_what_was_said_at_length(clock: MovedClock) -> None:
    board = Board(clock)
    board.answered("qB", "download_client")
    assert board.all()[0].message == "qB answers."
    board.good("qB", "download_client", "qB 5.0 answers, 4 TB free.")
    board.answered("qB", "download_client")
    assert board.all()[0].message == "qB 5.0 answers, 4 TB free."
    board.bad("qB", "download_client", "Away.")
    board.answered("qB", "download_client")
    assert board.all()[0].status == "ok"


def test_only_changes_are_told(clock: MovedClock) -> None:
    told: list[int] = []
    board = Board(clock, lambda: told.append(1))
    for _ in range(3):
        board.good("a", "folder", "Well.")
        board.forget("folder", {"a"})
    assert len(told) == 1
    board.forget("folder", set())
    board.forget("folder", set())
    assert len(told) == 2
