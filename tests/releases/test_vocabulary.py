"""Every entry of the tables is met by a name of the own corpus."""

import pytest

from neonarr.base.kinds import MediaKind
from neonarr.releases.tables.facets import Fact
from neonarr.releases.vocabulary import VOCABULARY
from neonarr.releases.words import text_of, words_of
from tests.releases.cases import cases

FILES = {MediaKind.MOVIE: ("movies.yaml", "copies.yaml"), MediaKind.ALBUM: ("albums.yaml",)}


@pytest.mark.parametrize("kind", MediaKind)
def test_every_entry_is_covered(kind: MediaKind) -> None:
    known: set[Fact] = set()
    for sense in VOCABULARY[kind].words.values():
        known |= set(sense.facts) | set(sense.otherwise.facts if sense.otherwise else ())
    met = {
        fact
        for file in FILES[kind]
        for case in cases(file)
        for word in words_of(text_of(case["name"]), VOCABULARY[kind])
        if word.sense is not None
        for fact in word.sense.facts
    }
    assert sorted(known - met) == []


def test_no_table_has_an_empty_word() -> None:
    for vocabulary in VOCABULARY.values():
        for word in vocabulary.words:
            assert word == word.strip().lower() != ""
            assert "  " not in word
