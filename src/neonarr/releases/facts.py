"""What the words of a name tell, gathered by facet."""

from collections.abc import Iterable

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
