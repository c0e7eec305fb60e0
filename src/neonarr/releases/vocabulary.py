"""The vocabulary of each kind of media, put together from the tables in `tables/`."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from neonarr.base.kinds import MediaKind
from neonarr.releases.tables.editions import MOVIE_EDITIONS
from neonarr.releases.tables.facets import Sense, Table
from neonarr.releases.tables.languages import MOVIE_LANGUAGES
from neonarr.releases.tables.picture import PICTURE
from neonarr.releases.tables.records import RECORDS
from neonarr.releases.tables.sound import MOVIE_SOUND, MUSIC_SOUND
from neonarr.releases.tables.streaming import STREAMING


class Vocabulary(NamedTuple):
    """Words by what they are written as, and the longest phrase that starts with a word.

    Some words have several senses that differ in spelling (`iT` is a service, `IT` a language).
    """

    words: dict[str, Sense]
    phrases: dict[str, int]


def _vocabulary(tables: Iterable[Table]) -> Vocabulary:
    """Where two tables know a word, the later one is meant, unless it asks for a spelling."""
    words: dict[str, Sense] = {}
    for table in tables:
        for word, sense in table.items():
            words[word] = replace(sense, otherwise=words.get(word)) if sense.spelled else sense
    words.pop("", None)
    phrases: dict[str, int] = {}
    for word in words:
        if count := word.count(" "):
            first = word.split(" ", 1)[0]
            phrases[first] = max(phrases.get(first, 0), count + 1)
    return Vocabulary(words, phrases)


VOCABULARY: dict[MediaKind, Vocabulary] = {
    MediaKind.MOVIE: _vocabulary(
        (*MOVIE_LANGUAGES, *STREAMING, *MOVIE_EDITIONS, *MOVIE_SOUND, *PICTURE)
    ),
    MediaKind.ALBUM: _vocabulary((*RECORDS, *MUSIC_SOUND)),
}

VARIOUS_ARTISTS = frozenset({"va", "various", "various artists"})
"""What stands for the artist where every track has another."""
