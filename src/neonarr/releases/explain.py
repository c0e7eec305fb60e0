"""What a name says, field by field, with the text that says it."""

from collections.abc import Iterator

from neonarr.base.kinds import MediaKind
from neonarr.releases.model import Mark, ParsedName
from neonarr.releases.movies import anatomy as movies
from neonarr.releases.movies import read as movie
from neonarr.releases.music import anatomy as music
from neonarr.releases.music import read as album
from neonarr.releases.parse import parse
from neonarr.releases.tables.facets import Facet
from neonarr.releases.words import Word, year_of

Place = tuple[int, int]

FIELDS = {
    Facet.SOURCE: "source", Facet.RESOLUTION: "resolution", Facet.DISC: "modifier",
    Facet.VIDEO: "video", Facet.DEPTH: "bits", Facet.HDR: "hdr", Facet.STEREO: "stereo",
    Facet.SOUND: "audio", Facet.CHANNELS: "channels", Facet.LANGUAGE: "languages",
    Facet.DUBBING: "isMulti", Facet.SUBTITLES: "subtitles", Facet.REVISION: "revision",
    Facet.SERVICE: "service", Facet.BITRATE: "bitrate", Facet.SAMPLE_RATE: "sampleRate",
    Facet.MEDIUM: "medium", Facet.FORM: "form", Facet.NOTE: "note",
}  # fmt: skip
"""The field a facet's words end up in; the edition is a run of words and marked as one."""


def explain(name: str, kind: MediaKind | None = None) -> list[Mark]:
    """Every text of the name that tells something, in the name's order; empty for what is no
    release name. One text may tell several things, and not all that is told is believed: of two
    sizes one counts.

    >>> [(mark.field, mark.value) for mark in explain("Some.Film.1999.720p.WEB-DL-GRP")]
    [('title', 'Some Film'), ('year', '1999'), ('resolution', '720'), ('source', 'WEBDL'), \
('group', 'GRP')]
    """
    found = parse(name, kind)
    if found is None:
        return []
    marks = _of_movie(name, found) if found.kind is MediaKind.MOVIE else _of_album(name, found)
    return sorted(marks, key=lambda mark: (mark.start, mark.end))


def _of_movie(name: str, found: ParsedName) -> Iterator[Mark]:
    parts = movies.anatomy(name)
    group = movie.movie_group(parts)
    words = movie.copy_words(parts, group)
    yield _trimmed(name, "title", found.title, (parts.begin, parts.title_end))
    if parts.year is not None:
        yield Mark("year", parts.year.key, parts.year.start, parts.year.end)
    if group is not None:
        yield Mark("group", *group)
    if (edition := movie.edition_place(words)) is not None:
        yield Mark("edition", found.edition, *edition)
    yield from _of_words(words)


def _of_album(name: str, found: ParsedName) -> Iterator[Mark]:
    parts = music.anatomy(name)
    group = album.album_group(parts)
    words = album.copy_words(parts, group)
    if parts.artist is not None and found.artist is not None:
        yield _trimmed(name, "artist", found.artist, parts.artist)
    yield _trimmed(name, "title", found.title, parts.title)
    if (year := album.year_word(parts)) is not None:
        yield Mark("year", str(year_of(year.key)), year.start, year.end)
    if group is not None:
        yield Mark("group", *group)
    if (edition := album.edition_place(words)) is not None:
        yield Mark("edition", found.edition, *edition)
    yield from _of_words(words)


def _of_words(words: list[Word]) -> Iterator[Mark]:
    for word in words:
        for facet, value in word.sense.facts if word.sense else ():
            if facet in FIELDS:
                yield Mark(FIELDS[facet], value or word.key, word.start, word.end)


def _trimmed(name: str, field: str, value: str, place: Place) -> Mark:
    """The place without the signs that separate it from what is around."""
    start, end = place
    while start < end and not name[start].isalnum() and name[start] not in "([":
        start += 1
    while end > start and name[end - 1] in " ._-([{/":
        end -= 1
    return Mark(field, value, start, end)
