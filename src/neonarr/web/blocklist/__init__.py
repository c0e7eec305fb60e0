"""Releases that are not taken by themselves: shown, and let in again."""
