"""Reading a movie's release name.

A name is a title, usually a year, and then words about the copy, in any order. So:

1. File endings, sites and leading brackets are set aside; `[Group]` in front may be the group.
2. Every word is looked up in the vocabulary. Some marks never occur in titles (`1080p`, `x264`);
   plain ones do (`German`, `Web`, `Cam`) and mean nothing yet.
3. The year is the last plausible one before the first mark that is never in a title, one in
   brackets before all others. The first word is never the year, for a movie must have a title.
   Where there is none, a year further back is taken.
4. The title ends where the year or that first mark begins, whichever is earlier, and gives up the
   edition and language words it ends with (after an article they are its own: The Good German).
   Without a year before it, it gives up every mark it ends with; without a certain mark, at least
   two or an edition must stand at the name's end for it to be a release at all.
5. Only words behind the title, or in the brackets in front, tell about the copy. Which, is in the
   tables; what they amount to, in `quality.py`, `edition.py`, `languages.py` and `group.py`.

`1917.2019.EXTENDED.1080p.BluRay.x264-GRP`: the first mark is `1080p`. Of the years before it 1917
is the first word, so the year is 2019 and the title `1917`. `1080p` with `BluRay` is Bluray-1080p.

`[Grp] Some Film - German Cut (BD 720p)`: no year; the first mark is `720p`, and the plain `BD`
before it is given up too. `Cut` alone is no edition, so the title is `Some Film - German Cut`; the
quality is Bluray-720p, the group Grp.
"""

import re

from neonarr.base.kinds import MediaKind
from neonarr.releases.facts import Facts, distinct, first, gather, revision_of, values
from neonarr.releases.group import Group, front_group, group_of
from neonarr.releases.model import FIRST_REVISION, FilmCopy, ParsedName
from neonarr.releases.movies.anatomy import Anatomy, anatomy
from neonarr.releases.movies.edition import edition_in
from neonarr.releases.movies.episodes import is_broadcast, is_numbered
from neonarr.releases.movies.languages import languages_of
from neonarr.releases.movies.quality import PictureQuality, picture_quality
from neonarr.releases.movies.titles import titles_of
from neonarr.releases.tables.facets import Facet
from neonarr.releases.tables.groups import WEB_GROUPS
from neonarr.releases.words import Word, is_random

_IMDB = re.compile(r"(?<![a-zA-Z0-9])tt(\d{7,8})(?!\d)")
_TMDB = re.compile(r"tmdb(?:id)?[-=: ](\d{1,8})(?!\d)", re.IGNORECASE)
_GENERIC_SUBS = "Generic Hardcoded Subs"


def read_movie(name: str) -> ParsedName | None:
    """What a movie's name says; None for shows, hashes and names without year or quality.

    >>> found = read_movie("1917.2019.1080p.BluRay.x264-GRP")
    >>> found.title, found.year, found.quality.name, found.group
    ('1917', 2019, 'Bluray-1080p', 'GRP')
    """
    return movie_of(anatomy(name))


def movie_of(parts: Anatomy) -> ParsedName | None:
    """What a name taken apart says; None where `read_movie` says so."""
    if parts.cut is None or parts.episode >= 0 or _is_of_a_show(parts):
        return None
    titles = titles_of(parts.text.name[parts.begin : parts.title_end])
    if not titles or is_random(titles[0]) or is_random(parts.text.cut(parts.begin)):
        return None
    return _parsed(parts, titles)


def _is_of_a_show(parts: Anatomy) -> bool:
    name = parts.text.name
    if parts.year is not None:
        return is_broadcast(name, parts.year)
    title = name[parts.begin : parts.title_end]
    return is_numbered(title, has_group_in_front=bool(parts.brackets))


def read_copy(name: str) -> ParsedName:
    """What any name says about the copy, be it a movie's or not (a file's, an episode's); the title
    is empty.

    >>> read_copy("anything.720p.WEB-DL").quality.name
    'WEBDL-720p'
    """
    return _parsed(anatomy(name), ())


def movie_group(parts: Anatomy) -> Group | None:
    """The group and its place, None if there is none."""
    found = group_of(parts.text, parts.words, parts.copy_start, names_people=False)
    return found or front_group(parts.text, parts.brackets, parts.words)


def copy_words(parts: Anatomy, group: Group | None) -> list[Word]:
    """The words about the copy without the one that is the group."""
    words = parts.about_copy()
    if group is None:
        return words
    _, start, end = group
    return [word for word in words if word.end <= start or word.start >= end]


def _parsed(parts: Anatomy, titles: tuple[str, ...]) -> ParsedName:
    group = movie_group(parts)
    words = copy_words(parts, group)
    facts = gather(words)
    name = parts.text.name
    is_web = group is not None and group[0].lower() in WEB_GROUPS
    picture = picture_quality(facts, parts.text.ending, is_web=is_web)
    edition = edition_place(words) if Facet.EDITION in facts else None
    return ParsedName(
        MediaKind.MOVIE,
        titles[0] if titles else "",
        picture.quality,
        None,
        int(parts.year.key) if parts.year else None,
        group[0] if group else None,
        titles,
        name[edition[0] : edition[1]].replace(".", " ").replace("_", " ") if edition else "",
        revision_of(facts, name) if Facet.REVISION in facts else FIRST_REVISION,
        languages_of(words, facts),
        imdb_id(name),
        tmdb_id(name),
        _film(facts, picture, name),
    )


def edition_place(words: list[Word]) -> tuple[int, int] | None:
    """Where the edition stands in the name, None if there is none."""
    found = edition_in(words)
    return (words[found[0]].start, words[found[1] - 1].end) if found else None


def full_imdb_id(text: str) -> str | None:
    """An IMDb id as IMDb writes it; None for text that is none.

    >>> full_imdb_id("123456"), full_imdb_id("tt12345678")
    ('tt0123456', 'tt12345678')
    """
    digits = text.strip().removeprefix("tt")
    return f"tt{digits:0>7}" if digits.isascii() and digits.isdigit() and len(digits) < 9 else None


def imdb_id(name: str) -> str | None:
    """The IMDb id a name carries.

    >>> imdb_id("Some Film (1999) {imdb-tt0123456}")
    'tt0123456'
    """
    found = _IMDB.search(name) if "tt" in name else None
    return f"tt{found[1]}" if found else None


def tmdb_id(name: str) -> int | None:
    """The TMDB id a name carries.

    >>> tmdb_id("Some Film (1999) [tmdbid-4321]")
    4321
    """
    found = _TMDB.search(name) if "mdb" in name.lower() else None
    return int(found[1]) if found else None


def _film(facts: Facts, picture: PictureQuality, name: str) -> FilmCopy:
    _, source, resolution, modifier, source_from, resolution_from = picture
    return FilmCopy(
        source,
        resolution,
        modifier,
        source_from,
        resolution_from,
        first(facts, Facet.VIDEO),
        int(first(facts, Facet.DEPTH) or 0),
        distinct(facts, Facet.HDR),
        _stereo(facts),
        distinct(facts, Facet.SOUND),
        first(facts, Facet.CHANNELS),
        first(facts, Facet.SERVICE),
        _hardcoded_subs(facts, name),
        Facet.DUBBING in facts
        and not {"multi", "dl", "ml"}.isdisjoint(values(facts, Facet.DUBBING)),
    )


def _stereo(facts: Facts) -> str:
    told = values(facts, Facet.STEREO)
    return next((layout for layout in told if layout != "3D"), told[0]) if told else ""


def _hardcoded_subs(facts: Facts, name: str) -> str:
    for told, word in facts.get(Facet.SUBTITLES, ()):
        if told == "hardcoded" and word.key != "hc":
            return name[word.start : word.end]
    told_subs = values(facts, Facet.SUBTITLES)
    return _GENERIC_SUBS if not {"hardcoded", "subbed"}.isdisjoint(told_subs) else ""
