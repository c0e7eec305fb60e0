"""Alembic migrations: forward only; the previous version must still run on the new schema."""
