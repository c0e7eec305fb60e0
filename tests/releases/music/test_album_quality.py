import pytest

from neonarr.releases.music.quality import quality_of_tags


@pytest.mark.parametrize(
    ("codec", "bitrate", "bits", "quality"),
    [
        ("MPEG Version 1 Audio, Layer 3", 320, 0, "MP3-320"),
        ("MPEG Version 1 Audio, Layer 3", 8, 0, "MP3-8"),
        ("MPEG Version 1 Audio, Layer 3 VBR", 256, 0, "MP3-VBR-V0"),
        ("MPEG Version 1 Audio, Layer 3", 245, 0, "MP3-VBR-V0"),
        ("MPEG Version 1 Audio, Layer 3", 190, 0, "MP3-VBR-V2"),
        ("MPEG Version 1 Audio, Layer 3", 99, 0, "Unknown"),
        ("Flac Audio", 1057, 16, "FLAC"),
        ("Flac Audio", 3000, 24, "FLAC 24bit"),
        ("MPEG-4 Audio (alac)", 900, 16, "ALAC"),
        ("MPEG-4 Audio (alac)", 900, 24, "ALAC 24bit"),
        ("MPEG-4 Audio (mp4a)", 256, 0, "AAC-256"),
        ("MPEG-4 Audio (mp4a)", 251, 0, "AAC-VBR"),
        ("Monkey's Audio", 0, 0, "APE"),
        ("WavPack", 0, 0, "WavPack"),
        ("PCM Audio", 1411, 16, "WAV"),
        ("Windows Media Audio", 192, 0, "WMA"),
        ("Vorbis Version 0 Audio", 500, 0, "OGG Vorbis Q10"),
        ("Vorbis Version 0 Audio", 320, 0, "OGG Vorbis Q9"),
        ("Opus Version 1 Audio", 257, 0, "OGG Vorbis Q8"),
        ("Opus Version 1 Audio", 64, 0, "Unknown"),
        ("", 320, 24, "Unknown"),
        ("something else", 320, 0, "Unknown"),
    ],
)
def test_tags(codec: str, bitrate: int, bits: int, quality: str) -> None:
    assert quality_of_tags(codec, bitrate, bits).name == quality
