"""What a template makes of a movie and a track of which everything is known."""

from dataclasses import replace
from datetime import UTC, datetime

from neonarr.base.ids import ItemId
from neonarr.base.kinds import MediaKind
from neonarr.library.model import Item
from neonarr.naming.formats import DEFAULTS, compiled
from neonarr.naming.known import Known, Streams, TrackPlace
from neonarr.naming.paths import movie_folder, movie_path, track_path

_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_MOVIE = Item(
    ItemId(1), MediaKind.MOVIE, "The Paper Moth: Part Two", None, 2019, True, _DAY,
    tmdb_id=123456, imdb_id="tt1234567",
)  # fmt: skip
_ALBUM = Item(ItemId(2), MediaKind.ALBUM, "Blue Hours", "The Testers", 2021, True, _DAY)

FILM = Known(
    _MOVIE,
    quality="Bluray-1080p",
    release="The.Paper.Moth.Part.Two.2019.Directors.Cut.PROPER.1080p.BluRay.DTS-HD.MA.5.1.x264-GRP",
    original="tpm2-1080p-grp",
    formats=("Tier 1", "Remastered"),
    streams=Streams("AVC", "DTS", "5.1", 8, 48_000, "HDR10", ("ja", "en"), ("en",)),
)
TRACK = Known(
    _ALBUM,
    quality="FLAC 24bit",
    release="The Testers - Blue Hours (2021) [FLAC 24-96] {Deluxe}",
    original="01 first",
    streams=Streams(None, "FLAC", "2.0", 24, 96_000),
    place=TrackPlace(1, "All I Want?"),
)


def example(name: str, template: str) -> str:
    """The folders, or the file below them, that the template of that preference gives. Raises
    Invalid as `formats.compiled` does."""
    formats = replace(DEFAULTS, **{name.removesuffix("_format"): compiled(name, template)})
    if name == "movie_folder_format":
        return str(movie_folder(FILM, formats))
    if name == "movie_file_format":
        return str(movie_path(FILM, ".mkv", formats).relative_to(movie_folder(FILM, formats)))
    path, bare = (
        track_path(TRACK, ".flac", formats),
        replace(DEFAULTS, album_folder=formats.album_folder),
    )
    folder = track_path(TRACK, ".flac", bare).parent
    return str(folder if name == "album_folder_format" else path.relative_to(folder))
