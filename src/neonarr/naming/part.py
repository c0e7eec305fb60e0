"""One part of a path, under a name that Linux, macOS, Windows and SMB all take.

In order: compose (NFC), replace what no system or only some allow, strip what Windows strips by
itself (a name ending in a dot can be made over SMB, but not opened), get out of the way of DOS
devices, shorten to 255 bytes.
Source: https://learn.microsoft.com/windows/win32/fileio/naming-a-file
"""

import re
import unicodedata

MAX_BYTES = 255
"""Of UTF-8: the limit of ext4, XFS, btrfs, APFS and Samba. NTFS counts UTF-16 units: never more."""

_MAX_TAIL_BYTES = 120
_UNTITLED = "Untitled"

_READABLE = str.maketrans(
    {"/": "-", "\\": "-", "|": "-", "*": "-", ":": "-", '"': "'", "<": "", ">": "", "?": ""}
)
_BLANKS = re.compile(r"\s+")
_COLON_BEFORE_SPACE = re.compile(r"\s*:\s+")
_COLON_AT_END = re.compile(r"[\s:]+$")
_DEVICE = re.compile(r"(con|prn|aux|nul|clock\$|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*", re.I)
# Left-to-right and right-to-left overrides can make `exe.mkv` look like `vkm.exe`.
_INVISIBLE = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def safe_part(head: str, tail: str = "") -> str:
    """`head` + `tail` as one file or folder name: never empty, hidden, `.` or `..`, at most 255
    bytes. When it is too long, `head` is shortened and `tail` (year, quality, suffix) stays.

    >>> safe_part("Mission: Impossible", " (1996)")
    'Mission - Impossible (1996)'
    >>> safe_part("AC/DC"), safe_part("M*A*S*H"), safe_part("What's Up, Doc?")
    ('AC-DC', 'M-A-S-H', "What's Up, Doc")
    >>> safe_part(".."), safe_part("CON", ".mkv"), safe_part("...And Justice for All.")
    ('Untitled', 'CON_.mkv', 'And Justice for All')
    """
    tail = _cut(_replace(tail), _MAX_TAIL_BYTES).rstrip(" .")
    head = _replace(_COLON_AT_END.sub("", head)).lstrip(" .")
    head = head.rstrip(" " if tail else " .") or _UNTITLED
    stem, dot, rest = (head + tail).partition(".")
    if _DEVICE.fullmatch(stem):
        # The tail holds the dot unless the head does; either way the device's name is in the head.
        device, dot, rest = head.partition(".")
        head = f"{device.rstrip()}_{dot}{rest}"
    head = _cut(head, MAX_BYTES - len(tail.encode()))
    return head + tail if tail else head.rstrip(" .")


def readable(text: str) -> str:
    """As it can stand within a part: without signs that some system does not take, and blanks at
    its ends.

    >>> readable("Mission: Impossible?"), readable("Alien:")
    ('Mission - Impossible', 'Alien')
    """
    return _replace(_COLON_AT_END.sub("", text)).strip(" ")


def shortened(text: str, max_bytes: int) -> str:
    """Its beginning, of at most so many bytes of UTF-8."""
    return _cut(text, max_bytes)


def same_name_key(name: str) -> str:
    """Equal for two names that a case-insensitive or normalising system (NTFS, APFS, SMB shares)
    may take for one.

    >>> same_name_key("Amélie") == same_name_key("AME\u0301LIE")
    True
    """
    folded = unicodedata.normalize("NFD", name).casefold()
    return unicodedata.normalize("NFC", folded)


def _replace(text: str) -> str:
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    text = "".join(_visible(char) for char in text)
    text = _COLON_BEFORE_SPACE.sub(" - ", text).translate(_READABLE)
    return unicodedata.normalize("NFC", _BLANKS.sub(" ", text))


def _visible(char: str) -> str:
    """The character; a space for a control character; nothing for half a surrogate pair, which
    no file name can hold."""
    category = unicodedata.category(char)
    if category == "Cs":
        return ""
    return " " if category in ("Cc", "Zl", "Zp") else char


def _cut(text: str, max_bytes: int) -> str:
    """Its beginning, in whole characters: a letter keeps its accents or goes with them."""
    encoded = text.encode()
    if len(encoded) <= max_bytes:
        return text
    short = encoded[:max_bytes].decode(errors="ignore")
    whole = short
    while whole and unicodedata.combining(text[len(whole)]):
        whole = whole[:-1]
    return (whole or short).rstrip()
