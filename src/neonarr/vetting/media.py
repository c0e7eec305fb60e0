"""Whether the media of a finished download is what its release's name claims. Pure.

Far off, and the release has failed; a little off, and it is imported with a note. What neither the
name nor the library tells is not judged.

Worked examples:
- claims 2160p, is 3840×1600                            -> nothing: letterboxed pictures are lower
- claims 1080p, is 1280×720                             -> LOW_RESOLUTION, a note
- claims 2160p, is 854×480                              -> LOW_RESOLUTION, far off
- claims x265, is AVC                                   -> OTHER_CODEC, a note
- claims FLAC, ten of ten tracks are MP3                -> OTHER_CODEC, far off
- the movie plays 170 minutes, the file 168             -> nothing
- the movie plays 170 minutes, the file 45              -> OTHER_LENGTH, far off
- a third of the sound that was tried decodes           -> NO_SOUND, far off
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from neonarr.base.kinds import MediaKind
from neonarr.importing.model import MediaInfo
from neonarr.releases.model import ParsedName

_RESOLUTION_GRAVE, _RESOLUTION_LOW = 0.6, 0.85
"""Lines there are ÷ lines claimed."""
_LENGTHS_GRAVE, _LENGTHS_ODD = (0.6, 2.2), (0.85, 1.25)
"""Minutes it plays ÷ minutes known. Longest versions play up to twice as long as the cinema's, and
what is known may have been learned from the copy before."""
_SOUND_GRAVE, _SOUND_ODD = 0.4, 0.9
_LOSSLESS = frozenset(("FLAC", "ALAC", "PCM", "WavPack", "Monkey's Audio", "TTA", "DSD"))
_CLAIMS_LOSSLESS = frozenset(("FLAC", "ALAC", "WavPack", "APE", "WAV", "DSD", "lossless"))
_LOSSY = frozenset(("MP3", "AAC", "Vorbis", "Opus", "Musepack"))
# What names call a video codec -> how libmediainfo calls it.
_VIDEO = {
    "x264": "AVC",
    "h264": "AVC",
    "AVC": "AVC",
    "x265": "HEVC",
    "h265": "HEVC",
    "HEVC": "HEVC",
    "AV1": "AV1",
    "VP9": "VP9",
    "VC-1": "VC-1",
    "XviD": "MPEG-4 Visual",
    "DivX": "MPEG-4 Visual",
    "MPEG2": "MPEG Video",
}


class Mismatch(StrEnum):
    """What about the media is not as claimed."""

    LOW_RESOLUTION = "low_resolution"
    OTHER_CODEC = "other_codec"
    OTHER_LENGTH = "other_length"
    NO_SOUND = "no_sound"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One mismatch, as a sentence for a person. `is_grave`: too far off to be let in."""

    mismatch: Mismatch
    message: str
    is_grave: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """A film or track as it really is. `sound`: how much of what was tried of it decodes, 0 to 1;
    None: not tried."""

    media: MediaInfo
    sound: float | None = None


def doubts(seen: Sequence[Seen], claimed: ParsedName | None, minutes: float | None) -> list[Doubt]:
    """Everything that is not as claimed, the grave first; empty: nothing speaks against it.

    `claimed` is what the release's name says, `minutes` how long the item plays."""
    found = [*_length(seen, minutes), *_sound(seen)]
    if claimed and claimed.kind is MediaKind.MOVIE:
        found += [*_resolution(seen, claimed), *_video_codec(seen, claimed)]
    elif claimed:
        found += _audio_codec(seen, claimed)
    return sorted(found, key=lambda doubt: not doubt.is_grave)


def _resolution(seen: Sequence[Seen], claimed: ParsedName) -> Iterator[Doubt]:
    film = next((one.media for one in seen if one.media.video_codec), None)
    lines = claimed.film.resolution if claimed.film else 0
    if film is None or not film.width or not film.height or not lines:
        return
    # Black bars cut off make a picture lower or narrower, never both.
    share = max(film.height, film.width * 9 / 16) / lines
    if share < _RESOLUTION_LOW:
        said = f"Its name claims {lines}p, and its picture has {film.width} × {film.height}."
        yield Doubt(Mismatch.LOW_RESOLUTION, said, share < _RESOLUTION_GRAVE)


def _video_codec(seen: Sequence[Seen], claimed: ParsedName) -> Iterator[Doubt]:
    film = next((one.media for one in seen if one.media.video_codec), None)
    named = claimed.film.video if claimed.film else ""
    expected = _VIDEO.get(named)
    known = film is not None and film.video_codec in _VIDEO.values()
    if film and known and expected and film.video_codec != expected:
        said = f"Its name claims {named}, and its picture is {film.video_codec}."
        yield Doubt(Mismatch.OTHER_CODEC, said, False)


def _audio_codec(seen: Sequence[Seen], claimed: ParsedName) -> Iterator[Doubt]:
    named = claimed.record.codec if claimed.record else ""
    codecs = [one.media.audio_codec or "" for one in seen]
    if named in _CLAIMS_LOSSLESS:
        wrong = [codec for codec in codecs if codec in _LOSSY]
    elif named == "MP3":
        wrong = [codec for codec in codecs if codec in _LOSSLESS | _LOSSY - {"MP3"}]
    else:
        return
    if wrong:
        what = f"{len(wrong)} of its {len(codecs)} tracks are {wrong[0]}"
        said = f"Its name claims {named}, and {what}."
        is_grave = len(wrong) * 2 > len(codecs) and named != "MP3"
        yield Doubt(Mismatch.OTHER_CODEC, said, is_grave)


def _length(seen: Sequence[Seen], minutes: float | None) -> Iterator[Doubt]:
    lengths = [one.media.duration_s for one in seen if _plays(one)]
    told = [length for length in lengths if length]
    if not minutes or not told or len(told) != len(lengths):
        return
    real = sum(told) / 60
    share = real / minutes
    if not _LENGTHS_ODD[0] <= share <= _LENGTHS_ODD[1]:
        said = f"It plays {_minutes(real)}; known is {_minutes(minutes)}."
        is_grave = not _LENGTHS_GRAVE[0] <= share <= _LENGTHS_GRAVE[1]
        yield Doubt(Mismatch.OTHER_LENGTH, said, is_grave)


def _sound(seen: Sequence[Seen]) -> Iterator[Doubt]:
    tried = [one.sound for one in seen if one.sound is not None]
    if not tried:
        return
    worst = min(tried)
    if worst < _SOUND_ODD:
        many = sum(share < _SOUND_ODD for share in tried)
        where = f" in {many} of {len(tried)} tracks that were tried" if len(tried) > 1 else ""
        said = f"Its sound can't be decoded whole{where}: it is damaged."
        yield Doubt(Mismatch.NO_SOUND, said, worst < _SOUND_GRAVE)


def _plays(one: Seen) -> bool:
    return bool(one.media.video_codec or one.media.audio_codec)


def _minutes(length: float) -> str:
    return f"{length:.0f} min" if length >= 10 else f"{length * 60:.0f} s"
