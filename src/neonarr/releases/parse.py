"""From a release's name to what it says.

Whether a name is a movie's or an album's is asked only when the caller does not know: words that
only pictures have (a size, a picture codec, a source that has pictures) make it a movie; words that
only music has make it an album; a name with neither is an album if a dash separates an artist.
"""

from functools import lru_cache

from neonarr.base.kinds import MediaKind
from neonarr.releases.group import front_group, group_of
from neonarr.releases.model import ParsedName
from neonarr.releases.movies import anatomy as movies
from neonarr.releases.movies.read import movie_of, read_movie
from neonarr.releases.music import anatomy as music
from neonarr.releases.music.read import album_of, read_album
from neonarr.releases.tables.facets import Facet
from neonarr.releases.words import Word

_PICTURE = frozenset(
    {Facet.RESOLUTION, Facet.SOURCE, Facet.DISC, Facet.VIDEO, Facet.HDR, Facet.STEREO}
)
_MUSIC = frozenset({Facet.SOUND, Facet.BITRATE, Facet.DEPTH, Facet.MEDIUM})


def parse(name: str, kind: MediaKind | None = None) -> ParsedName | None:
    """What the name says; None if it is no release name (an episode, a hash, nothing but words).
    Never raises. `kind` None guesses it.

    >>> parse("Some.Film.1999.1080p.WEB-DL.x264-GRP").title
    'Some Film'
    >>> parse("Jane Doe - Blue Hours (2021) [FLAC]").artist
    'Jane Doe'
    """
    if kind is MediaKind.MOVIE:
        return read_movie(name)
    if kind is MediaKind.ALBUM:
        return read_album(name)
    return _guessed(name)[1]


parse_cached = lru_cache(maxsize=4096)(parse)
"""`parse` that remembers the last few thousand names (some 2 KB each): feeds repeat themselves."""


def guess_kind(name: str) -> MediaKind:
    """What a name whose kind nobody told is most likely to be.

    >>> guess_kind("Jane_Doe-Blue_Hours-WEB-2021-GRP").value, guess_kind("Some Film (1999)").value
    ('album', 'movie')
    """
    return _guessed(name)[0]


def _guessed(name: str) -> tuple[MediaKind, ParsedName | None]:
    film = movies.anatomy(name)
    if _tells(film.words, _PICTURE):
        return MediaKind.MOVIE, movie_of(film)
    record = music.anatomy(name)
    if _tells(record.words, _MUSIC):
        return MediaKind.ALBUM, album_of(record)
    album = album_of(record) if record.artist else None
    if album is not None and album.artist:
        return MediaKind.ALBUM, album
    return MediaKind.MOVIE, movie_of(film)


def release_group(name: str, *, names_people: bool = False) -> str | None:
    """The group in any name, be it a movie's, an album's or an episode's; None if there is none.
    `names_people`: whoever did the work is meant where an alliance signs too.

    >>> release_group("Some.Show.S01E02.720p.WEB-DL-GRP-xpost")
    'GRP'
    """
    parts = movies.anatomy(name)
    found = group_of(parts.text, parts.words, parts.copy_start, names_people=names_people)
    found = found or front_group(parts.text, parts.brackets, parts.words)
    return found[0] if found else None


def _tells(words: list[Word], facets: frozenset[Facet]) -> bool:
    for word in words:
        if word.sense is not None and not word.sense.is_plain:
            for facet, _ in word.sense.facts:
                if facet in facets:
                    return True
    return False
