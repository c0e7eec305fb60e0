"""Classes of characters: `[a-z]`, `[^\\d]`, and .NET's subtraction `[a-z-[aeiou]]`.

Source: https://learn.microsoft.com/dotnet/standard/base-types/character-classes-in-regular-expressions
"""

from neonarr.decisions.formats.patterns.cursor import Cursor
from neonarr.decisions.formats.patterns.escapes import class_or_char
from neonarr.decisions.formats.patterns.tree import Letters, Opaque

_FEW = 6
"""Classes with more characters than this are not followed one by one when finding."""

_SPECIAL = frozenset("\\]^-[&~|")
_DEEPEST = 20


def read_class(cursor: Cursor, depth: int = 0) -> Letters | Opaque:
    """The class whose opening bracket has just been read."""
    start = cursor.at - 1
    if depth > _DEEPEST:
        raise cursor.broken("its classes are nested too deeply", at=start)
    is_negated = cursor.take("^")
    items: list[str] = []
    without = None
    while not items or not cursor.ahead("]"):
        if items and cursor.take("-["):
            without = read_class(cursor, depth + 1)
            break
        items.append(_item(cursor, start))
    if not cursor.take("]"):
        raise cursor.broken("the class opened by [ is not closed; add ]", at=start)
    code = f"[{'^' if is_negated else ''}{''.join(map(_written, items))}]"
    if without is not None:
        return Opaque(f"(?:(?!{without.code}){code})")
    spelled = [_chars(item) for item in items]
    options = tuple("".join(spelled))
    is_few = not is_negated and all(spelled) and len(options) <= _FEW
    return Letters(options, code) if is_few else Opaque(code)


def _chars(item: str) -> str:
    """The characters of an item that stands for few; nothing for one that stands for many."""
    if not _is_range(item):
        return item if len(item) == 1 else ""
    low, high = ord(item[0]), ord(item[2])
    return "".join(map(chr, range(low, high + 1))) if high - low < _FEW else ""


def _item(cursor: Cursor, start: int) -> str:
    """One character, a range of three, or the code of a class."""
    low = _char(cursor, start)
    is_range = cursor.ahead("-") and not cursor.ahead("-]") and not cursor.ahead("-[")
    if len(low) > 1 or not is_range:
        return low
    place = cursor.at
    cursor.take("-")
    high = _char(cursor, start)
    if len(high) > 1 or ord(high) < ord(low):
        raise cursor.broken(f"a range can't go from {low} to {high}", at=place)
    return f"{low}-{high}"


def _char(cursor: Cursor, start: int) -> str:
    if cursor.is_done:
        raise cursor.broken("the class opened by [ is not closed; add ]", at=start)
    sign = cursor.char("")
    if sign != "\\":
        return sign
    place = cursor.at
    sign = cursor.char("after the last backslash comes nothing")
    # Between brackets this one is the backspace, not the edge of a word.
    return "\b" if sign == "b" else class_or_char(cursor, sign, place)


def _written(item: str) -> str:
    if _is_range(item):
        return f"{_escaped(item[0])}-{_escaped(item[2])}"
    return _escaped(item) if len(item) == 1 else item


def _is_range(item: str) -> bool:
    return len(item) == 3 and item[1] == "-"


def _escaped(char: str) -> str:
    return f"\\{char}" if char in _SPECIAL else char
