"""What adapters remember: in the database, and while it takes nothing, in the process."""

import pytest

from neonarr.settings.memory import BriefMemory, StoredMemory
from neonarr.storage.db import Database


@pytest.fixture(params=["stored", "brief"])
def memory(request: pytest.FixtureRequest, database: Database) -> StoredMemory | BriefMemory:
    return StoredMemory(database) if request.param == "stored" else BriefMemory()


def test_what_was_changed_is_read(memory: StoredMemory | BriefMemory) -> None:
    assert memory.read("k") is None
    memory.change("k", lambda before: {"was": before})
    memory.change("k", lambda before: {"was": before})
    assert memory.read("k") == {"was": {"was": None}}


def test_another_process_reads_it_too(database: Database) -> None:
    StoredMemory(database).change("k", lambda before: [1])
    assert StoredMemory(database).read("k") == [1]


def test_what_can_not_be_stored_is_kept_and_stored_with_the_next_change(
    database: Database,
) -> None:
    memory = StoredMemory(database)
    memory.change("k", lambda before: [0])
    assert memory.read("k") == [0]
    _take_away(database)
    assert memory.read("k") == [0]
    for number in (1, 2):
        memory.change("k", lambda before, number=number: [*before, number])
    assert memory.read("k") == [0, 1, 2]
    _give_back(database)
    assert memory.read("k") == [0, 1, 2]
    memory.change("k", lambda before: [*before, 3])
    assert StoredMemory(database).read("k") == [0, 1, 2, 3]


def _take_away(database: Database) -> None:
    database.setup(lambda c: c.exec_driver_sql("ALTER TABLE setting RENAME TO setting_away"))


def _give_back(database: Database) -> None:
    database.setup(lambda c: c.exec_driver_sql("ALTER TABLE setting_away RENAME TO setting"))
