"""The words release names are written in. A new word is one entry here and one line in the tests.

Keys are small letters; a key of several words matches them with any one sign between (`web dl`
reads WEB-DL, WEB.DL and Web_DL). Values say what the word tells.
"""

from dataclasses import dataclass
from enum import StrEnum


class Facet(StrEnum):
    """What a word of a name tells about."""

    SOURCE = "source"
    RESOLUTION = "resolution"
    DISC = "disc"
    """Its value says whether the disc is complete, its video untouched, or only its video kept."""
    VIDEO = "video"
    SOUND = "sound"
    """Sound of movies and codecs of music alike: FLAC is both."""
    BITRATE = "bitrate"
    DEPTH = "depth"
    MEDIUM = "medium"
    """What an album was copied from, or how it was issued."""
    EDITION = "edition"
    LANGUAGE = "language"
    NOTE = "note"
    """Of no interest here, but never part of a title."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What one word tells. `is_plain` words also occur in titles: they count only behind the year
    or beside a word that does not."""

    facet: Facet
    value: str
    is_plain: bool = False


_Table = dict[str, str]


def _several(words: str) -> frozenset[str]:
    return frozenset(words.split(", "))


def _marks(facet: Facet, table: _Table, *, is_plain: bool = False) -> dict[str, Mark]:
    return {
        word.strip(): Mark(facet, value, is_plain)
        for value, words in table.items()
        for word in words.split(",")
    }


SOURCES = _marks(
    Facet.SOURCE,
    {
        "CAM": "camrip, hdcam, hqcam, newcam, hdcamrip, hd cam, cam rip",
        "TELESYNC": "telesync, telesynch, hdts, hd ts, tsrip, hdtsrip, pdvd, predvd, predvdrip",
        "TELECINE": "telecine, hdtc, hd tc, tcrip",
        "WORKPRINT": "workprint",
        "DVDSCR": "dvdscr, dvd scr, screener, dvdscreener, bdscr, webscreener",
        "REGIONAL": "r5, dvdr5",
        "TV": "pdtv, sdtv, sd tv, dsr, dsrip, tvrip, dvb, dvbrip, satrip, dtvrip",
        "HDTV": "hdtv, ahdtv, uhdtv, hdtvrip",
        "HD TV": "hd tv",
        "DVD": "dvdrip, dvd rip, xvidvd, sd dvd, dvdmux",
        "DVD-R": "dvdr, dvd r, dvd9, dvd5, 2xdvd9, 2xdvd5, dvd 9, dvd 5, mdvdr",
        "WEBDL": "webdl, web dl, webhd, ituneshd, itunes hd, amazonhd, netflixhd, netflixuhd",
        "WEBRIP": "webrip, web rip, webmux, web hdrip, webdlrip, web dlrip, hdrip, webcap",
        "BLURAY": "bluray, blu ray, bdrip, bd rip, brrip, br rip, bdmux, mbluray, hddvd, hd dvd,"
        " hddvdrip, uhdbd, uhd2bd, blurayrip, microhd, bdlight, uhdbdrip",
    },
)
PLAIN_SOURCES = _marks(
    Facet.SOURCE,
    {
        "CAM": "cam",
        "TELESYNC": "ts",
        "TELECINE": "tc",
        "WORKPRINT": "wp",
        "DVDSCR": "scr",
        "REGIONAL": "regional",
        "DVD": "dvd, ntsc, pal",
        "WEB": "web",
        "BLURAY": "bd, bdr",
        "HD TV": "hr",
    },
    is_plain=True,
)
RESOLUTIONS = _marks(
    Facet.RESOLUTION,
    {
        "480": "240p, 360p, 450p, 480p, 480i, 540p, 640x480, 848x480, 854x480, 720x480",
        "576": "576p, 576i, 720x576",
        "720": "720p, 720i, 960p, 1280x720",
        "1080": "1080p, 1080i, 1440p, 1920x1080, 4kto1080p, fullhd, fhd",
        "2160": "2160p, 2160i, 4320p, 3840x2160, 4096x2160",
    },
)
PLAIN_RESOLUTIONS = _marks(Facet.RESOLUTION, {"UHD": "4k, uhd, ultrahd, ultra hd"}, is_plain=True)
DISCS = _marks(
    Facet.DISC,
    {
        "remux": "remux, bdremux, bd remux, uhdremux, blurayremux",
        "whole": "bdiso, bd25, bd50, bd66, bd100, bd 25, bd 50, bd 66, bd 100, complete bluray,"
        " complete uhd bluray, complete blu ray, bluray iso, blu ray iso, full bluray, bdmv, avchd",
    },
)
PLAIN_DISCS = _marks(
    Facet.DISC, {"whole": "untouched, iso", "raw": "rawhd, raw hd, trollhd"}, is_plain=True
)
VIDEO = _marks(
    Facet.VIDEO,
    {
        "encode": "x264, x265, h264, h265, h266, h 264, h 265, x 264, x 265, av1, vp9",
        "codec": "hevc, hevc2, 10bit, 8bit, hi10p, hi10, 10 bit, hdr, hdr10, hdr10plus,"
        " dolby vision, sdr",
        "disc": "avc, vc 1, vc1",
        "mpeg2": "mpeg2, mpeg 2",
        "xvid": "xvid, divx",
    },
)
VIDEO_SOUND = _marks(
    Facet.VIDEO,
    {
        "sound": "dts, dts hd, dtshd, truehd, atmos, ddp, ddp5, eac3, ac3, ac3d, eac3d, dd5,"
        " dd2, ddp2,"
        " aac2, dd 5, ddp 5, ddpa5, dts x, lpcm",
    },
)
SOUND = _marks(
    Facet.SOUND,
    {
        "FLAC": "flac, webflac, lossless flac, eac flac, flac16",
        "ALAC": "alac",
        "MP3": "mp3, lame",
        "AAC": "aac, m4a, itunes plus",
        "OGG": "ogg, vorbis",
        "OPUS": "opus",
        "WMA": "wma",
        "WAV": "wav",
        "WavPack": "wavpack, wv",
        "lossless": "lossless",
    },
)
PLAIN_SOUND = _marks(Facet.SOUND, {"APE": "ape"}, is_plain=True)
BITRATES = _marks(
    Facet.BITRATE,
    {rate: f"{rate}kbps, {rate} kbps, {rate}kbit, {rate}kb, {rate}k, {rate}kbs" for rate in (
        "8", "16", "24", "32", "40", "48", "56", "64", "80", "96", "112", "128", "160", "192",
        "224", "256", "320",
    )},
)  # fmt: skip
PLAIN_BITRATES = _marks(
    Facet.BITRATE,
    {**{rate: rate for rate in ("128", "160", "192", "224", "256", "320")},
     "V0": "v0, vbr v0", "V2": "v2, vbr v2", "VBR": "vbr, cbr, kbps",
     **{f"Q{step}": f"q{step}" for step in range(5, 11)}},
    is_plain=True,
)  # fmt: skip
DEPTHS = _marks(
    Facet.DEPTH,
    {
        "24": "24bit, 24 bit, 24bits, 24b, 24 44, 24 48, 24 88, 24 96, 24 176, 24 192,"
        " hi res, hires,"
        " 24bit96khz, 24bit192khz, 24bit48khz, 24bit44khz, 24 441, flac24, 24 bits, tr24",
        "16": "16bit, 16 bit, 16 44, 16 48",
    },
)
MEDIA = _marks(
    Facet.MEDIUM,
    {
        "CD": "cdda, 2cd, 3cd, 4cd, cdr, cdr2, cds, cdm, cdep, bootcd",
        "vinyl": "2lp, vinylrip, 12inch, 7inch",
        "web": "itunes",
        "disc": "dvda, sacd",
    },
)
PLAIN_MEDIA = _marks(
    Facet.MEDIUM,
    {"CD": "cd, cdrip", "vinyl": "vinyl, lp", "single": "single", "ep": "ep", "album": "album",
     "mixtape": "mixtape", "bootleg": "bootleg", "promo": "promo",
     "ost": "ost", "tape": "tape, cassette", "radio": "sat, cable, line, dab, fm",
     "eac": "eac, log, cue"},
    is_plain=True,
)  # fmt: skip
EDITIONS = _marks(
    Facet.EDITION,
    {
        "edition": "extended, extended cut, extended edition, uncut, unrated, theatrical,"
        " theatrical cut, directors cut, director's cut, final cut, ultimate cut, remastered,"
        " remaster,"
        " limited, special edition, deluxe, deluxe edition, collectors edition, criterion,"
        " imax, edition,"
        " anniversary, expanded, restored, fan edit, open matte, explicit, bonus, reissue,"
        " japanese,"
        " standard edition, anniversary edition, limited edition, super deluxe,"
        " clean version, retail",
    },
    is_plain=True,
)
LANGUAGES = _marks(
    Facet.LANGUAGE,
    {
        "": "english, eng, french, german, ger, italian, ita, spanish, spa, castellano,"
        " latino, russian,"
        " rus, polish, pl, dutch, nl, flemish, danish, swedish, norwegian, finnish, hindi,"
        " tamil, telugu,"
        " malayalam, kannada, japanese, jpn, korean, kor, chinese, mandarin, cantonese,"
        " portuguese, por,"
        " turkish, greek, hungarian, hun, czech, cze, ukrainian, ukr, hebrew, arabic, thai,"
        " vietnamese",
    },
    is_plain=True,
)
NOTES = _marks(
    Facet.NOTE,
    {
        "": "truefrench, vff, vfq, vf2, vostfr, subfrench, nordic, multi, multisubs, dubbed,"
        " subbed,"
        " dual audio, nlsubs, softsubs, repack, rerip, hsbs, hou, sbs, sub ita, amzn, dsnp,"
        " hmax, atvp",
        "dual": "ml",
    },
)
PLAIN_NOTES = _marks(
    Facet.NOTE,
    {
        "dual": "dl",
        "": "dual, proper, internal, complete, hybrid, dv, nf, hulu, ws, fs, read nfo,"
        " readnfo, subs,"
        " 3d, hc, kbps, rip, download, v3, v4, hq, ac",
    },
    is_plain=True,
)

WORDS: dict[str, Mark] = {
    **PLAIN_NOTES, **LANGUAGES, **EDITIONS, **PLAIN_MEDIA, **PLAIN_BITRATES, **PLAIN_SOUND,
    **PLAIN_DISCS, **PLAIN_RESOLUTIONS, **PLAIN_SOURCES, **NOTES, **MEDIA, **DEPTHS, **BITRATES,
    **SOUND, **VIDEO_SOUND, **VIDEO, **DISCS, **RESOLUTIONS, **SOURCES,
}  # fmt: skip
"""Every word and phrase; where two tables know a word, the later one here is meant."""

PHRASE_STARTS = frozenset(key.split(" ")[0] for key in WORDS if " " in key)

EXTENSIONS = _several(
    "mkv, mp4, avi, m4v, mov, wmv, mpg, mpeg, m2ts, webm, iso, img, flac, mp3, m4a, ogg,"
    " opus, wav, ape, wv, wma, torrent, nzb, rar, zip, par2, srt, sub"
)

EXTENSION_SOURCES = {"avi": "TV", "wmv": "TV", "mpg": "TV", "mpeg": "TV", "m2ts": "HD TV"}
"""What a file's ending says when its name says nothing."""

WEB_GROUPS = frozenset({"subsplease", "horriblesubs", "erai-raws", "judas", "asw"})
"""Groups that take everything from streaming services and don't say so."""

GROUPS_WITH_DASH = ("D-Z0N3", "DX-TV", "FTW-HS", "VH-PROD", "Fight-BB", "E.N.D", "B.S")
"""Groups whose own name has a separator in it."""

GROUP_SUFFIXES = _several(
    "rp, xpost, obfuscated, obfuscation, scrambled, sample, pre, postbot, repackpost,"
    " buymore, asrequested, nzbgeek, rakuv, rakuv02, rakuvfinhel, rakuvus,"
    " alternativetorrents, z0ids3n, chamele0n, altezachen, 1, gerov, 4planet, whiterev,"
    " english, german"
)
"""What re-posters hang behind the group."""

VARIOUS_ARTISTS = frozenset({"va", "various", "various artists"})
