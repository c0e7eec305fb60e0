"""Mappings in the database."""

import pytest
from sqlalchemy import text

from neonarr.base.errors import Invalid, NotFound
from neonarr.base.ids import AdapterId
from neonarr.downloads import mappings as store
from neonarr.downloads.paths import new_mapping
from neonarr.settings import store as settings
from neonarr.settings.adapters import Role
from neonarr.storage.db import Database
from neonarr.storage.migrate import head, run_alembic, version
from tests.conftest import open_any
from tests.kit.moved_clock import MovedClock


@pytest.fixture
def client(database: Database, clock: MovedClock) -> AdapterId:
    return saved_client(database, clock, "qB")


def saved_client(database: Database, clock: MovedClock, name: str) -> AdapterId:
    one = settings.StoredAdapter(
        AdapterId(0), Role.DOWNLOAD_CLIENT, "qbittorrent", name, {}, {}, True, 25, "user"
    )
    return database.setup(lambda c: settings.save_adapter(c, one, clock.now()))


def test_each_client_has_its_own(database: Database, clock: MovedClock, client: AdapterId) -> None:
    other = saved_client(database, clock, "Other")
    for of, local in ((client, "/mnt/a"), (other, "/mnt/b")):
        database.setup(
            lambda c, of=of, local=local: store.save(c, new_mapping(of, "/data", local), [])
        )
    said = database.setup(lambda c: [store.local_path(c, i, "/data/x") for i in (client, other)])
    assert said == ["/mnt/a/x", "/mnt/b/x"]
    assert database.setup(lambda c: store.local_path(c, None, "/data/x")) == "/data/x"
    assert database.setup(lambda c: store.local_path(c, AdapterId(99), "/data/x")) == "/data/x"


def test_one_is_changed_and_taken_away(database: Database, client: AdapterId) -> None:
    first = database.setup(lambda c: store.save(c, new_mapping(client, "/data", "/mnt"), []))
    changed = new_mapping(client, "/data", "/srv/qb", first.id)
    assert database.setup(lambda c: store.save(c, changed, [])) == changed
    with pytest.raises(Invalid, match="overlaps"):
        database.setup(lambda c: store.save(c, new_mapping(client, "/data/", "/x"), []))
    database.setup(lambda c: store.delete_mapping(c, first.id))
    database.setup(lambda c: store.delete_mapping(c, first.id))
    assert database.setup(store.mappings) == []
    with pytest.raises(NotFound):
        database.setup(lambda c: store.save(c, changed, []))
    with pytest.raises(NotFound):
        database.setup(lambda c: store.save(c, new_mapping(AdapterId(99), "/a", "/b"), []))


def test_they_go_with_their_client(database: Database, client: AdapterId) -> None:
    database.setup(lambda c: store.save(c, new_mapping(client, "/data", "/mnt"), []))
    database.setup(lambda c: settings.delete_adapter(c, client))
    assert database.setup(store.mappings) == []


def test_a_database_that_is_in_use_gets_the_table(database_address: str, clock: MovedClock) -> None:
    database = open_any(database_address)
    try:
        database.setup(lambda c: run_alembic(c, "0003"))
        client = saved_client(database, clock, "qB")
        database.setup(lambda c: run_alembic(c, "head"))
        assert database.setup(version) == head()
        database.setup(lambda c: store.save(c, new_mapping(client, "/data", "/mnt"), []))
        assert database.setup(lambda c: c.execute(text("select count(*) from adapter")).scalar())
    finally:
        database.close()
