"""A pattern ready for use."""

from dataclasses import dataclass, field
from math import inf, prod
from typing import TYPE_CHECKING

from neonarr.decisions.formats.patterns.broken import BrokenPattern
from neonarr.decisions.formats.patterns.needles import Texts, fold, needles, whole_texts
from neonarr.decisions.formats.patterns.read import is_single, read_pattern
from neonarr.decisions.formats.patterns.tree import Choice, Group, Node, Repeat, Sequence, code

if TYPE_CHECKING:
    import regex

LIMIT_S = 0.1
"""Processor time one search may take; an ordinary one takes some millionths."""

LONGEST_TEXT = 1_000
"""Characters that are searched: twice what file systems allow a name."""

_LARGEST = 20_000
"""Parts of a pattern with its repeats written out: the engine's memory grows with them."""

_FEW_WAYS = 1_000

_PROBE_LIMIT_S = 0.05
_PROBES = ("a" * 60 + "!", "a1 " * 20 + "!", "1" * 60 + "!", "a." * 30 + "!", "a.1-" * 60 + "!")


class TooSlow(Exception):
    """A search that ran into its time limit."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern as written, and how it is searched for: in full, or by what it spells out."""

    text: str
    needles: Texts | None
    """None: nothing tells beforehand that it can't match."""
    whole: Texts | None
    """All it matches, in small letters, where that is known; then nothing is searched."""
    compiled: "regex.Pattern[str]" = field(compare=False, repr=False)
    is_short: bool = field(default=False, compare=False)
    """Whether there are so few ways through it that no text makes it slow: no clock is needed."""

    def matches(self, text: str) -> bool:
        """Whether the text has it. Raises TooSlow when that takes too long to tell.

        >>> compile_pattern(r"\\bweb[ ._-]?dl\\b").matches("A.Movie.2020.WEB-DL")
        True
        """
        if self.whole is not None:
            return fold(text) in self.whole
        if self.is_short:
            return self.compiled.search(text[:LONGEST_TEXT]) is not None
        try:
            return self.compiled.search(text[:LONGEST_TEXT], timeout=LIMIT_S) is not None
        except TimeoutError as error:
            raise TooSlow(self.text) from error


def compile_pattern(text: str) -> Pattern:
    """The pattern, shown to be sound and not to take forever.

    Raises BrokenPattern; its text is the end of a sentence that begins with the pattern's place.
    """
    if not text:
        raise BrokenPattern("is empty; write what to look for.")
    import regex  # noqa: PLC0415 - who has no formats need not hold it in memory

    tree = read_pattern(text)
    if _size(tree) > _LARGEST:
        raise BrokenPattern("repeats its parts too many times; lower the figures in { }.")
    try:
        compiled = regex.compile(code(tree), regex.IGNORECASE | regex.VERSION0, cache_pattern=False)
    except (regex.error, ValueError, OverflowError, RecursionError) as error:
        raise BrokenPattern(f"is broken: {error}.") from error
    if _may_be_slow(tree):
        _probe(compiled, text)
    return Pattern(text, needles(tree), whole_texts(tree), compiled, _ways(tree) <= _FEW_WAYS)


def _probe(compiled: "regex.Pattern[str]", text: str) -> None:
    """Tries it on what makes bad patterns slow: long runs of the signs it looks for."""
    own = dict.fromkeys(sign for sign in text if sign.isalnum())
    for probe in (*_PROBES, *(sign * 60 + "!" for sign in list(own)[:8])):
        try:
            compiled.search(probe, timeout=_PROBE_LIMIT_S)
        except TimeoutError as error:
            raise BrokenPattern(
                f"takes too long to search for (tried on “{probe[:12]}…”). Avoid repeats inside of "
                "repeats, as in (a+)+, and several .* in a row."
            ) from error


def _may_be_slow(tree: Node) -> bool:
    """Whether repeats without an end stand inside of one another, or there are many."""
    return _endless(tree) > 2 or _is_nested(tree)


def _children(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Sequence):
        return node.parts
    if isinstance(node, Choice):
        return node.branches
    return (node.body,) if isinstance(node, Group | Repeat) else ()


def _size(node: Node) -> int:
    """How many parts it has with every counted repeat written out."""
    inside = sum(map(_size, _children(node)))
    times = max(node.least, node.most or 1) if isinstance(node, Repeat) else 1
    return (inside + 1) * times


def _ways(node: Node) -> float:
    """In how many ways it can be gone through from one place; infinite where it repeats."""
    if isinstance(node, Repeat):
        return _ways(node.body) + 1 if node.most == 1 else inf
    if isinstance(node, Choice):
        return sum(map(_ways, node.branches))
    return prod(map(_ways, _children(node)), start=1.0)


def _endless(node: Node) -> int:
    is_endless = isinstance(node, Repeat) and (node.most is None or node.most > 20)
    return int(is_endless) + sum(map(_endless, _children(node)))


def _is_nested(node: Node) -> bool:
    is_big = isinstance(node, Repeat) and node.most != 1 and not is_single(node.body)
    return is_big or any(map(_is_nested, _children(node)))
