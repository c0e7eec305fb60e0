"""The tables of the story: a row per acquisition, change of state, torrent and decision."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    false,
)

from neonarr.decisions.profiles.model import MAIN_SLOT
from neonarr.storage.db import Id, Json, UtcDateTime, metadata

acquisition_table = Table(
    "acquisition",
    metadata,
    Column("id", Id, primary_key=True),
    Column("public_id", String(36), nullable=False, unique=True),
    Column("item_id", Id, ForeignKey("item.id"), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("token", BigInteger, nullable=False),
    Column("title", Text, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("guid", Text),
    Column("indexer_id", Id),
    Column("indexer", Text),
    Column("sealed_link", Text),
    Column("size", BigInteger),
    Column("quality", String(64), nullable=False),
    Column("info_hash", String(40)),
    Column("client_id", Id),
    Column("category", String(200), nullable=False),
    Column("content_path", Text),
    Column("trouble", String(40)),
    Column("message", Text),
    Column("cleanup", String(20)),
    Column("grabbed_at", UtcDateTime),
    Column("completed_at", UtcDateTime),
    Column("imported_at", UtcDateTime),
    Column("score", Json),
    Column("is_manual", Boolean, nullable=False, server_default=false()),
    Column("is_vetted", Boolean, nullable=False, server_default=false()),
    Column("strikes", Integer, nullable=False, server_default="0"),
    Column("place", Double),
    Column("slot", String(100), nullable=False, server_default=MAIN_SLOT),
    Column("failed_releases", Integer, nullable=False, server_default="0"),
    Column("lease_owner", String(80)),
    Column("lease_until", UtcDateTime),
    Index("ix_acquisition_state", "state", "due_at"),
    Index("ix_acquisition_hash", "info_hash"),
)

event_table = Table(
    "event",
    metadata,
    Column("id", Id, primary_key=True),
    Column("acquisition_id", Id, ForeignKey("acquisition.id"), index=True),
    Column("state", String(16), nullable=False),
    Column("previous", String(16)),
    Column("title", Text, nullable=False),
    Column("message", Text),
    Column("at", UtcDateTime, nullable=False),
    Column("component", String(32)),
    Column("todo", Text),
    sqlite_autoincrement=True,
)

item_search_table = Table(
    "item_search",
    metadata,
    Column("item_id", Id, ForeignKey("item.id", ondelete="CASCADE"), primary_key=True),
    Column("due_at", UtcDateTime, nullable=False, index=True),
    Column("claimed_at", UtcDateTime, index=True),
    Column("searched_at", UtcDateTime, index=True),
    Column("message", Text),
)

item_removal_table = Table(
    "item_removal",
    metadata,
    Column("item_id", Id, ForeignKey("item.id", ondelete="CASCADE"), primary_key=True),
    Column("with_files", Boolean, nullable=False),
    Column("with_torrents", Boolean, nullable=False),
    Column("message", Text),
)

torrent_table = Table(
    "torrent",
    metadata,
    Column("info_hash", String(40), primary_key=True),
    Column("content", LargeBinary),
    Column("sealed_magnet", Text),
)

decision_table = Table(
    "decision",
    metadata,
    Column("id", Id, primary_key=True),
    Column("acquisition_id", Id, ForeignKey("acquisition.id"), nullable=False, index=True),
    Column("item_id", Id, index=True),
    Column("profile_id", Id),
    Column("is_manual", Boolean, nullable=False, server_default=false()),
    Column("query", Text, nullable=False),
    Column("candidates", Json, nullable=False),
    Column("circumstances", Json),
    Column("at", UtcDateTime, nullable=False),
)

summary_table = Table(
    "decision_summary",
    metadata,
    Column("decision_id", Id, ForeignKey("decision.id", ondelete="CASCADE"), primary_key=True),
    Column("acquisition_id", Id, nullable=False, index=True),
    Column("item_id", Id, index=True),
    Column("profile_id", Id),
    Column("profile", Text, nullable=False),
    Column("profile_version", Integer, nullable=False),
    Column("is_manual", Boolean, nullable=False),
    Column("query", Text, nullable=False),
    Column("title", Text),
    Column("size", BigInteger),
    Column("offered", Integer, nullable=False),
    Column("approved", Integer, nullable=False),
    Column("kept", Integer, nullable=False),
    Column("title_key", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
"""A decision without its candidates, which may be a megabyte: what lists and filters read."""
