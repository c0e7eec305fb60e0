"""Importing by hand as clients of the family do it."""
