"""From a pattern's text to its tree.

Sources: https://learn.microsoft.com/dotnet/standard/base-types/regular-expression-language-quick-reference
and, for where inline options end, https://learn.microsoft.com/dotnet/standard/base-types/regular-expression-options
"""

import re

from neonarr.decisions.formats.patterns.broken import BrokenPattern
from neonarr.decisions.formats.patterns.classes import read_class
from neonarr.decisions.formats.patterns.cursor import Cursor
from neonarr.decisions.formats.patterns.escapes import outside
from neonarr.decisions.formats.patterns.tree import (
    Choice,
    Group,
    Letters,
    Node,
    Opaque,
    Repeat,
    Sequence,
    letter,
)

LONGEST = 5_000
"""Characters; the longest pattern of the guides has a tenth of that."""

_DEEPEST = 50
_MOST_REPEATS = 1_000

_PLAIN_OPENINGS = ("(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>")
_NAMED = re.compile(r"\(\?(?:<([^\W\d]\w*)>|'([^\W\d]\w*)')")
_CONDITION = re.compile(r"\(\?\((\w+)\)")
_OPTIONS = re.compile(r"\(\?([imnsx]*)(?:-([imnsx]+))?([:)])")
_COMMENT = re.compile(r"\(\?#[^)]*\)")
_SPACED_OUT = re.compile(r"(?:\s|#[^\n]*(?:\n|\Z))+")
_COUNTED = re.compile(r"\{([0-9]+)(,([0-9]*))?\}")
_COUNTS: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}


def read_pattern(pattern: str) -> Node:
    """The pattern's tree; letters are compared regardless of case, as the family does.

    Raises BrokenPattern for what .NET does not read either, and for its few forms (balancing
    groups, conditions that are expressions, right-to-left) nobody uses in formats.
    """
    if len(pattern) > LONGEST:
        raise BrokenPattern(f"is {len(pattern)} characters long; the most is {LONGEST}.")
    reader = _Reader(pattern)
    tree = reader.choice(0)
    if not reader.cursor.is_done:
        raise reader.cursor.broken("a ) closes nothing; write \\) for the sign itself")
    return tree


class _Reader:
    """Recursive descent; `is_spaced` is the option x, under which white space means nothing."""

    def __init__(self, pattern: str) -> None:
        self.cursor = Cursor(pattern)
        self.is_spaced = False
        self.carried: list[str] = []
        """Options set inside the group that is being read; they hold to its end, over every |."""

    def choice(self, depth: int) -> Node:
        """Everything up to the end of the group."""
        if depth > _DEEPEST:
            raise self.cursor.broken("its groups are nested too deeply")
        was_spaced, outer = self.is_spaced, self.carried
        self.carried = []
        branches = [self._branch(depth)]
        while self.cursor.take("|"):
            carried = list(self.carried)
            branches.append(_under(carried, self._branch(depth)))
        self.is_spaced, self.carried = was_spaced, outer
        return branches[0] if len(branches) == 1 else Choice(tuple(branches))

    def _branch(self, depth: int) -> Node:
        """Everything up to the next | or the end of the group."""
        parts: list[Node] = []
        while not (self._at_end() or self.cursor.ahead("|") or self.cursor.ahead(")")):
            options = self._options()
            if options is not None:
                rest = self._branch(depth)
                parts.append(_under([options], rest))
                break
            parts.append(self._repeated(self._atom(depth)))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _at_end(self) -> bool:
        """Whether the pattern ends here, after what means nothing."""
        while self.cursor.found(_COMMENT) or (self.is_spaced and self.cursor.found(_SPACED_OUT)):
            pass
        return self.cursor.is_done

    def _options(self) -> str | None:
        """The opening that stands for options set from here on; None if none are set here."""
        start = self.cursor.at
        found = self.cursor.found(_OPTIONS)
        if found is None or found[3] == ":":
            self.cursor.at = start
            return None
        opening = self._opening(found)
        self.carried.append(opening)
        return opening

    def _opening(self, options: re.Match[str]) -> str:
        """Options as `regex` reads them: n changes nothing here, x is dealt with while reading."""
        on, off = options[1], options[2] or ""
        self.is_spaced = ("x" in on) or (self.is_spaced and "x" not in off)
        on, off = (re.sub("[nx]", "", part) for part in (on, off))
        return f"(?{on}{f'-{off}' if off else ''}:"

    def _atom(self, depth: int) -> Node:
        cursor = self.cursor
        if cursor.ahead("("):
            return self._group(depth)
        if cursor.ahead("{") and _COUNTED.match(cursor.pattern, cursor.at):
            raise cursor.broken("there is nothing to repeat; write \\{ for the sign itself")
        sign = cursor.char("")
        if sign in _COUNTS:
            place = cursor.at - 1
            raise cursor.broken(f"there is nothing for {sign} to repeat; write \\{sign}", at=place)
        if sign == "[":
            return read_class(cursor)
        if sign == "\\":
            return outside(cursor)
        if sign == ".":
            return Opaque(".")
        return Opaque(sign, takes=False) if sign in "^$" else letter(sign)

    def _group(self, depth: int) -> Node:
        start, was_spaced = self.cursor.at, self.is_spaced
        opening = self._group_opening()
        body = self.choice(depth + 1)
        if not self.cursor.take(")"):
            raise self.cursor.broken("the group opened by ( is not closed; add )", at=start)
        self.is_spaced = was_spaced
        return Group(opening, body)

    def _group_opening(self) -> str:
        cursor = self.cursor
        plain = next((opening for opening in _PLAIN_OPENINGS if cursor.take(opening)), None)
        if plain is not None:
            return plain
        if named := cursor.found(_NAMED):
            return f"(?P<{named[1] or named[2]}>"
        if condition := cursor.found(_CONDITION):
            return f"(?({condition[1]})"
        if options := cursor.found(_OPTIONS):
            return self._opening(options)
        if cursor.ahead("(?") or cursor.ahead("(*"):
            raise cursor.broken("this kind of group is not supported; write it with (?: and |")
        cursor.take("(")
        return "("

    def _repeated(self, body: Node) -> Node:
        """The atom with the quantifier behind it, if there is one."""
        self._at_end()
        place = self.cursor.at
        counts = self._counts()
        if counts is None:
            return body
        least, most = counts
        if most is not None and most < least:
            raise self.cursor.broken(f"at least {least} and at most {most} can't be", at=place)
        if max(least, most or 0) > _MOST_REPEATS:
            raise self.cursor.broken(f"more than {_MOST_REPEATS} repeats are too many", at=place)
        is_lazy = self.cursor.take("?")
        if self._counts() is not None:
            raise self.cursor.broken("a repeat can't be repeated; put it in (?: )", at=place)
        return Repeat(body, least, most, is_lazy)

    def _counts(self) -> tuple[int, int | None] | None:
        """How often at least and at most; None if nothing is repeated. `{,3}` is no quantifier."""
        if counted := self.cursor.found(_COUNTED):
            least = int(counted[1][:9])
            if counted[2] is None:
                return least, least
            return least, int(counted[3][:9]) if counted[3] else None
        sign = next((sign for sign in _COUNTS if self.cursor.take(sign)), None)
        return _COUNTS[sign] if sign else None


def _under(openings: list[str], body: Node) -> Node:
    """The body with these options in force, the outermost first."""
    for opening in reversed(openings):
        body = Group(opening, body)
    return body


def is_single(node: Node) -> bool:
    """Whether it takes one character at a time."""
    return isinstance(node, Letters) or (isinstance(node, Opaque) and node.takes)
