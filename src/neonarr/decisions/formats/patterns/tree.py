"""A pattern as a tree, and the tree as the `regex` package spells it.

Whoever writes formats writes them for .NET. Both dialects agree on most; where they do not, the
tree holds what .NET means and `code` says the same for `regex`.
"""

from dataclasses import dataclass
from functools import singledispatch

_SPECIAL = frozenset("\\.^$*+?{}[]()|#")

POSITIVE_LOOKS = frozenset({"(?=", "(?<="})
"""Openings of what must be there and takes no characters."""

LOOKS = POSITIVE_LOOKS | {"(?!", "(?<!"}


@dataclass(frozen=True, slots=True)
class Letters:
    """One character out of a few; `code` as it stands in the translation."""

    options: tuple[str, ...]
    code: str


@dataclass(frozen=True, slots=True)
class Opaque:
    """What can be anything as far as finding goes: a class, an anchor, a backreference.
    `takes` is whether it takes characters at all; an anchor does not."""

    code: str
    takes: bool = True


@dataclass(frozen=True, slots=True)
class Sequence:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    branches: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Group:
    """`opening` is everything up to the body: `(?:`, `(?=`, `(?P<name>`, `(?i:` …"""

    opening: str
    body: "Node"


@dataclass(frozen=True, slots=True)
class Repeat:
    """`most` None is without an end; `is_lazy` takes as little as it can."""

    body: "Node"
    least: int
    most: int | None
    is_lazy: bool = False


Node = Letters | Opaque | Sequence | Choice | Group | Repeat


def letter(char: str) -> Letters:
    """The node of one character that means itself."""
    return Letters((char,), f"\\{char}" if char in _SPECIAL else char)


@singledispatch
def code(node: Node) -> str:
    """The pattern as `regex` reads it in its version 0."""
    raise TypeError(f"no node: {node!r}")


@code.register
def _(node: Letters) -> str:
    return node.code


@code.register
def _(node: Opaque) -> str:
    return node.code


@code.register
def _(node: Sequence) -> str:
    return "".join(map(code, node.parts))


@code.register
def _(node: Choice) -> str:
    return "|".join(map(code, node.branches))


@code.register
def _(node: Group) -> str:
    return f"{node.opening}{code(node.body)})"


@code.register
def _(node: Repeat) -> str:
    most = "" if node.most is None else node.most
    mark = "?" if node.is_lazy else ""
    # The body is put in a group of its own: `regex` won't repeat an anchor or a fuzzy-looking text.
    return f"(?:{code(node.body)}){{{node.least},{most}}}{mark}"
