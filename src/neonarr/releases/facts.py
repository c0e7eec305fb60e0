"""What the words of a name tell, gathered by facet; and which attempt at a release it is."""

from collections.abc import Iterable

from neonarr.releases.model import Revision
from neonarr.releases.tables.facets import Facet
from neonarr.releases.words import Word

Telling = tuple[str, Word]
Facts = dict[Facet, list[Telling]]


def gather(words: Iterable[Word]) -> Facts:
    """Facet to what is told about it and the word that tells it, in the name's order."""
    facts: Facts = {}
    for word in words:
        if word.sense is not None:
            for facet, value in word.sense.facts:
                if facet in facts:
                    facts[facet].append((value, word))
                else:
                    facts[facet] = [(value, word)]
    return facts


def values(facts: Facts, facet: Facet) -> list[str]:
    """What is told about a facet; empty when nothing is."""
    return [value for value, _ in facts.get(facet, ())]


def distinct(facts: Facts, facet: Facet) -> tuple[str, ...]:
    """What is told about a facet, each thing once."""
    told = facts.get(facet)
    return tuple(dict.fromkeys([value for value, _ in told])) if told else ()


def first(facts: Facts, facet: Facet) -> str:
    """The first thing told about a facet; empty when nothing is."""
    told = facts.get(facet)
    return told[0][0] if told else ""


def revision_of(facts: Facts, name: str) -> Revision:
    """Version, reals and whether the group repaired its own."""
    version, real, is_repack = 1, 0, False
    for told, word in facts.get(Facet.REVISION, ()):
        if told == "real":
            real += 1
        elif told[0] != "v" or _is_version(word, name) or _is_behind_marks(word, facts):
            version = max(version, int(told.removeprefix("v")))
            is_repack = is_repack or word.key.startswith(("repack", "rerip"))
    return Revision(version, real, is_repack)


def _is_version(word: Word, name: str) -> bool:
    """Whether a `v2` numbers the release: in brackets of its own, or behind a year or an episode.
    Right behind a title it may be the title's."""
    if word.key[0].isdigit() or word.bracket == word.start - 1:
        return True
    before = name[max(0, word.start - 4) : word.start]
    return before.rstrip(" ._-)]")[-1:].isdigit()


def _is_behind_marks(word: Word, facts: Facts) -> bool:
    return any(
        earlier.start < word.start
        for facet in (Facet.RESOLUTION, Facet.SOURCE, Facet.VIDEO)
        for _, earlier in facts.get(facet, ())
    )
