"""What to ask indexers for, from what a person typed or from an item of the library. Pure.

Indexers match words, so punctuation and accents, which release names leave out, are left out of the
words. The title stays as it is: adapters that can search by title and the decision need it.

Worked examples:
- `Amélie: Le Fabuleux… (2001)` is asked for as `Amelie Le Fabuleux 2001`.
- `AC/DC – Back in Black (1980)` as `AC DC Back in Black`: releases of an album rarely agree on a
  year, so it is not asked for.
"""

import re
import unicodedata

from neonarr.base.errors import Invalid
from neonarr.base.kinds import MediaKind
from neonarr.library.model import Item
from neonarr.search.port import Query

MAX_LENGTH = 500
VARIOUS = frozenset({"various", "various artists", "va"})

_DROPPED = re.compile(r"['’ʼ`´\"“”!?¡¿.…]+(?=\s|$)|['’ʼ`´\"“”]")
_SPACED = re.compile(r"[^\w\s&+-]|_")


def from_text(text: str, kind: MediaKind | None = None) -> Query:
    """The query for what a person typed; its words stay as typed.

    Raises Invalid if there is nothing in it, or more than 500 characters.

    >>> from_text("  Night\\tTrain ").text
    'Night Train'
    """
    if len(text) > MAX_LENGTH:
        raise Invalid(
            "query", f"Search for at most {MAX_LENGTH} characters; this is {len(text):,} long."
        )
    words = _one_line(unicodedata.normalize("NFKC", text))
    if not any(c.isalnum() for c in words):
        raise Invalid("query", "Type a title, an artist or an album to search for.")
    return Query(text=words, kind=kind)


def for_item(item: Item) -> Query:
    """The query for a movie or an album of the library.

    Raises Invalid if its title has no letters or digits to search for.
    """
    return Query(
        text=_BY_KIND[item.kind](item)[:MAX_LENGTH],
        kind=item.kind,
        title=item.title,
        artist=item.artist,
        year=item.year,
        imdb_id=item.imdb_id,
        tmdb_id=item.tmdb_id,
    )


def searchable(text: str) -> str:
    """The words of a title as release names spell them.

    >>> searchable("Schindler's List: The “Story”!"), searchable("Amélie"), searchable("Wall·E")
    ('Schindlers List The Story', 'Amelie', 'Wall E')
    """
    plain = _without_accents(unicodedata.normalize("NFKC", text))
    return _one_line(_SPACED.sub(" ", _DROPPED.sub("", plain)))


def _movie_words(item: Item) -> str:
    title = _words(item.title)
    return f"{title} {item.year}" if item.year else title


def _album_words(item: Item) -> str:
    title, artist = _words(item.title), searchable(item.artist or "")
    if artist.casefold() in VARIOUS or artist.casefold() == title.casefold():
        artist = ""  # a record named after its artist is released under the name once
    return f"{artist} {title}".strip()


_BY_KIND = {MediaKind.MOVIE: _movie_words, MediaKind.ALBUM: _album_words}


def _words(title: str) -> str:
    """Titles of signs alone (`÷`, `( )`) are searched for as they are."""
    words = searchable(title) or _one_line(title)
    if not words:
        raise Invalid("title", "This title is empty: there is nothing to search for.")
    return words


def _without_accents(text: str) -> str:
    """Latin letters without their marks; other scripts keep theirs, where they are letters."""
    kept: list[str] = []
    for char in unicodedata.normalize("NFD", text):
        is_mark = unicodedata.category(char) == "Mn"
        if not (is_mark and kept and kept[-1].isascii()):
            kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
