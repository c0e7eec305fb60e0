"""How sound is coded, and over how many channels."""

from neonarr.releases.tables.facets import Facet, Sense, Table, listed, plain, telling

CODECS = {
    "DTS:X": "dts x, dtsx, dts x ma",
    "DTS-HD MA": "dts hd ma, dtshd ma, dts hdma, dtshdma, dts ma",
    "DTS-HD HRA": "dts hd hra, dts hra, dts hr, dtshr, dts hd hr, dtshd hra",
    "DTS-HD": "dts hd, dtshd",
    "DTS-ES": "dts es, dtses",
    "DTS": "dts, dtsd, dtsl, dts d",
    "TrueHD": "truehd, true hd, thd, dolby truehd, dtrue hd",
    "DD+": "ddp, dd plus, eac3, e ac 3, e ac3, eac3d, ddplus, dolby digital plus, ddpa, ddpd,"
    " ddp atmos",
    "DD": "dd, ac3, ac 3, ac3d, ac3 d, dolby digital, ac3l, ac3md, ac3ld, dolbydigital",
    "AAC": "aac, aacd, aac lc, he aac, heaac, qaac",
    "FLAC": "flac",
    "PCM": "lpcm, pcm",
    "MP3": "mp3",
    "Opus": "opus",
    "Vorbis": "vorbis, ogg",
}
"""Of movies. The figures of channels may follow without a space: `ddp5 1`."""

ATMOS = {"Atmos": "atmos, datmos, atmosd"}

CHANNELS = {
    "1.0": "1 0, mono, 1ch",
    "2.0": "2 0, stereo, 2ch",
    "2.1": "2 1",
    "3.0": "3 0",
    "4.0": "4 0",
    "5.0": "5 0",
    "5.1": "5 1, 6ch, 5 1ch",
    "6.1": "6 1, 7ch",
    "7.1": "7 1, 8ch, 7 1ch",
}


def _with_channels() -> dict[str, Sense]:
    """`ddp5 1`, `aac2 0`, `ma 5 1`, `ma5 1`: a codec and the figure written as one."""
    figures = {words.split(",")[0]: channels for channels, words in CHANNELS.items()}
    return {
        f"{word}{figure}": sense
        for codec, words in CODECS.items()
        for figure, channels in figures.items()
        for sense in [Sense(((Facet.SOUND, codec), (Facet.CHANNELS, channels)))]
        for word in listed(words)
    } | {
        f"{word}{figure[0]}": sense
        for codec, words in CODECS.items()
        for sense in [Sense(((Facet.SOUND, codec),))]
        for word in listed(words)
        if word[-1].isalpha()
        for figure in figures
    }


PLAIN_WORDS = ("dd", "ogg", "opus", "mono", "stereo", "pcm")
"""Those that also occur in titles."""

MOVIE_SOUND: tuple[Table, ...] = (
    telling(Facet.SOUND, {
        codec: ",".join(w for w in listed(words) if w not in PLAIN_WORDS)
        for codec, words in (CODECS | ATMOS).items() if set(listed(words)) - set(PLAIN_WORDS)
    }),
    telling(Facet.CHANNELS, {
        channels: ",".join(w for w in listed(words)[1:] if w not in PLAIN_WORDS)
        for channels, words in CHANNELS.items() if set(listed(words)[1:]) - set(PLAIN_WORDS)
    }),
    # `Vol 2 0` is no sound: the bare figures count behind a title only.
    plain(Facet.CHANNELS, {channels: listed(ws)[0] for channels, ws in CHANNELS.items()}),
    plain(Facet.CHANNELS, {"1.0": "mono", "2.0": "stereo"}),
    plain(Facet.SOUND, {"DD": "dd", "Vorbis": "ogg", "Opus": "opus", "PCM": "pcm"}),
    _with_channels(),
)  # fmt: skip

MUSIC_CODECS = telling(
    Facet.SOUND,
    {
        "FLAC": "flac, webflac, lossless flac, eac flac, cdflac, vinylflac",
        "ALAC": "alac",
        "MP3": "mp3, mp3s, webmp3",
        "AAC": "aac, m4a",
        "AAC iTunes": "itunes plus, itunes plus aac, itunes plus aac m4a",
        "OGG": "ogg, vorbis, ogg vorbis",
        "WMA": "wma",
        "WAV": "wav",
        "WavPack": "wavpack, wv, wave pack",
        "DSD": "dsd, dsd64, dsd128, dsf",
        "lossless": "lossless",
    },
)
PLAIN_MUSIC_CODECS = plain(Facet.SOUND, {"APE": "ape", "OPUS": "opus", "MP3": "lame"})
RATES = ("8", "16", "24", "32", "40", "48", "56", "64", "80", "96", "112", "128", "160", "192",
         "224", "256", "320")  # fmt: skip
BITRATES = telling(
    Facet.BITRATE,
    {
        rate: ",".join(
            f"{rate}{unit}"
            for unit in ("kbps", " kbps", "kbit", "kb", "kbs", " kbit", " kb s", "cbr", " cbr")
        )
        for rate in RATES
    },
)
PLAIN_BITRATES = plain(
    Facet.BITRATE,
    {
        **{rate: f"{rate}, {rate}k" if int(rate) >= 128 else f"{rate}k" for rate in RATES},
        "V0": "v0, vbr v0, v0 vbr, vbr0",
        "V2": "v2, vbr v2, v2 vbr, vbr2",
        "VBR": "vbr, cbr, kbps",
        **{f"Q{step}": f"q{step}, {step}q" for step in range(5, 11)},
    },
)
SAMPLE_RATES = {"44.1": "44, 441, 44 1, 44100", "48": "48", "88.2": "88, 882, 88 2", "96": "96",
                "176.4": "176, 176 4", "192": "192", "384": "384"}  # fmt: skip
"""In kHz, as they are written behind the number of bits."""


def _depths() -> dict[str, Sense]:
    """`24bit`, `24 96`, `24bit96khz`, `24bit 96khz`, `flac24 44`."""
    found: dict[str, Sense] = {}
    for bits in ("16", "24", "32"):
        depth = (Facet.DEPTH, bits)
        for word in ("bit", " bit", "bits", " bits", "b"):
            found[f"{bits}{word}"] = Sense((depth,))
        for rate, figures in SAMPLE_RATES.items():
            both = Sense((depth, (Facet.SAMPLE_RATE, rate)))
            for figure in listed(figures):
                for between in (" ", "bit ", " bit ", "bit", "b ", "bits "):
                    found[f"{bits}{between}{figure}khz"] = both
                    found[f"{bits}{between}{figure} khz"] = both
                    found[f"{bits}{between}{figure}"] = both
                found[f"flac{bits} {figure}"] = Sense(((Facet.SOUND, "FLAC"), *both.facts))
        found[f"flac{bits}"] = Sense(((Facet.SOUND, "FLAC"), depth))
        found[f"flac{bits}bit"] = found[f"flac{bits} bit"] = found[f"flac{bits}"]
        found[f"tr{bits}"] = Sense((depth,))
    return found | {
        word: Sense(((Facet.DEPTH, "24"),)) for word in ("hi res", "hires", "hd tracks", "hdtracks")
    }


KILOHERTZ = telling(
    Facet.SAMPLE_RATE,
    {
        rate: ",".join(f"{figure}{unit}" for figure in listed(figures) for unit in ("khz", " khz"))
        for rate, figures in SAMPLE_RATES.items()
    },
)
MUSIC_SOUND: tuple[Table, ...] = (
    PLAIN_BITRATES, PLAIN_MUSIC_CODECS, BITRATES, MUSIC_CODECS, KILOHERTZ, _depths(),
)  # fmt: skip
