"""Names of files on disk, and whether a name is the scene's own."""

import re
from pathlib import PurePosixPath, PureWindowsPath

from neonarr.releases.model import ParsedName
from neonarr.releases.movies.anatomy import anatomy
from neonarr.releases.movies.read import read_movie
from neonarr.releases.words import text_of, year_of

_BRACKETS = str.maketrans("【】", "[]")
_TITLE_IS_YEAR = re.compile(r"\d{4}")


def read_movie_path(path: str) -> ParsedName | None:
    """What a file's name says, or, where that is junk (a hash, a number, `abc.mkv`), its folder's.

    >>> read_movie_path("/films/Some.Film.1999.720p.WEB-DL.x264-GRP/abc.mkv").title
    'Some Film'
    """
    pure = PureWindowsPath(path) if "\\" in path else PurePosixPath(path)
    found = read_movie(pure.name)
    if found is None and pure.parent.name:
        found = read_movie(pure.parent.name)
    return found


def is_scene(name: str) -> bool:
    """Whether a name is complete and written as the scene does: dots, a title, a quality, a group.

    >>> is_scene("Some.Film.1999.720p.BluRay.x264-GRP"), is_scene("Some Film 1999 720p BluRay")
    (True, False)
    """
    return scene_title(name) is not None


def scene_title(name: str) -> str | None:
    """The name as the scene wrote it: without file endings and what transport added; None if it is
    not one of its names.

    >>> scene_title("Some.Film.1999.【720p】.BluRay.x264-GRP_.nzb")
    'Some.Film.1999.[720p].BluRay.x264-GRP'
    """
    text = text_of(name)
    written = text.cut(text.start).translate(_BRACKETS).strip("_ ")
    if " " in written or "." not in written:
        return None
    found = read_movie(written)
    if found is None or found.group is None or not found.quality.rank:
        return None
    parts = anatomy(written)
    # A year alone is no title: what stood before it is lost.
    is_headless = found.year is None and _TITLE_IS_YEAR.fullmatch(found.title) is not None
    is_headless = is_headless and bool(year_of(parts.words[parts.first].key))
    return None if is_headless else written
