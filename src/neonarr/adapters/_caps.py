"""What a Torznab endpoint can, and the ways to ask it for one thing. Pure.

An id is the most precise question and the most often answered wrongly or not at all, so a search is
a list of ways, the narrow ones first; the plain words come last and always.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from neonarr.adapters._feed import local_name, number
from neonarr.base.kinds import MediaKind
from neonarr.releases.model import Release
from neonarr.search.port import Query

PAGE = 100
ROOTS = {MediaKind.MOVIE: 2000, MediaKind.ALBUM: 3000}
Params = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Caps:
    """The parameters each search function takes; None where the function is not offered.
    `categories` is empty when the endpoint does not say."""

    server: str = ""
    page: int = PAGE
    search: frozenset[str] | None = frozenset({"q"})
    movie: frozenset[str] | None = None
    music: frozenset[str] | None = None
    categories: frozenset[int] = frozenset()


def parse_caps(root: Any) -> Caps:
    """Caps from a `<caps>` element; what is missing is taken as the least."""
    server, limits = _below(root, "server"), _below(root, "limits")
    searching = _below(root, "searching")
    music = _function(searching, "music-search") or _function(searching, "audio-search")
    page = number(limits.get("max") or limits.get("default") or "") if limits is not None else None
    return Caps(
        server=(server.get("title") or "") if server is not None else "",
        page=min(page or PAGE, PAGE),
        search=_function(searching, "search") if searching is not None else frozenset({"q"}),
        movie=_function(searching, "movie-search"),
        music=music,
        categories=frozenset(_categories(_below(root, "categories"))),
    )


def ways(query: Query, caps: Caps) -> list[Params]:
    """The parameters of each way to ask, the narrowest first. Empty when the endpoint has none of
    that kind, or offers no search."""
    categories = wanted_categories(query.kind, caps.categories)
    if categories is None:
        return []
    common = [("cat", ",".join(map(str, categories))), ("limit", str(caps.page))]
    found = [_movie_by_id(query, caps), _album_by_name(query, caps), _by_words(query, caps)]
    return [way + common for way in found if way]


def offers(kind: MediaKind, offered: frozenset[int]) -> bool | None:
    """None when it does not tell its categories.

    >>> offers(MediaKind.ALBUM, frozenset({3040})), offers(MediaKind.MOVIE, frozenset({3040}))
    (True, False)
    """
    return wanted_categories(kind, offered) is not None if offered else None


def wanted_categories(kind: MediaKind | None, offered: frozenset[int]) -> list[int] | None:
    """The parents and what is offered below them: not every endpoint counts a parent's children in.
    None when something is offered, but nothing of that kind.

    >>> wanted_categories(MediaKind.MOVIE, frozenset({2040, 5000}))
    [2000, 2040]
    >>> wanted_categories(MediaKind.ALBUM, frozenset({2040, 5000})) is None
    True
    """
    roots = [ROOTS[kind]] if kind else list(ROOTS.values())
    fitting = {number for number in offered if number // 1000 * 1000 in roots}
    if offered and not fitting:
        return None
    parents = [
        root for root in roots if not offered or any(root <= n < root + 1000 for n in fitting)
    ]
    return sorted(fitting.union(parents))


def is_about(query: Query, releases: Sequence[Release]) -> bool:
    """Whether any of them names what was asked for. An endpoint that ignores an id it claims to
    know answers with its latest releases."""
    title = _letters(query.title or "")
    return any(title in _letters(release.title) for release in releases)


def _movie_by_id(query: Query, caps: Caps) -> Params:
    if query.kind is not MediaKind.MOVIE or not caps.movie:
        return []
    if query.imdb_id and "imdbid" in caps.movie:
        return [("t", "movie"), ("imdbid", query.imdb_id.removeprefix("tt"))]
    if query.tmdb_id and "tmdbid" in caps.movie:
        return [("t", "movie"), ("tmdbid", str(query.tmdb_id))]
    return []


def _album_by_name(query: Query, caps: Caps) -> Params:
    if query.kind is not MediaKind.ALBUM or not caps.music or not (query.artist and query.title):
        return []
    if not {"artist", "album"} <= caps.music:
        return []
    return [("t", "music"), ("artist", query.artist), ("album", query.title)]


def _by_words(query: Query, caps: Caps) -> Params:
    if caps.search is not None:
        return [("t", "search"), ("q", query.text)]
    for kind, function, name in (
        (MediaKind.MOVIE, caps.movie, "movie"),
        (MediaKind.ALBUM, caps.music, "music"),
    ):
        if function and "q" in function and query.kind in (None, kind):
            return [("t", name), ("q", query.text)]
    return []


def _function(searching: Any, name: str) -> frozenset[str] | None:
    element = _below(searching, name)
    if element is None or (element.get("available") or "yes").lower() == "no":
        return None
    given = element.get("supportedParams") or element.get("supportedparams") or "q"
    return frozenset(part.strip().lower() for part in given.split(","))


def _categories(element: Any) -> Iterator[int]:
    for each in element.iter("{*}category", "{*}subcat") if element is not None else ():
        known = number(each.get("id") or "")
        if known:
            yield known


def _below(element: Any, name: str) -> Any:
    """The first child of that local name, or None."""
    children = element.iterchildren("*") if element is not None else ()
    return next((child for child in children if local_name(child.tag) == name), None)


def _letters(text: str) -> str:
    """Letters and digits alone, without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum())
