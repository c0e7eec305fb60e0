"""Subtitle files: `Some Film (1999).title.en.forced.srt`.

From the back: the ending, then tags and the language in any order. What stands among or right
before them is the title of the track; the rest is the movie's name.
"""

from typing import NamedTuple

from neonarr.releases.languages import language_of

TAGS = {
    "forced": "forced", "foreign": "forced", "default": "default", "sdh": "sdh", "hi": "hi",
    "cc": "cc", "full": "full",
}  # fmt: skip
"""Words between dots that say what a track is for."""

_ENDINGS = frozenset({"srt", "sub", "ass", "ssa", "idx", "vtt", "smi", "sup", "txt", "psb"})
_LONGEST = 500


class SubtitleFile(NamedTuple):
    """What a subtitle file's name says. `language` None means: not told; then there are no tags and
    no title either, for nothing separates them from the movie's name."""

    language: str | None
    tags: tuple[str, ...]
    title: str | None


def read_subtitle(name: str) -> SubtitleFile:
    """What the name of a subtitle file says about its track.

    >>> read_subtitle("Some Film (1999).Songs.eng.forced.srt")
    SubtitleFile(language='English', tags=('forced',), title='Songs')
    """
    parts = name[-_LONGEST:].strip().split(".")
    if len(parts) > 1 and parts[-1].strip().lower() in _ENDINGS:
        parts.pop()
    language, tags, title, begin = None, [], None, len(parts)
    for at in range(len(parts) - 1, 0, -1):
        part = _without_number(parts[at].strip())
        tag = TAGS.get(part.lower())
        spoken = None if tag or language else language_of(part)
        if tag:
            tags.append(tag)
        elif spoken:
            language = spoken
        elif title is None and _is_title(part):
            title = part
        else:
            break
        begin = at
    if language is None:
        return SubtitleFile(None, (), None)
    if begin < len(parts) and title == _without_number(parts[begin].strip()):
        # What stands before all else may be the last word of a movie's name written with dots.
        title = title if " " in ".".join(parts[:begin]) else None
    return SubtitleFile(language, tuple(tags), title)


def _is_title(part: str) -> bool:
    return bool(part) and not part.startswith("[") and part[-1] not in ")]"


def _without_number(part: str) -> str:
    """The part without the number that tells two alike tracks apart (`songs - 1`)."""
    words, dash, number = part.rpartition(" - ")
    return words if dash and number.isdigit() else part
