"""Two roads to one schema: today's tables at once, or every migration in turn."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from neonarr.acquisitions import store as stories
from neonarr.acquisitions.model import State
from neonarr.base.ids import AdapterId
from neonarr.base.kinds import MediaKind
from neonarr.decisions.profiles.model import MAIN_SLOT
from neonarr.downloads.mappings import mappings
from neonarr.library import store as library
from neonarr.library.model import NO_FACTS
from neonarr.settings import store as settings
from neonarr.settings.adapters import Role
from neonarr.settings.store import StoredAdapter
from neonarr.storage.db import Database, metadata
from neonarr.storage.migrate import NewerSchema, head, run_alembic, upgrade, version
from tests.conftest import open_any


def _difference(connection: Connection) -> list[object]:
    found = compare_metadata(MigrationContext.configure(connection), metadata)
    return [d for d in found if not _is_version_table(d)]


def _is_version_table(difference: object) -> bool:
    return "alembic_version" in repr(difference)


def test_a_new_database_has_todays_tables(database: Database) -> None:
    assert database.setup(version) == head()
    assert database.setup(_difference) == []


def test_the_migrations_lead_to_the_same_tables(database_address: str) -> None:
    database = open_any(database_address)
    try:
        database.setup(lambda c: run_alembic(c, "head"))
        assert database.setup(version) == head()
        assert database.setup(_difference) == []
    finally:
        database.close()


def test_a_second_start_changes_nothing(database: Database) -> None:
    upgrade(database)
    assert database.setup(version) == head()


def test_a_newer_schema_is_refused_and_left_alone(database: Database) -> None:
    database.setup(lambda c: c.execute(text("update alembic_version set version_num = '9999'")))
    with pytest.raises(NewerSchema, match="newer"):
        upgrade(database)
    assert database.setup(lambda c: inspect(c).has_table("acquisition"))


def test_items_of_older_versions_stay_what_they_were(database_address: str) -> None:
    database = open_any(database_address)
    try:
        database.setup(lambda c: run_alembic(c, "0002"))
        database.setup(
            lambda c: c.execute(
                text(
                    "insert into item"
                    " (kind, title, title_key, artist_key, is_monitored, created_at) values"
                    " ('movie', 'Heat', 'heat', '', true, '2026-01-01 00:00:00+00:00')"
                )
            )
        )
        upgrade(database)
        [(heat, has_file)] = database.setup(lambda c: library.items(c, MediaKind.MOVIE))
        assert (heat.title, heat.facts, has_file) == ("Heat", NO_FACTS, False)
    finally:
        database.close()


def test_stories_of_older_versions_are_for_the_main_slot(database_address: str) -> None:
    database = open_any(database_address)
    try:
        database.setup(lambda c: run_alembic(c, "0004"))
        database.setup(lambda c: _add_stories(c, "imported"))
        upgrade(database)
        story = database.setup(lambda c: stories.by_public_id(c, "story 1"))
        assert story is not None
        assert (story.slot, story.failed_releases) == (MAIN_SLOT, 0)
    finally:
        database.close()


def test_a_queue_of_older_versions_keeps_its_order(database_address: str) -> None:
    """What nobody moved stands where its number puts it, and can be moved."""
    database = open_any(database_address)
    try:
        database.setup(lambda c: run_alembic(c, "0009"))
        database.setup(lambda c: _add_stories(c, "queued", count=3))
        upgrade(database)
        waiting = database.setup(lambda c: stories.by_state(c, [State.QUEUED]))
        assert [(one.public_id, one.place) for one in waiting] == [
            ("story 1", None),
            ("story 2", None),
            ("story 3", None),
        ]
        last, at = waiting[-1], waiting[-1].updated_at
        database.setup(lambda c: stories.save(c, last, replace(last, place=0.5), at))
        moved = database.setup(lambda c: stories.by_state(c, [State.QUEUED]))
        assert [one.public_id for one in moved] == ["story 3", "story 1", "story 2"]
    finally:
        database.close()


def test_the_id_of_a_deleted_client_is_not_given_again(database_address: str) -> None:
    """Nor one that only stories of older versions still name; mappings outlive the change."""
    database = open_any(database_address)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    client = StoredAdapter(
        AdapterId(0), Role.DOWNLOAD_CLIENT, "fake", "Fake", {}, {}, True, 25, "user"
    )
    try:
        database.setup(lambda c: run_alembic(c, "0013"))
        old = database.setup(lambda c: settings.save_adapter(c, client, at))
        mapped = (
            "insert into remote_path_mapping (client_id, remote, local) values (:c, '/a', '/b')"
        )
        database.setup(lambda c: c.execute(text(mapped), {"c": old}))
        database.setup(lambda c: _add_stories(c, "imported"))
        database.setup(lambda c: c.execute(text("update acquisition set client_id = 40")))
        upgrade(database)
        assert len(database.setup(mappings)) == 1
        database.setup(lambda c: settings.delete_adapter(c, old))
        assert database.setup(mappings) == []
        given = database.setup(lambda c: settings.save_adapter(c, client, at))
        assert given > (old if database.is_shared else 40), "PostgreSQL has given that one itself"
    finally:
        database.close()


def _add_stories(connection: Connection, state: str, count: int = 1) -> None:
    """Of one movie, as every version since 0001 can hold them."""
    at = "'2026-01-01 00:00:00+00:00'"
    connection.execute(
        text(
            "insert into item (kind, title, title_key, artist_key, is_monitored, created_at)"
            f" values ('movie', 'Heat', 'heat', '', true, {at})"
        )
    )
    for number in range(1, count + 1):
        connection.execute(
            text(
                "insert into acquisition (public_id, item_id, kind, state, token, title, priority,"
                " created_at, updated_at, due_at, attempts, quality, category)"
                f" values ('story {number}', 1, 'movie', '{state}', 1, 'Heat', 0, {at}, {at}, {at},"
                " 0, 'Unknown', '')"
            )
        )
