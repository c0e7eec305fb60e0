"""Which file of a finished download goes where. Pure: moves are values, `disk` does them.

Movies, in order: videos only; no samples, trailers and extras; none shorter than half of the
longest; if several remain, those whose name has the movie's title, then its year; then the largest.
    Heat.1995/heat.mkv 8 GB, Heat.1995/Sample/heat-sample.mkv 40 MB          -> heat.mkv
    Matrix.1999.mkv, Matrix.Reloaded.2003.mkv, wanted The Matrix (1999)      -> Matrix.1999.mkv

Albums: audio only; of several albums the wanted one; disc and track by tags or, if these give two
files one place, by file and folder names; of two formats of one track the better.
    CD1/01 - A.flac, CD2/01 - B.flac, both tagged disc 1                     -> Disc 1, Disc 2
    01 - A.flac, 01 - A.mp3                                                  -> 01 - A.flac
"""

from collections.abc import Sequence
from pathlib import PurePath

from neonarr.base.kinds import MediaKind
from neonarr.importing.album import Track, tracks_of
from neonarr.importing.faults import megabytes, shown
from neonarr.importing.film import choose_film, subtitles_of
from neonarr.importing.model import FewerTracks, FoundFile, MediaInfo, Move, Unimportable, Wanted
from neonarr.naming.known import NO_PLACE, Known, Streams, TrackPlace
from neonarr.naming.part import same_name_key
from neonarr.naming.paths import movie_path, track_path

_ARCHIVES = (".rar", ".zip", ".7z", ".r00", ".tar", ".gz")


def plan(wanted: Wanted, files: Sequence[FoundFile], root: PurePath) -> list[Move]:
    """What to place for it below `root`: never empty, the film first, tracks in their order,
    no two under names that some system takes for one.

    Raises Unimportable: what was found, and why it is not the item; FewerTracks."""
    moves = _BY_KIND[wanted.item.kind](wanted, files, root)
    seen: dict[str, Move] = {}
    for move in moves:
        other = seen.setdefault(same_name_key(str(move.target)), move)
        if other is not move:
            raise Unimportable(
                f"{shown(other.source.name)} and {shown(move.source.name)} would both become "
                f"{move.target.name}."
            )
    return moves


def _plan_movie(wanted: Wanted, files: Sequence[FoundFile], root: PurePath) -> list[Move]:
    videos = [f for f in files if f.media and f.media.video_codec]
    if not videos:
        raise Unimportable(_nothing("video", files))
    film = choose_film(wanted.item, videos)
    known = _known(wanted, film)
    moves = [_move(film, root / movie_path(known, film.path.suffix, wanted.formats))]
    moves += [
        _move(subtitle, root / movie_path(known, suffix, wanted.formats))
        for suffix, subtitle in subtitles_of(film, files).items()
    ]
    return moves


def _plan_album(wanted: Wanted, files: Sequence[FoundFile], root: PurePath) -> list[Move]:
    item = wanted.item
    audio = [f for f in files if f.media and f.media.audio_codec and not f.media.video_codec]
    if not audio:
        raise Unimportable(_nothing("track", files))
    tracks = tracks_of(item, audio)
    if len(tracks) < wanted.old_tracks:
        raise FewerTracks(
            f"The download has {len(tracks)} of the {wanted.old_tracks} tracks that are in the "
            "library. Nothing was replaced."
        )
    has_several_discs = any(track.disc > 1 for track in tracks)
    return [
        _move(
            track.file,
            root
            / track_path(
                _known(wanted, track.file, _place(track, has_several_discs)),
                track.file.path.suffix,
                wanted.formats,
            ),
            track.disc,
            track.number,
        )
        for track in tracks
    ]


def _place(track: Track, has_several_discs: bool) -> TrackPlace:
    return TrackPlace(track.number, track.title, track.disc if has_several_discs else None)


def _known(wanted: Wanted, file: FoundFile, place: TrackPlace = NO_PLACE) -> Known:
    media = file.media or MediaInfo()
    return Known(
        wanted.item,
        wanted.quality,
        wanted.version,
        wanted.release,
        file.path.stem,
        wanted.met,
        Streams(
            media.video_codec,
            media.audio_codec,
            media.audio_channels,
            media.bit_depth,
            media.sample_rate,
            media.dynamic_range or "",
            tuple((media.audio_languages or "").split()),
            tuple((media.subtitle_languages or "").split()),
        ),
        place,
    )


_BY_KIND = {MediaKind.MOVIE: _plan_movie, MediaKind.ALBUM: _plan_album}


def _move(
    file: FoundFile, target: PurePath, disc: int | None = None, track: int | None = None
) -> Move:
    return Move(file.path, target, file.size, file.media or MediaInfo(), disc, track)


def _nothing(wanted: str, files: Sequence[FoundFile]) -> str:
    if not files:
        return "The download holds no files."
    largest = max(files, key=lambda f: f.size)
    sentence = (
        f"No readable {wanted} among {len(files)} file{'s' if len(files) > 1 else ''} "
        f"(largest: {shown(largest.within.name)}, {megabytes(largest.size)})."
    )
    if largest.path.suffix.lower() in _ARCHIVES:
        sentence += (
            " It is packed and holds no such file, or in a way that is not unpacked "
            "here; choose another release."
        )
    return sentence
