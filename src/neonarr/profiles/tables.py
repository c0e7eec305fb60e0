"""The tables of what a person wants."""

from typing import NewType

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from neonarr.storage.db import Id, Json, metadata

ProfileId = NewType("ProfileId", int)
FormatId = NewType("FormatId", int)

profile_table = Table(
    "quality_profile",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("name_key", String(200), nullable=False),
    Column("content", Json, nullable=False),
    Column("version", Integer, nullable=False),
    Column("is_default", Boolean, nullable=False),
    UniqueConstraint("kind", "name_key"),
    sqlite_autoincrement=True,  # kept decisions name it: an id is never given again
)

slot_table = Table(
    "item_slot",
    metadata,
    Column("item_id", Id, ForeignKey("item.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(100), primary_key=True),
    Column("profile_id", Id, ForeignKey("quality_profile.id"), nullable=False, index=True),
)

format_table = Table(
    "custom_format",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name_key", String(200), nullable=False, unique=True),
    Column("content", Json, nullable=False),
)

terms_table = Table(
    "release_terms",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("is_enabled", Boolean, nullable=False),
    Column("required", Json, nullable=False),
    Column("ignored", Json, nullable=False),
    Column("indexer_id", Id),
    Column("tags", Json, nullable=False),
    sqlite_autoincrement=True,
)

definition_table = Table(
    "quality_definition",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("quality", String(64), primary_key=True),
    Column("least", Float, nullable=False),
    Column("preferred", Float),
    Column("most", Float),
)
