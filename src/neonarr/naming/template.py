"""Templates of names, as the *arr family writes them: `{Movie Title} {(Release Year)}`.

How they are read, in order:

1. `/` and `\\` part folders. A folder whose tokens are all empty is left out.
2. `{Movie Title}` is a token. Signs inside its braces, before and behind (`{-Release Group}`,
   `{Quality Full }`), come and go with it. `:` brings a filter along (`{track:00}`).
3. What stands in brackets comes and goes together: `{[Quality Full]}`, `({Release Year})`,
   `{edition-{Edition Tags}}`, and `{[Mediainfo AudioCodec}{ Mediainfo AudioChannels]}`, whose
   brackets belong to two tokens. They are shown if any token in them is.
4. Between two things that are shown stands one separator, the first one that is more than a blank;
   none at the beginning, none at the end.
5. `{Movie.Title}` puts dots for the blanks of the value (so do `_` and `-`), `{movie title}` writes
   it small, `{MOVIE TITLE}` in capitals.

`{Movie Title} - {Edition Tags} {[Quality Full]}` is `Heat - Uncut [DVD]`, without an edition
`Heat - [DVD]`; with `{ - Edition Tags}` it would be `Heat [DVD]`.
Source: https://wiki.servarr.com/radarr/settings#movie-naming
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from neonarr.base.errors import Invalid

LONGEST = 1000
"""Characters of a template."""

SEPARATORS = " -._"

_TOKEN = re.compile(
    r"\{(?P<before>[- ._\[(]*)(?P<token>[a-z0-9]+(?:[- ._]+[a-z0-9]+)*)"
    r"(?::(?P<filter>[^{}]*?))?(?P<after>[- ._)\]]*)\}",
    re.I | re.A,
)
_FOLDERS = re.compile(r"[/\\]")
_CLOSED_BY = {"{": "}", "[": "]", "(": ")"}
_SIGN = re.compile(r"[- ._]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A place for a value. `name` is small, without separators; `written` is how it stands there;
    `before` and `after` come and go with the value."""

    name: str
    written: str
    filter: str = ""
    before: str = ""
    after: str = ""
    at: int = field(default=0, compare=False)
    """How many characters of the template stand before its name."""

    def dressed(self, value: str) -> str:
        """The value in the case and with the separators the token is written with."""
        letters = [char for char in self.written if char.isalpha()]
        if all(char.islower() for char in letters):
            value = value.lower()
        elif all(char.isupper() for char in letters):
            value = value.upper()
        sign = _SIGN.search(self.written)
        return value if sign is None else value.replace(" ", sign[0])


@dataclass(frozen=True, slots=True)
class Group:
    """What stands in brackets."""

    opened: str
    nodes: "tuple[Node, ...]"
    before: str = ""
    after: str = ""


Node = str | Token | Group
Part = tuple[Node, ...]
Values = Callable[[Token], str]
"""What a token stands for; empty if that is not known."""


@dataclass(frozen=True, slots=True)
class Template:
    """A template that was read: the names of its folders, and of what lies in them."""

    parts: tuple[Part, ...]

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Every token, in order."""
        return tuple(token for part in self.parts for token in tokens_of(part))


def tokens_of(nodes: Part) -> Iterator[Token]:
    """Every token of a part, in order."""
    for node in nodes:
        if isinstance(node, Token):
            yield node
        elif isinstance(node, Group):
            yield from tokens_of(node.nodes)


def rendered(part: Part, values: Values) -> str:
    """One part with the values in their places; empty if it has tokens and none has a value.

    >>> part = read("{Movie Title} {(Release Year)} - {Edition Tags} {-Release Group}").parts[0]
    >>> told = {"movietitle": "Heat", "releasegroup": "GRP"}
    >>> rendered(part, lambda token: told.get(token.name, ""))
    'Heat - GRP'
    """
    return _rendered(part, values) if _is_shown(part, values) else ""


def _is_shown(part: Part, values: Values) -> bool:
    tokens = list(tokens_of(part))
    return not tokens or any(values(token) for token in tokens)


def _rendered(nodes: Part, values: Values) -> str:
    line = _Line()
    for node in nodes:
        if isinstance(node, str):
            line.put(node)
        elif isinstance(node, Token):
            value = values(node)
            if value:
                line.put_between(node.before, node.dressed(value), node.after)
        elif _is_shown(node.nodes, values):
            inner = _rendered(node.nodes, values)
            bracketed = f"{node.opened}{inner}{_CLOSED_BY[node.opened]}"
            line.put_between(node.before, bracketed, node.after)
    return line.text


@dataclass(slots=True)
class _Line:
    """What is shown so far, and the separator before whatever comes next."""

    text: str = ""
    _waiting: str = field(default="")

    def put(self, text: str) -> None:
        """Text of the template: signs at its ends are separators."""
        core = text.strip(SEPARATORS)
        if not core:
            self._separate(text)
            return
        start = text.index(core)
        self.put_between(text[:start], core, text[start + len(core) :])

    def put_between(self, before: str, shown: str, after: str) -> None:
        self._separate(before)
        self.text += (self._waiting if self.text else "") + shown
        self._waiting = after

    def _separate(self, sign: str) -> None:
        if not self._waiting.strip():
            self._waiting = sign or self._waiting


def read(text: str, where: str = "format", called: str = "") -> Template:
    """The template. Raises Invalid, its field `where` and its sentence beginning with `called`,
    for what is wrong and at which character."""
    reader = _Reader(text, where, called or where)
    if not text.strip():
        raise reader.wrong("is empty.")
    if len(text) > LONGEST:
        raise reader.wrong(f"has {len(text)} characters; the most is {LONGEST}.")
    return Template(tuple(reader.parts()))


@dataclass(slots=True)
class _Reader:
    text: str
    where: str
    called: str
    _open: list[tuple[str, int, str, list[Node]]] = field(default_factory=list)
    """Brackets not closed yet: the sign, its place, what stands before it and what it holds."""
    _nodes: list[Node] = field(default_factory=list)

    def wrong(self, rest: str) -> Invalid:
        return Invalid(self.where, f"{self.called} {rest}")

    def parts(self) -> Iterator[Part]:
        start = 0
        for end in [*(match.start() for match in _FOLDERS.finditer(self.text)), len(self.text)]:
            if not self.text[start:end].strip():
                raise self.wrong(f"has a folder without a name at character {start + 1}.")
            yield self._part(start, end)
            start = end + 1

    def _part(self, start: int, end: int) -> Part:
        self._nodes, self._open = [], []
        at = start
        while at < end:
            match = _TOKEN.match(self.text, at, end)
            if match:
                self._take(match)
                at = match.end()
            else:
                self._sign(self.text[at], at, "", "")
                at += 1
        if self._open:
            sign, place, _, _ = self._open[-1]
            raise self.wrong(f"has a “{sign}” at character {place + 1} that is never closed.")
        return tuple(self._nodes)

    def _take(self, match: re.Match[str]) -> None:
        """A token, and the brackets that open and close inside its braces."""
        *opening, before = _split(match["before"], match.start("before"), "[(")
        after, *closing = _split_behind(match["after"], match.start("after"))
        for sign, place, ahead in opening:
            self._sign(sign, place, ahead, "")
        written = match["token"]
        name = _SIGN.sub("", written).lower()
        told = (match["filter"] or "").strip()
        self._nodes.append(Token(name, written, told, before[2], after[2], match.start("token")))
        for sign, place, behind in closing:
            self._sign(sign, place, "", behind)

    def _sign(self, sign: str, place: int, before: str, after: str) -> None:
        if sign in _CLOSED_BY:
            self._open.append((sign, place, before, self._nodes))
            self._nodes = []
        elif sign in _CLOSED_BY.values():
            self._close(sign, place, after)
        elif self._nodes and isinstance(self._nodes[-1], str):
            self._nodes[-1] += sign
        else:
            self._nodes.append(sign)

    def _close(self, sign: str, place: int, after: str) -> None:
        opened, start, before, outer = self._open.pop() if self._open else ("", 0, "", [])
        if _CLOSED_BY.get(opened) != sign:
            raise self.wrong(f"has a “{sign}” at character {place + 1} that closes nothing.")
        group = Group(opened, tuple(self._nodes), before, after)
        if opened == "{" and not any(tokens_of(group.nodes)):
            said = self.text[start : place + 1]
            raise self.wrong(f"has “{said[:60]}” at character {start + 1}, which is no token.")
        self._nodes = [*outer, group]


def _split(signs: str, place: int, brackets: str) -> list[tuple[str, int, str]]:
    """Each bracket with its place and the separators before it; at the end those behind all."""
    found, waiting = [], ""
    for at, sign in enumerate(signs, place):
        if sign in brackets:
            found.append((sign, at, waiting))
            waiting = ""
        else:
            waiting += sign
    return [*found, ("", place, waiting)]


def _split_behind(signs: str, place: int) -> list[tuple[str, int, str]]:
    """First the separators before any bracket, then each bracket with those behind it."""
    found = [("", place, "")]
    for at, sign in enumerate(signs, place):
        if sign in ")]":
            found.append((sign, at, ""))
        else:
            last, where, waiting = found[-1]
            found[-1] = (last, where, waiting + sign)
    return found
