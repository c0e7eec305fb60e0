"""Patterns as .NET writes them, translated, limited in time and found fast. Pure."""
