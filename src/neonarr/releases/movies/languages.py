"""The languages of a movie's sound.

A language right before `Subs` or behind `Sub` is one of the subtitles. German names write DL for a
second sound track, the original one, and ML for several, English among them.
"""

from collections.abc import Sequence

from neonarr.releases.facts import Facts, distinct, values
from neonarr.releases.tables.facets import Facet
from neonarr.releases.tables.languages import ORIGINAL
from neonarr.releases.words import Word

_SUB_BEFORE = frozenset({"sub", "softsub", "subtitle", "subtitles"})
_SUB_BEHIND = frozenset({"sub", "subs", "subbed", "subtitles", "esubs"})


def languages_of(words: Sequence[Word], facts: Facts) -> tuple[str, ...]:
    """Names of languages in the order told; empty when none is."""
    if Facet.LANGUAGE not in facts:
        return ()
    if Facet.SUBTITLES not in facts:
        found = distinct(facts, Facet.LANGUAGE)
    else:
        found = tuple(dict.fromkeys(_audio(words)))
    if found == ("German",) and Facet.DUBBING in facts:
        dubbing = values(facts, Facet.DUBBING)
        if "dl" in dubbing:
            return (*found, ORIGINAL)
        if "ml" in dubbing:
            return (*found, ORIGINAL, "English")
    return found


def _audio(words: Sequence[Word]) -> list[str]:
    found: list[str] = []
    is_subtitle = False
    for at, word in enumerate(words):
        language = word.tells(Facet.LANGUAGE)
        if language is None:
            follows = at + 1 < len(words) and words[at + 1].tells(Facet.LANGUAGE) is not None
            is_subtitle = word.key in _SUB_BEFORE and follows
        elif not is_subtitle and not _is_before_subs(words, at):
            found.append(language)
    return found


def _is_before_subs(words: Sequence[Word], at: int) -> bool:
    if at + 1 >= len(words) or words[at + 1].key not in _SUB_BEHIND:
        return False
    # `Ita Sub Eng`: the word in the middle belongs to what follows it.
    return words[at + 1].key != "sub" or not (
        at + 2 < len(words) and words[at + 2].tells(Facet.LANGUAGE)
    )
