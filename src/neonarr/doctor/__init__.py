"""Looks closely at everything the server depends on, says what is wrong and mends what it can."""
