"""The words release names are written in, as tables. A new word is one entry and one test line."""
