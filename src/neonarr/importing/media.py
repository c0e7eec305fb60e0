"""What a media file says of itself. Runs as its own process (`python -m neonarr.importing.media`),
because files from strangers are parsed here: see `probe`.

One JSON string (a path) per line in, one JSON object per line out: `media` (null: no readable film
or track) or `error` (it could not even be tried, so nothing is known).
"""

import json
import re
import resource
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import PurePath
from typing import Any

from neonarr.importing.model import MediaInfo

_AUDIO = "flac mp3 m4a m4b aac ogg oga opus wav aif aiff wv ape mpc tta wma dsf dff"
_VIDEO = "mkv mp4 m4v avi mov wmv webm ts m2ts mpg mpeg vob divx flv ogm asf 3gp"
AUDIO = frozenset(f".{suffix}" for suffix in _AUDIO.split())
VIDEO = frozenset(f".{suffix}" for suffix in _VIDEO.split())
SUBTITLES = frozenset((".srt", ".ass", ".ssa", ".vtt", ".sub", ".idx", ".sup"))

_MAX_MEMORY = 2 << 30
_NUMBER = re.compile(r"\s*0*(\d{1,4})\s*(/.*)?")
# One word for each tag in the dialects of Vorbis and MP4 (as mutagen's easy form), ID3, APE, ASF.
_TAGS = {
    "title": ("title", "TIT2", "Title"),
    "artist": ("artist", "TPE1", "Artist", "Author"),
    "album": ("album", "TALB", "Album", "WM/AlbumTitle"),
    "track": ("tracknumber", "track", "TRCK", "Track", "WM/TrackNumber"),
    "disc": ("discnumber", "disc", "TPOS", "Disc", "WM/PartOfSet"),
}
_CODECS = {
    "OggVorbis": "Vorbis",
    "OggOpus": "Opus",
    "OggFLAC": "FLAC",
    "WAVE": "PCM",
    "AIFF": "PCM",
    "EasyMP3": "MP3",
    "EasyTrueAudio": "TTA",
    "MonkeysAudio": "Monkey's Audio",
    "ASF": "WMA",
    "DSDIFF": "DSD",
    "DSF": "DSD",
}


def is_media_name(path: PurePath) -> bool:
    """Whether the suffix is one of a film or track; nothing else is ever opened."""
    return path.suffix.lower() in AUDIO | VIDEO


def read(path: str) -> MediaInfo | None:
    """None: it is no readable film or track, whatever its name says.

    Raises OSError if the file can't be opened or the library for it is not here."""
    with open(path, "rb") as file:
        if not file.read(1):
            return None
    return _read_audio(path) if PurePath(path).suffix.lower() in AUDIO else _read_video(path)


def first_number(text: str | None) -> int | None:
    """The number of a tag such as `3/12`; None for 0, words and vinyl sides.

    >>> first_number("03/12"), first_number("7"), first_number("A1"), first_number("0")
    (3, 7, None, None)
    """
    match = _NUMBER.fullmatch(text or "")
    return int(match[1]) or None if match else None


def _read_audio(path: str) -> MediaInfo | None:
    import mutagen  # noqa: PLC0415  loaded only in this process

    try:
        file = mutagen.File(path, easy=True)
    except Exception:  # its parsers raise anything on broken files
        return None
    if file is None or not getattr(file.info, "length", 0):
        return None
    tags = {name: _first(file.tags, keys) for name, keys in _TAGS.items()}
    stream = file.info
    return MediaInfo(
        duration_s=round(stream.length, 3),
        audio_codec=_audio_codec(type(file).__name__, getattr(stream, "codec", "")),
        bit_depth=getattr(stream, "bits_per_sample", None) or None,
        sample_rate=getattr(stream, "sample_rate", None) or None,
        audio_channels=_channels(getattr(stream, "channels", None)),
        title=tags["title"],
        artist=tags["artist"],
        album=tags["album"],
        track=first_number(tags["track"]),
        disc=first_number(tags["disc"]),
    )


def _audio_codec(container: str, codec: str) -> str:
    if container == "EasyMP4":
        return "ALAC" if codec.startswith("alac") else "AAC"
    return _CODECS.get(container, container)


def _first(tags: Mapping[str, Any] | None, keys: Iterable[str]) -> str | None:
    for key in keys:
        value = tags.get(key) if tags else None
        if isinstance(value, list):
            value = value[0] if value else None
        text = str(value).partition("\0")[0].strip() if value is not None else ""
        if text:
            return text
    return None


def _read_video(path: str) -> MediaInfo | None:
    from pymediainfo import MediaInfo as Parsed  # noqa: PLC0415  loaded only in this process

    if not Parsed.can_parse():
        raise OSError(
            "libmediainfo can't be loaded; install it (Debian: apt install libmediainfo0v5)"
        )
    try:
        path.encode()
    except UnicodeEncodeError:  # such a name can only be passed as an open file, which tells less
        with open(path, "rb") as file:
            tracks = Parsed.parse(file).tracks
    else:
        tracks = Parsed.parse(path).tracks
    return streams(tracks)


def streams(tracks: list[Any]) -> MediaInfo | None:
    """What libmediainfo's tracks say of the first picture and sound; None without either."""
    video: Any = next((t for t in tracks if t.track_type == "Video" and t.format), None)
    audio: Any = next((t for t in tracks if t.track_type == "Audio" and t.format), None)
    if video is None and audio is None:
        return None
    length = next((t.duration for t in (tracks[0], video, audio) if t and t.duration), None)
    return MediaInfo(
        duration_s=float(length) / 1000 if length else None,
        video_codec=video.format if video else None,
        audio_codec=audio.format if audio else None,
        width=_whole(video and video.width),
        height=_whole(video and video.height),
        bit_depth=_whole((video or audio).bit_depth),
        sample_rate=_whole(audio and audio.sampling_rate),
        audio_channels=_channels(audio and audio.channel_s, str(audio and audio.channel_layout)),
        dynamic_range=_dynamic_range(video),
        audio_languages=_languages(tracks, "Audio"),
        subtitle_languages=_languages(tracks, "Text"),
    )


def _channels(count: object, layout: str = "") -> str | None:
    """`5.1` where one of the channels is for low frequencies, else `2.0`; None if not told."""
    whole = _whole(count)
    if not whole:
        return None
    low = "LFE" in layout.split() or (not layout.strip("None") and whole in (6, 8))
    return f"{whole - 1}.1" if low else f"{whole}.0"


def _dynamic_range(video: Any) -> str | None:
    """None for a standard one, and where nothing is told.

    Source: https://mediaarea.net/blog/2019/03/11/HDR-format"""
    if video is None:
        return None
    told = f"{video.hdr_format} {video.hdr_format_compatibility}"
    transfer = str(video.transfer_characteristics)
    kinds = ["DV"] if "Dolby Vision" in told else []
    if "2094" in told or "HDR10+" in told:
        kinds.append("HDR10Plus")
    elif "2086" in told or "HDR10" in told:
        kinds.append("HDR10")
    elif transfer == "HLG" or "HLG" in told:
        kinds.append("HLG")
    elif transfer == "PQ" and not kinds:
        kinds.append("PQ")
    return " ".join(kinds) or None


def _languages(tracks: list[Any], kind: str) -> str | None:
    found = [t.language for t in tracks if t.track_type == kind and isinstance(t.language, str)]
    return " ".join(dict.fromkeys(code for code in found if code.isprintable())) or None


def _whole(value: object) -> int | None:
    return int(value) if isinstance(value, int | float) and value else None


def _answer(path: str) -> dict[str, Any]:
    try:
        found = read(path)
    except OSError as error:
        return {"error": error.strerror or str(error)}
    except Exception:  # a parser's bug is a file nobody can read
        return {"media": None}
    return {"media": asdict(found) if found else None}


def main() -> None:
    """Answer paths until the parent hangs up; never writes a file, never takes all the memory."""
    resource.setrlimit(resource.RLIMIT_AS, (_MAX_MEMORY, _MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write('"ready"\n')
    sys.stdout.flush()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_answer(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
