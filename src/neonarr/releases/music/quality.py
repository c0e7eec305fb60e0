"""From the marks of an album's name, or from a file's tags, to its quality.

Of several codecs the best counts. A codec that is always lossless needs no rate; 24 bits or the
word lossless alone mean FLAC; a rate alone means MP3. MP3 and AAC without a rate stay Unknown.
"""

from neonarr.base.kinds import MediaKind
from neonarr.releases.facts import Facts, values
from neonarr.releases.model import Quality
from neonarr.releases.quality import BY_KIND, quality_named
from neonarr.releases.tables.facets import Facet

_BEST_FIRST = ("FLAC", "ALAC", "APE", "WavPack", "WAV", "WMA", "OPUS", "OGG", "AAC iTunes", "AAC",
               "MP3")  # fmt: skip
_VORBIS = ((500, "Q10"), (320, "Q9"), (256, "Q8"), (224, "Q7"), (192, "Q6"), (160, "Q5"))
"""Lowest bitrate of each step. Source: https://wiki.hydrogenaud.io/index.php?title=Vorbis"""

_OF_TAGS = (
    ("flac", "FLAC"), ("alac", "ALAC"), ("monkey", "APE"), ("wavpack", "WavPack"),
    ("windows media", "WMA"), ("wma", "WMA"), ("vorbis", "OGG"), ("opus", "OGG"), ("ogg", "OGG"),
    ("mpeg-4", "AAC"), ("mp4", "AAC"), ("aac", "AAC"), ("layer 3", "MP3"), ("mp3", "MP3"),
    ("pcm", "WAV"), ("wav", "WAV"), ("ape", "APE"), ("mpeg", "MP3"),
)  # fmt: skip
"""What tag readers call codecs, the surest first."""

_V0_KBPS, _V2_KBPS = 220, 170
"""From which averages on a variable rate is V0, or V2. Source:
https://wiki.hydrogenaud.io/index.php?title=LAME#Recommended_settings_details"""


def album_quality(facts: Facts, *, is_scene_web: bool = False) -> Quality:
    """What an album name's marks amount to. `is_scene_web`: a scene release from the web, which is
    MP3 at 320 when it does not name its codec."""
    name = _named(facts)
    return quality_named(MediaKind.ALBUM, "MP3-320" if name == "Unknown" and is_scene_web else name)


def codec_of(facts: Facts) -> str:
    """The codec told or meant; empty when nothing tells."""
    codecs = values(facts, Facet.SOUND)
    for codec in _BEST_FIRST:
        if codec in codecs:
            return codec
    if "lossless" in codecs or "24" in values(facts, Facet.DEPTH):
        return "FLAC"
    if codecs:
        return codecs[0]
    return "MP3" if Facet.BITRATE in facts else ""


def quality_of_tags(codec: str, bitrate: int, bits: int = 0) -> Quality:
    """The quality a tag reader's facts amount to: the codec as it calls it, kilobits per second,
    bits of a sample (0 for unknown).

    >>> quality_of_tags("MPEG Version 1 Audio, Layer 3", 320).name
    'MP3-320'
    """
    folded = codec.lower()
    name = next((name for word, name in _OF_TAGS if word in folded), "")
    if name == "AAC" and "alac" in folded:
        name = "ALAC"
    return quality_named(MediaKind.ALBUM, _measured(name, bitrate, bits, "vbr" in folded))


def _measured(codec: str, bitrate: int, bits: int, is_variable: bool) -> str:
    known = BY_KIND[MediaKind.ALBUM]
    if codec in ("FLAC", "ALAC"):
        return f"{codec} 24bit" if bits > 16 else codec
    if codec == "OGG":
        step = next((step for lowest, step in _VORBIS if bitrate >= lowest), None)
        return f"OGG Vorbis {step}" if step else "Unknown"
    if codec == "AAC":
        return f"AAC-{bitrate}" if f"AAC-{bitrate}" in known else "AAC-VBR"
    if codec == "MP3":
        if f"MP3-{bitrate}" in known and not is_variable:
            return f"MP3-{bitrate}"
        return _variable(bitrate)
    return codec


def _variable(bitrate: int) -> str:
    if bitrate >= _V0_KBPS:
        return "MP3-VBR-V0"
    return "MP3-VBR-V2" if bitrate >= _V2_KBPS else "Unknown"


def _named(facts: Facts) -> str:
    rates = values(facts, Facet.BITRATE)
    codec = codec_of(facts)
    if codec in ("FLAC", "ALAC"):
        return f"{codec} 24bit" if "24" in values(facts, Facet.DEPTH) else codec
    if codec == "OGG":
        return next((f"OGG Vorbis {rate}" for rate in rates if rate[0] == "Q"), "Unknown")
    if codec.startswith("AAC"):
        return _lossy("AAC", rates, "AAC-256" if "iTunes" in codec else "Unknown")
    if codec == "MP3":
        return _lossy("MP3", rates, "Unknown")
    return "Opus" if codec == "OPUS" else codec or "Unknown"


def _lossy(codec: str, rates: list[str], otherwise: str) -> str:
    known = BY_KIND[MediaKind.ALBUM]
    for rate in rates:
        for name in (f"{codec}-{rate}", f"{codec}-VBR-{rate}"):
            if name in known and rate != "VBR":
                return name
    return f"{codec}-VBR" if "VBR" in rates and f"{codec}-VBR" in known else otherwise
