"""From a release's name to what it says.

Whether a name is a movie's or an album's is asked only when the caller does not know: words that
only pictures have (a size, a picture codec, a source that has pictures) make it a movie; words that
only music has make it an album; a name with neither is an album if a dash separates an artist.
"""

from neonarr.base.kinds import MediaKind
from neonarr.releases.album import read_album
from neonarr.releases.model import ParsedName
from neonarr.releases.movie import read_movie
from neonarr.releases.vocabulary import Facet
from neonarr.releases.words import LONGEST_NAME, words_of

_PICTURE = frozenset({Facet.RESOLUTION, Facet.SOURCE, Facet.DISC, Facet.VIDEO})
_MUSIC = frozenset({Facet.SOUND, Facet.BITRATE, Facet.DEPTH, Facet.MEDIUM})


def parse(name: str, kind: MediaKind | None = None) -> ParsedName | None:
    """What the name says; None if it is no release name (an episode, a hash, nothing but words).
    Never raises. `kind` None guesses it.

    >>> parse("Some.Film.1999.1080p.WEB-DL.x264-GRP").title
    'Some Film'
    >>> parse("Jane Doe - Blue Hours (2021) [FLAC]").artist
    'Jane Doe'
    """
    if (kind or guess_kind(name)) is MediaKind.ALBUM:
        return read_album(name)
    return read_movie(name)


def guess_kind(name: str) -> MediaKind:
    """What a name whose kind nobody told is most likely to be.

    >>> guess_kind("Jane_Doe-Blue_Hours-WEB-2021-GRP").value, guess_kind("Some Film (1999)").value
    ('album', 'movie')
    """
    words = words_of(name[:LONGEST_NAME])
    telling = {word.mark.facet for word in words if word.mark and word.is_telling}
    if telling & _PICTURE:
        return MediaKind.MOVIE
    if telling & _MUSIC:
        return MediaKind.ALBUM
    album = read_album(name)
    return MediaKind.ALBUM if album is not None and album.artist else MediaKind.MOVIE
