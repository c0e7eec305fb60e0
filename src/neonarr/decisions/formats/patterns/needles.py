"""What a text must contain for a pattern to match it at all.

A search for a plain text costs a twentieth of a search for a pattern, and one look-up answers for
hundreds of patterns. So every pattern is asked for its *needles*: texts, in small letters, at least
one of which is in everything it matches. `\\b(amzn|amazon)\\b` has the needles amzn and amazon,
`web[ ._-]?dl` has web.dl, web-dl, webdl …, and `\\d+` has none.

A pattern of the form `^(A|B)$` says even more: it matches A and B and nothing else.
"""

from collections.abc import Iterable
from itertools import product

from neonarr.decisions.formats.patterns.tree import (
    LOOKS,
    POSITIVE_LOOKS,
    Choice,
    Group,
    Letters,
    Node,
    Opaque,
    Repeat,
    Sequence,
)

Texts = frozenset[str]

_MOST = 64
"""Needles of one pattern; past that they are no longer worth it."""

_NOTHING: Texts = frozenset({""})


def fold(text: str) -> str:
    """The text as needles are compared: what a pattern takes for equal is equal.

    >>> fold("WEB-DL"), fold("Kelvin ſ İ")
    ('web-dl', 'kelvin s i')
    """
    if text.isascii():
        return text.lower()
    return text.replace("İ", "i").replace("ı", "i").casefold()


def needles(node: Node) -> Texts | None:
    """Texts one of which must be there; None if there are none to go by."""
    if isinstance(node, Letters):
        return frozenset(map(fold, node.options))
    if isinstance(node, Sequence):
        return _best(_of_sequence(node))
    if isinstance(node, Choice):
        together = _any_of(map(needles, node.branches))
        return _shortest(together) if together else None
    if isinstance(node, Group):
        is_needed = _is_plain(node) or node.opening in POSITIVE_LOOKS
        return needles(node.body) if is_needed else None
    if isinstance(node, Repeat):
        return needles(node.body) if node.least else None
    return None


def whole_texts(node: Node) -> Texts | None:
    """All it can match, where it must match a text from end to end and these are few; else None."""
    parts = node.parts if isinstance(node, Sequence) else ()
    if len(parts) < 3 or parts[0] != Opaque("^", takes=False):
        return None
    if parts[-1] != Opaque("$", takes=False):
        return None
    texts = _spelled(Sequence(parts[1:-1]), strictly=True)
    return texts if texts and all(text.isascii() for text in texts) else None


def _spelled(node: Node, *, strictly: bool = False) -> Texts | None:
    """All the texts it takes; None if they are not few. What looks around takes nothing, so that
    these may be more than it matches, unless `strictly`, where it makes the answer None."""
    if isinstance(node, Letters):
        return frozenset(map(fold, node.options))
    if isinstance(node, Sequence):
        return _joined([_spelled(part, strictly=strictly) for part in node.parts])
    if isinstance(node, Choice):
        return _any_of(_spelled(branch, strictly=strictly) for branch in node.branches)
    if isinstance(node, Repeat):
        body = _spelled(node.body, strictly=strictly) if node.most == 1 else None
        return body | (frozenset() if node.least else _NOTHING) if body else None
    if isinstance(node, Group) and _is_plain(node):
        return _spelled(node.body, strictly=strictly)
    return None if strictly or _takes(node) else _NOTHING


def _takes(node: Group | Opaque) -> bool:
    """Whether it takes characters: anchors do not, nor does what looks around."""
    if isinstance(node, Opaque):
        return node.takes
    return node.opening not in LOOKS


def _of_sequence(node: Sequence) -> list[Texts]:
    """Each run of neighbors whose texts are few, and what its other parts need."""
    found: list[Texts] = []
    run: Texts = _NOTHING
    for part in node.parts:
        texts = _spelled(part)
        if texts is None or isinstance(part, Group):
            needed = needles(part)
            if needed is not None:
                found.append(needed)
        joined = _joined([run, texts])
        if joined is None:
            found.append(run)
            joined = texts if texts is not None else _NOTHING
        run = joined
    return [*found, run]


def _best(found: Iterable[Texts]) -> Texts | None:
    """The ones that rule out the most: those whose shortest text is the longest."""
    useful = [texts for texts in found if texts and "" not in texts]
    best = max(useful, key=lambda texts: (min(map(len, texts)), -len(texts)), default=None)
    return best if best is None else _shortest(best)


def _shortest(texts: Texts) -> Texts:
    """Those that hold none of the others: `dual audio` adds nothing where `dual` is enough."""
    kept: list[str] = []
    for text in sorted(texts, key=len):
        if not any(shorter in text for shorter in kept):
            kept.append(text)
    return frozenset(kept)


def _joined(parts: list[Texts | None]) -> Texts | None:
    joined = _NOTHING
    for part in parts:
        if part is None or len(joined) * len(part) > _MOST:
            return None
        joined = frozenset(a + b for a, b in product(joined, part))
    return joined


def _any_of(branches: Iterable[Texts | None]) -> Texts | None:
    found: set[str] = set()
    for texts in branches:
        if texts is None or len(found) + len(texts) > _MOST:
            return None
        found |= texts
    return frozenset(found)


def _is_plain(node: Group) -> bool:
    """Whether it takes just what its body takes: it does not look around and has no condition."""
    return node.opening not in LOOKS and not node.opening.startswith("(?(")
