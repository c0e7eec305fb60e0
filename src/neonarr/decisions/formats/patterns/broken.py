"""What is wrong with a pattern, and where."""


class BrokenPattern(Exception):
    """A pattern nobody can use; `str()` is the end of a sentence that begins with its place."""
