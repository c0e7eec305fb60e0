"""What picture and sound are, in the family's words: from the file, else from the release's name.

Sources: https://mediaarea.net/en/MediaInfo/Support/Formats, https://wiki.servarr.com/radarr
"""

from neonarr.naming.known import Known
from neonarr.releases.languages import code_of, language_of_code
from neonarr.releases.model import FilmCopy
from neonarr.releases.tables.languages import LANGUAGES

_VIDEO = {
    "AVC": "h264", "HEVC": "h265", "VVC": "h266", "VC-1": "VC1", "MPEG Video": "MPEG2",
    "MPEG-4 Visual": "MPEG4",
}  # fmt: skip
_ENCODED = {"h264": "x264", "h265": "x265", "MPEG4": "XviD"}
"""How an encoder's work is called; only a name tells whose work it is."""

_AUDIO = {
    "AC-3": "AC3", "DD": "AC3", "E-AC-3": "EAC3", "DD+": "EAC3", "MLP FBA": "TrueHD",
    "MPEG Audio": "MP3", "DTS:X": "DTS-X", "DTS-HD": "DTS-HD", "Ogg": "Vorbis",
}  # fmt: skip
_HDR = {"HDR10+": "HDR10Plus"}


def video_codec(known: Known) -> str:
    """x264, h265, AV1 … Of a codec with a free encoder the name tells which it was."""
    told, film = known.streams.video_codec, _film(known)
    named = film.video if film else ""
    if not told:
        return _VIDEO.get(named, named.replace("-", ""))
    codec = _VIDEO.get(told, told)
    return named if named and named == _ENCODED.get(codec) else codec


def audio_codec(known: Known) -> str:
    """DTS-HD MA, TrueHD Atmos, FLAC … What the name tells more of the same is taken from there."""
    told, named = known.streams.audio_codec, _named_audio(known)
    if not told:
        return named
    codec = _AUDIO.get(told, told)
    return named if named.startswith(codec) else codec


def audio_channels(known: Known) -> str:
    film = _film(known)
    return known.streams.audio_channels or (film.channels if film else "")


def bit_depth(known: Known) -> str:
    parsed = known.parsed
    film, record = (parsed.film, parsed.record) if parsed else (None, None)
    named = (film and film.video_bits) or (record and record.bits)
    told = known.streams.bit_depth or named
    return str(told) if told else ""


def sample_rate(known: Known) -> str:
    """In kHz: 44.1, 96."""
    parsed, told = known.parsed, known.streams.sample_rate
    if told:
        return f"{told / 1000:g}"
    return parsed.record.sample_rate if parsed and parsed.record else ""


def dynamic_range(known: Known) -> str:
    """HDR, or nothing."""
    return "HDR" if dynamic_range_type(known) else ""


def dynamic_range_type(known: Known) -> str:
    """DV HDR10, HDR10Plus, HLG …"""
    film = _film(known)
    kinds = film.hdr if film else ()
    named = " ".join(_HDR.get(kind, kind) for kind in kinds if kind != "SDR")
    return known.streams.dynamic_range or named


def stereo(known: Known) -> str:
    film = _film(known)
    return "3D" if film and film.stereo else ""


def audio_languages(known: Known, wanted: str) -> str:
    """`[DE+JA]`; empty where there is English only, unless all are wanted by name."""
    codes = _audio_codes(known)
    return "" if codes == ["EN"] and not wanted else _bracketed(codes, wanted)


def all_audio_languages(known: Known, wanted: str) -> str:
    """As `audio_languages`, English too."""
    return _bracketed(_audio_codes(known), wanted)


def subtitle_languages(known: Known, wanted: str) -> str:
    return _bracketed(_codes(known.streams.subtitle_languages), wanted)


def _film(known: Known) -> FilmCopy | None:
    parsed = known.parsed
    return parsed.film if parsed else None


def _named_audio(known: Known) -> str:
    parsed = known.parsed
    if parsed and parsed.record:
        return parsed.record.codec
    film = _film(known)
    if not film or not film.audio:
        return ""
    codecs = [_AUDIO.get(one, one) for one in film.audio if one != "Atmos"]
    atmos = ["Atmos"] if "Atmos" in film.audio else []
    return " ".join([*codecs[:1], *atmos])


def _audio_codes(known: Known) -> list[str]:
    codes = _codes(known.streams.audio_languages)
    parsed = known.parsed
    if codes or not parsed:
        return codes
    original = known.item.facts.original_language
    names = [original if name == "Original" else name for name in parsed.languages]
    return list(dict.fromkeys(_code(name) for name in names if name in LANGUAGES))


def _codes(found: tuple[str, ...]) -> list[str]:
    names = (language_of_code(code) for code in found)
    return list(dict.fromkeys(_code(name) for name in names if name in LANGUAGES))


def _code(name: str | None) -> str:
    return code_of(name or "").partition("-")[0].upper()


def _bracketed(codes: list[str], wanted: str) -> str:
    """`wanted` is a filter: `EN+DE` shows these only, `-DE` all but this one."""
    named = [code for code in wanted.upper().lstrip("-+").replace(",", "+").split("+") if code]
    if named:
        codes = [code for code in codes if (code in named) is not wanted.startswith("-")]
    return f"[{'+'.join(codes)}]" if codes else ""
