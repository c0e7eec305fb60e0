"""Reading an album's release name.

Three ways of writing are told apart, because each separates artist and album differently:

- *scene*: no spaces around dashes, the group last: `Artist-Album-WEB-FLAC-2024-GRP`. The parts
  between dashes are taken one by one: artist, then album up to the first part about the copy.
- *spaced*: `Artist - Album (2024) [FLAC]`. The first ` - ` separates; brackets in front are set
  aside.
- *plain*: `Artist.Album.2024.FLAC`. Nothing separates artist and album: the artist stays None and
  the title is both. Whoever knows what is wanted compares the two together (`music/match.py`).

The album ends before the first of: a bracket that holds a year, a mark or an edition; a mark that
is never in a title; without a bracketed year, the last bare year before that. Behind the end every
mark tells about the copy. All albums in one are called `Discography`.

`Jane_Doe-Blue_Hours-24-96-WEB-FLAC-2021-GRP`: dashes and no ` - `, so scene. Artist `Jane Doe`,
album `Blue Hours` as `24-96` is about the copy; FLAC 24bit, 2021, group GRP.

`[tag] Jane Doe - Live 2016 (Deluxe) (2017) 320`: spaced. `(Deluxe)` ends the album; a bracket
holds a year, 2017, so the 2016 in `Live 2016` is none; `320` behind the end is MP3-320.
"""

import re
from collections.abc import Sequence

from neonarr.base.kinds import MediaKind
from neonarr.releases.facts import Facts, first, gather, revision_of, values
from neonarr.releases.group import Group, group_of
from neonarr.releases.model import FIRST_REVISION, AlbumCopy, ParsedName, Quality, Told
from neonarr.releases.music.anatomy import Anatomy, anatomy
from neonarr.releases.music.quality import album_quality, codec_of
from neonarr.releases.spelling import tidied
from neonarr.releases.tables.facets import Facet
from neonarr.releases.tables.groups import SOUND_ENDINGS
from neonarr.releases.vocabulary import VARIOUS_ARTISTS
from neonarr.releases.words import Word, is_random, year_of

DISCOGRAPHY = "Discography"
"""The title given to all albums of an artist in one release."""

_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[\s_.]*[-–—][\s_.]*((?:19|20)\d\d))?(?!\d)")
_PLACES_OF_CONCERTS = frozenset({"at", "in", "from", "on"})


def read_album(name: str) -> ParsedName | None:
    """What an album's name says; None when it tells neither an artist, nor a year, nor a quality.

    >>> found = read_album("Jane Doe - Blue Hours (2021) [FLAC]")
    >>> found.artist, found.title, found.year, found.quality.name
    ('Jane Doe', 'Blue Hours', 2021, 'FLAC')
    """
    return album_of(anatomy(name))


def album_of(parts: Anatomy) -> ParsedName | None:
    """What a name taken apart says; None where `read_album` says so."""
    found = _parsed(parts)
    if not found.title or (found.artist is None and found.year is None and not found.quality.rank):
        return None
    is_junk = is_random(parts.written) or (found.artist is None and is_random(found.title))
    return None if is_junk else found


def read_album_copy(name: str) -> ParsedName:
    """What any name says about a copy of music (a track's file, say); artist and title as far as
    they are told.

    >>> read_album_copy("Some Song [MP3-VBR-V0]").quality.name
    'MP3-VBR-V0'
    """
    return _parsed(anatomy(name))


def album_group(parts: Anatomy) -> Group | None:
    """The group and its place, None if there is none."""
    if not parts.is_scene and " " in parts.written:
        return None
    return group_of(parts.text, parts.words, parts.end, names_people=True)


def copy_words(parts: Anatomy, group: Group | None) -> list[Word]:
    """The words about the copy without the one that is the group."""
    words = [
        word
        for word in parts.words
        if word.start >= parts.end or word.start < parts.begin or _is_numbered(word)
    ]
    if group is None:
        return words
    _, start, end = group
    return [word for word in words if word.end <= start or word.start >= end]


def _is_numbered(word: Word) -> bool:
    """Whether it is an episode and its version (`07v2`), which are never a title's."""
    return word.key[0].isdigit() and word.tells(Facet.REVISION) is not None


def year_word(parts: Anatomy) -> Word | None:
    """The word that is the year: behind the album first, in brackets first; else the one before
    the artist or between artist and album."""
    words = parts.words
    years = [word for word in words if len(word.key) == 4 and year_of(word.key)]
    if not years:
        return None
    if parts.is_discography and (span := _span(parts.written, parts.end)):
        years = [word for word in years if not span.start() <= word.start < span.end()]
    behind = [word for word in years if word.start >= parts.end]
    if behind:
        return next((word for word in behind if word.bracket >= 0), behind[0])
    before = parts.title[0]
    in_front = (w for w in years if w.end <= before and _stands_alone(parts.written, w))
    return next((w for w in years if w.bracket >= 0 and w is not words[0]), next(in_front, None))


def _stands_alone(written: str, word: Word) -> bool:
    """Whether a dash or a bracket follows the word: `Artist - 2021 - Album`."""
    return written[word.end :].lstrip(" _.")[:1] in ("-", "–", "—", "]", ")")


def _parsed(parts: Anatomy) -> ParsedName:
    group = album_group(parts)
    words = copy_words(parts, group)
    facts = gather(words)
    written = parts.written
    artist = tidied(written[slice(*parts.artist)]) if parts.artist else ""
    title = DISCOGRAPHY if parts.is_discography else tidied(written[slice(*parts.title)])
    is_web = "web" in values(facts, Facet.MEDIUM) and parts.is_unspaced
    quality = album_quality(facts, is_scene_web=is_web)
    year = year_word(parts)
    edition = edition_place(words) if Facet.EDITION in facts else None
    return ParsedName(
        MediaKind.ALBUM,
        title,
        quality,
        artist or None,
        year_of(year.key) if year else None,
        group[0] if group else None,
        (title,) if title else (),
        tidied(written[slice(*edition)].replace(".", " ")) if edition else "",
        revision_of(facts, written) if Facet.REVISION in facts else FIRST_REVISION,
        record=_record(parts, facts, quality, artist),
    )


def _record(parts: Anatomy, facts: Facts, quality: Quality, artist: str) -> AlbumCopy:
    start, end = (
        discography_years(parts.written[parts.title[1] :]) if parts.is_discography else (0, 0)
    )
    bits = first(facts, Facet.DEPTH)
    return AlbumCopy(
        _form(parts, facts, artist),
        first(facts, Facet.MEDIUM),
        codec_of(facts).removesuffix(" iTunes"),
        first(facts, Facet.BITRATE),
        int(bits or 0),
        first(facts, Facet.SAMPLE_RATE),
        start,
        end,
        _told(parts, facts, quality),
    )


def _told(parts: Anatomy, facts: Facts, quality: Quality) -> Told:
    sounds = facts.get(Facet.SOUND, ())
    if parts.text.ending in SOUND_ENDINGS and Facet.BITRATE not in facts:
        last = len(parts.written) - len(parts.text.ending)
        if all(word.start >= last for _, word in sounds):
            return Told.EXTENSION
    return Told.NAME if quality.rank else Told.UNKNOWN


def _form(parts: Anatomy, facts: Facts, artist: str) -> str:
    if parts.is_discography:
        return "discography"
    if told := first(facts, Facet.FORM):
        return told
    return _form_of_title(parts) or ("compilation" if artist.casefold() in VARIOUS_ARTISTS else "")


def _form_of_title(parts: Anatomy) -> str:
    """What a title tells by its last word (`Blue Hours EP`) or as `Live at …`."""
    start, end = parts.title
    words = parts.words
    for at, word in enumerate(words):
        if word.sense is None or not start <= word.start < end:
            continue
        told = word.tells(Facet.FORM) or ""
        follows = at + 1 < len(words) and words[at + 1].start < end
        if told == "live" and follows and words[at + 1].key in _PLACES_OF_CONCERTS:
            return told
        if told and not follows and word.start > start:
            return told
    return ""


def discography_years(text: str) -> tuple[int, int]:
    """The first and the last year in what follows the word discography; a single one is the last;
    zeros for none.

    >>> discography_years("_1998_-_2001-CD-FLAC-2007-GRP"), discography_years(" [1989]")
    ((1998, 2001), (0, 1989))
    """
    if span := _span(text, 0):
        return int(span[1]), int(span[2])
    found = _YEARS.search(text)
    return (0, int(found[1])) if found else (0, 0)


def _span(text: str, start: int) -> re.Match[str] | None:
    """The first two years with a dash between."""
    return next((years for years in _YEARS.finditer(text, start) if years[2]), None)


def edition_place(words: Sequence[Word]) -> tuple[int, int] | None:
    """Where the edition stands in the name: all of a bracket that tells nothing else, or the words
    alone. None if there is none."""
    at = next((at for at, word in enumerate(words) if word.tells(Facet.EDITION)), None)
    if at is None:
        return None
    start, end, bracket = words[at].start, words[at].end, words[at].bracket
    inside = [word for word in words if word.bracket == bracket] if bracket >= 0 else []
    if inside and all(word.sense is None or word.tells(Facet.EDITION) for word in inside):
        return inside[0].start, inside[-1].end
    for word in words[at + 1 :]:
        if not word.tells(Facet.EDITION) or word.start - end > 1:
            break
        end = word.end
    return start, end
