"""Judging with all the database knows, and the decisions that were made."""
