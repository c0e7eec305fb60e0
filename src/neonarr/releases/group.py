"""Who made a release.

The places a group's name may stand in, the most certain first:

1. in brackets at the end, if it is an alliance (`… Tigole) [QxR]`);
2. behind the last dash, if that is the end of the name: index tags, checksums and what re-posters
   hang on are set aside (`x264-GRP-xpost[eztv]`);
3. last in brackets that tell about the copy (`(1080p BluRay x265 Joy)`), or in brackets of its own;
4. in brackets in front of the title (`[Grp] Some Film`).

A word that tells something (`WEB-DL`, `DTS-HD`) is no group.
"""

import re
from collections.abc import Sequence

from neonarr.base.kinds import MediaKind
from neonarr.releases.tables.facets import Facet
from neonarr.releases.tables.groups import (
    ALLIANCES_OF_KNOWN,
    COLLECTIVES,
    GROUP_SUFFIXES,
    GROUPS_WITH_SIGNS,
    GROUPS_WITHOUT_DASH,
    INDEX_TAGS,
)
from neonarr.releases.vocabulary import VOCABULARY
from neonarr.releases.words import Text, Word, year_of

_LAST_BRACKET = re.compile(r"[\[({]\s*([^\[\](){}]{0,80}?)\s*[\])}]?\s*$")
_CHECKSUM = re.compile(r"[0-9A-F]{8}|[0-9a-f]{8}|v\d")
_DOMAIN = re.compile(r"(?:www\.)?[\w-]{2,40}\.[a-z]{2,4}(?:\.[a-z]{2})?", re.IGNORECASE)
_SOFTSUBS = re.compile(r"softsubs?\s*\(([^()\[\]]{1,40})\)?\]?\s*$", re.IGNORECASE)
_CHECKSUM_LAST = re.compile(r"\[[0-9A-Fa-f]{8}\]$")

Group = tuple[str, int, int]
"""The name of the group and where it stands."""

_NO_GROUPS = frozenset({Facet.SOURCE, Facet.DISC, Facet.RESOLUTION, Facet.BITRATE})
_MUSIC = frozenset(
    word for word, sense in VOCABULARY[MediaKind.ALBUM].words.items() if not sense.is_plain
)
_SIGNED = tuple(f"{sign}{group}".casefold() for group in GROUPS_WITH_SIGNS for sign in "- ._")
_SIGNS_OF_NAMES = str.maketrans("", "", "_@$")
_PICTURES = frozenset({"mkv", "mp4", "avi"})
_LONGEST_SIGNED = max(len(group) for group in _SIGNED)
_WORST = 12
"""Brackets and suffixes that are set aside before giving up."""


def group_of(text: Text, words: Sequence[Word], start: int, *, names_people: bool) -> Group | None:
    """The group in what stands behind `start`, None if there is none. `names_people`: whoever did
    the work is meant where an alliance signs too."""
    end = _bare_end(text, words, start)
    name = text.name
    closes = name[end - 1 : end] in ("]", ")", "}") or "[" in name[max(start, end - 12) : end]
    if closes and (found := _softsubs(text, start, end)):
        return found
    if closes and (found := _alliance(text, start, end)):
        if not (names_people and found[0].lower() in ALLIANCES_OF_KNOWN):
            return found
        end = len(name[: found[1] - 1].rstrip())
    found = _dashed(text, words, start, _before_brackets(name, start, end))
    return found or (_bracketed(text, words, start, end) if closes else None)


def front_group(
    text: Text, brackets: Sequence[tuple[int, int]], words: Sequence[Word]
) -> Group | None:
    """The group in the first of the brackets in front of a title, None if they tell something."""
    if not brackets:
        return None
    start, end = brackets[0]
    written = text.name[start:end].strip()
    inside = [word for word in words if start <= word.start < end]
    if not inside or _is_no_name(written):
        return None
    if any(word.is_telling or word.key in _MUSIC for word in inside):
        return None
    if all(word.sense is not None for word in inside):
        return None
    at = text.name.index(written, start)
    return written, at, at + len(written)


def _bare_end(text: Text, words: Sequence[Word], start: int) -> int:
    """The end without what index sites and re-posters hang behind."""
    name, end, at = text.name, text.end, len(words)
    for _ in range(_WORST):
        if not name[end - 1 : end].isalnum():
            end = len(name[:end].rstrip(" ._~*"))
        if name[end - 1 : end] == "]" and (tag := _index_tag(name, start, end)):
            end = tag
            continue
        while at and words[at - 1].end > end:
            at -= 1
        last = words[at - 1] if at else None
        if last is None or last.end != end or last.start <= start:
            return end
        cut = last.start - 1
        is_suffix = last.key in GROUP_SUFFIXES and name[cut] in "-_. "
        is_ending = last.key in _PICTURES and name[cut] == "."
        if not is_ending and not (is_suffix and _is_behind_part(name, start, cut)):
            return end
        end = cut
    return end


def _index_tag(name: str, start: int, end: int) -> int:
    """Where the tag of an index site begins that ends here, 0 if none does."""
    found = _LAST_BRACKET.search(name, start, end)
    if found is None:
        return 0
    tag = found[1].lower()
    is_site = _DOMAIN.fullmatch(tag) and tag.split(".")[0] not in COLLECTIVES
    if not is_site and tag not in INDEX_TAGS:
        return 0
    return len(name[: found.start()].rstrip(" ._-"))


def _is_behind_part(name: str, start: int, end: int) -> bool:
    """Whether another part behind a dash stands before (`-GRP-Pre`, `-GRP.English`), or an ending
    does (`.mkv-xpost`)."""
    dash = name.rfind("-", start, end)
    is_part = dash > 0 and name[dash + 1 : end].replace("_", "").isalnum()
    return is_part or name[:end].rpartition(".")[2].lower() in _PICTURES


def _before_brackets(name: str, start: int, end: int) -> int:
    """The end without the brackets it closes with."""
    for _ in range(_WORST):
        if name[end - 1 : end] not in ("]", ")", "}"):
            break
        at = _opening(name, start, end)
        if at <= start:
            break
        end = len(name[:at].rstrip(" .-_"))
    return end


def _opening(name: str, start: int, end: int) -> int:
    """Where the bracket opens that closes at `end`; `start` if nowhere."""
    depth = 0
    for at in range(end - 1, max(start, end - 160), -1):
        if name[at] in "])}":
            depth += 1
        elif name[at] in "[({":
            depth -= 1
            if depth == 0:
                return at
    return start


def _dashed(text: Text, words: Sequence[Word], start: int, end: int) -> Group | None:
    """The group behind the last dash, if that is the end."""
    name = text.name
    if found := _signed(name, start, end):
        return found
    dash = name.rfind("-", start, end)
    begin = dash + 1
    is_spaced = name[begin : begin + 1] == " "
    begin += is_spaced
    written = name[begin:end]
    if dash < 0 or not written or not written.translate(_SIGNS_OF_NAMES).isalnum():
        return _undashed(text, words, start, end)
    if written.lower().endswith("_int"):
        end -= 4
    needs_mark = is_spaced or (written.isdigit() and len(written) < 4)
    is_none = year_of(written) or _tells_within(words, begin, end)
    if is_none or (needs_mark and not _follows_mark(words, dash)):
        return None
    return name[begin:end], begin, end


def _signed(name: str, start: int, end: int) -> Group | None:
    """A group whose name has signs in it, or that writes dashes around it (`-ZR-`)."""
    tail = name[max(start, end - _LONGEST_SIGNED) : end].casefold()
    if tail.endswith(_SIGNED):
        at = end - max(len(group) - 1 for group in _SIGNED if tail.endswith(group))
        return name[at:end], at, end
    if not tail.endswith("-"):
        return None
    dash = name.rfind("-", start, end - 1)
    inner = name[dash + 1 : end - 1]
    return (name[dash:end], dash, end) if dash > 0 and inner.isalnum() and len(inner) < 8 else None


def _tells_within(words: Sequence[Word], begin: int, end: int) -> bool:
    """Whether a mark stands between the two places, or one reaches over the first."""
    for word in reversed(words):
        if word.end <= begin:
            return False
        if word.start < end and (word.start < begin or _is_mark(word)):
            return True
    return False


def _is_mark(word: Word) -> bool:
    """Whether it tells something a group would not be called."""
    sense = word.sense
    return sense is not None and (not sense.is_plain or sense.facts[0][0] in _NO_GROUPS)


def _follows_mark(words: Sequence[Word], at: int) -> bool:
    before = next((word for word in reversed(words) if word.end <= at), None)
    return before is not None and before.sense is not None and at - before.end <= 1


def _undashed(text: Text, words: Sequence[Word], start: int, end: int) -> Group | None:
    last = next((word for word in reversed(words) if word.end <= end), None)
    if last is None or last.end != end or last.key not in GROUPS_WITHOUT_DASH or last.start < start:
        return None
    return text.name[last.start : end], last.start, end


def _softsubs(text: Text, start: int, end: int) -> Group | None:
    found = _SOFTSUBS.search(text.name, max(start, end - 80), end)
    return (found[1].strip(), found.start(1), found.end(1)) if found else None


def _alliance(text: Text, start: int, end: int) -> Group | None:
    """An alliance's mark in the last brackets, or in brackets inside of the last."""
    inner = end - 1 if text.name[end - 2 : end] in ("])", "))") else end
    found = _LAST_BRACKET.search(text.name, max(start, inner - 30), inner)
    if found and found[1].lower().split(".")[0] in COLLECTIVES:
        return found[1], found.start(1), found.end(1)
    return None


def _bracketed(text: Text, words: Sequence[Word], start: int, end: int) -> Group | None:
    """The last word of the last brackets, checksums aside."""
    name = text.name
    while (at := _opening(name, start, end)) > start and _CHECKSUM.fullmatch(name, at + 1, end - 1):
        if _CHECKSUM_LAST.search(name, start, end):
            return None  # names with a checksum have their group in front
        end = len(name[:at].rstrip())
    if at <= start:
        return None
    inside = [word for word in words if at < word.start and word.end < end]
    if not inside:
        return None
    last = inside[-1]
    is_last = name[last.end : end].strip(" ])}") == ""
    if not is_last or last.sense is not None:
        return _own_bracket(name, at, end, inside)
    if any(word.is_telling for word in inside):
        return name[last.start : last.end], last.start, last.end
    return _own_bracket(name, at, end, inside)


def _own_bracket(name: str, at: int, end: int, inside: Sequence[Word]) -> Group | None:
    """Brackets that hold nothing but one name."""
    written = name[at + 1 : end - 1].strip()
    if name[at] != "[" or " " in written or any(word.sense is not None for word in inside):
        return None
    if _is_no_name(written) or len(written) > 25:
        return None
    begin = at + 1 + name[at + 1 : end].index(written)
    return written, begin, begin + len(written)


def _is_no_name(written: str) -> bool:
    """Digits alone, a checksum, a site."""
    is_site = _DOMAIN.fullmatch(written) and written.lower().split(".")[0] not in COLLECTIVES
    return written.isdigit() or _CHECKSUM.fullmatch(written) is not None or bool(is_site)
