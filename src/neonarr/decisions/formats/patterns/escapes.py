"""What a backslash means, outside and inside of a class.

Source: https://learn.microsoft.com/dotnet/standard/base-types/character-escapes-in-regular-expressions
"""

import re

from neonarr.decisions.formats.patterns.cursor import Cursor
from neonarr.decisions.formats.patterns.tree import Letters, Opaque, letter

CLASSES = frozenset("dDwWsS")

_CHARS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v", "a": "\a", "e": "\x1b"}
_ANCHORS = {"b": r"\b", "B": r"\B", "A": r"\A", "Z": r"(?=\n?\Z)", "z": r"\Z", "G": r"\G"}
_HEX = {"x": re.compile("[0-9a-fA-F]{2}"), "u": re.compile("[0-9a-fA-F]{4}")}
_CONTROL = re.compile("[@-_a-z]")
_OCTAL = re.compile("0[0-7]{0,2}")
_NUMBER = re.compile("[1-9][0-9]?")
_NAME = re.compile(r"<([^\W\d]\w*)>|'([^\W\d]\w*)'")
_PROPERTY = re.compile(r"\{(\^?)(Is)?([A-Za-z][\w-]*)\}")


def outside(cursor: Cursor) -> Letters | Opaque:
    """What stands after a backslash outside of a class."""
    start = cursor.at
    sign = cursor.char("after the last backslash comes nothing; write \\\\ for a backslash")
    if sign in _ANCHORS:
        return Opaque(_ANCHORS[sign], takes=False)
    if sign == "k":
        name = cursor.found(_NAME)
        if name is None:
            raise cursor.broken("\\k needs the name of a group, as in \\k<name>", at=start)
        return Opaque(f"(?P={name[1] or name[2]})")
    if sign.isdigit() and sign != "0":
        cursor.at = start
        number = cursor.found(_NUMBER)
        # Parted from digits behind it, which would make it another number.
        return Opaque(f"(?:\\{number[0] if number else sign})")
    found = class_or_char(cursor, sign, start)
    return letter(found) if len(found) == 1 else Opaque(found)


def class_or_char(cursor: Cursor, sign: str, start: int) -> str:
    """One character, or the longer code of a class like `\\d` or `\\p{L}`."""
    if sign in CLASSES:
        return f"\\{sign}"
    if sign in "pP":
        return _property(cursor, sign, start)
    if sign in _CHARS:
        return _CHARS[sign]
    if sign in _HEX or sign in "c0":
        return _numbered(cursor, sign, start)
    if sign.isalnum() or sign == "_":
        raise cursor.broken(f"\\{sign} means nothing; write {sign} without the backslash", at=start)
    return sign


def _property(cursor: Cursor, sign: str, start: int) -> str:
    found = cursor.found(_PROPERTY)
    if found is None:
        raise cursor.broken(f"\\{sign} needs a category, as in \\{sign}{{L}}", at=start)
    # .NET marks Unicode blocks by Is, `regex` by In.
    return f"\\{sign}{{{found[1]}{'In' if found[2] else ''}{found[3]}}}"


def _numbered(cursor: Cursor, sign: str, start: int) -> str:
    if sign == "0":
        cursor.at -= 1
        octal = cursor.found(_OCTAL)
        return chr(int(octal[0], 8)) if octal else "\0"
    if sign == "c":
        control = cursor.found(_CONTROL)
        if control is None:
            raise cursor.broken("\\c needs a letter, as in \\cA", at=start)
        return chr(ord(control[0].upper()) - 64)
    digits = cursor.found(_HEX[sign])
    if digits is None:
        wanted = "two" if sign == "x" else "four"
        raise cursor.broken(f"\\{sign} needs {wanted} hexadecimal digits", at=start)
    return chr(int(digits[0], 16))
