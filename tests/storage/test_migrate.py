"""Two roads to one schema: today's tables at once, or every migration in turn."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from neonarr.acquisitions import store as stories
from neonarr.base.kinds import MediaKind
from neonarr.decisions.profiles.model import MAIN_SLOT
from neonarr.library import store as library
from neonarr.library.model import NO_FACTS
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
    at = "'2026-01-01 00:00:00+00:00'"
    try:
        database.setup(lambda c: run_alembic(c, "0004"))
        database.setup(
            lambda c: c.execute(
                text(
                    "insert into item"
                    " (kind, title, title_key, artist_key, is_monitored, created_at)"
                    f" values ('movie', 'Heat', 'heat', '', true, {at})"
                )
            )
        )
        database.setup(
            lambda c: c.execute(
                text(
                    "insert into acquisition (public_id, item_id, kind, state, token, title,"
                    " priority, created_at, updated_at, due_at, attempts, quality, category)"
                    f" values ('x', 1, 'movie', 'imported', 1, 'Heat', 0, {at}, {at}, {at}, 0,"
                    " 'Unknown', '')"
                )
            )
        )
        upgrade(database)
        story = database.setup(lambda c: stories.by_public_id(c, "x"))
        assert story is not None
        assert (story.slot, story.failed_releases) == (MAIN_SLOT, 0)
    finally:
        database.close()
