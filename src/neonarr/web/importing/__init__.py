"""Importing by hand, for people and their programs."""
