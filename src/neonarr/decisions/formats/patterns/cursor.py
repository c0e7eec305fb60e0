"""Where the reading of a pattern stands."""

import re

from neonarr.decisions.formats.patterns.broken import BrokenPattern


class Cursor:
    """A pattern and how far it has been read."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    @property
    def is_done(self) -> bool:
        return self.at >= len(self.pattern)

    def ahead(self, text: str) -> bool:
        """Whether this text comes next."""
        return self.pattern.startswith(text, self.at)

    def take(self, text: str) -> bool:
        """Step over this text if it comes next."""
        if not self.ahead(text):
            return False
        self.at += len(text)
        return True

    def found(self, expression: re.Pattern[str]) -> re.Match[str] | None:
        """Step over what the expression matches here."""
        match = expression.match(self.pattern, self.at)
        if match is not None:
            self.at = match.end()
        return match

    def char(self, lacking: str) -> str:
        """The next character; `lacking` says what is missing when there is none."""
        if self.is_done:
            raise BrokenPattern(f"ends too early: {lacking}.")
        self.at += 1
        return self.pattern[self.at - 1]

    def broken(self, what: str, *, at: int | None = None) -> BrokenPattern:
        """The fault with its place, counted from 1 as people count."""
        place = (self.at if at is None else at) + 1
        return BrokenPattern(f"is broken at character {place}: {what}.")
