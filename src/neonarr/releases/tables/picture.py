"""Where a picture comes from and how it is coded."""

from neonarr.releases.tables.facets import CAPITALS, Facet, Table, combined, plain, telling

SOURCES = telling(
    Facet.SOURCE,
    {
        "CAM": "camrip, hdcam, hqcam, newcam, hdcamrip, hd cam, cam rip, cam hd, camhd, hqcamrip,"
        " hdcams",
        "TELESYNC": "telesync, telesynch, hdts, hd ts, tsrip, hdtsrip, hqts, pdvd, predvd,"
        " predvdrip, pre dvd, pre dvdrip, ts rip, hd telesync",
        "TELECINE": "telecine, hdtc, hd tc, tcrip, hqtc",
        "WORKPRINT": "workprint",
        "DVDSCR": "dvdscr, dvd scr, dvdscreener, dvd screener, bdscr, bd scr, webscr,"
        " webscreener, scrrip, dvdscrrip",
        "REGIONAL": "dvdr5, r5 line",
        "TV": "pdtv, sdtv, sd tv, dsr, dsrip, tvrip, tv rip, dvb, dvbrip, satrip, dtvrip, dthrip,"
        " dth rip, digitalrip, vhsrip, vhs rip, tvhdrip",
        "HDTV": "hdtv, ahdtv, uhdtv, hdtvrip, hdtv rip",
        "HD TV": "hd tv",
        "DVD": "dvdrip, dvd rip, xvidvd, sd dvd, dvdmux, dvd mux, r1dvd, r2dvd, r5dvd,"
        " ldrip, laserdisc",
        "DVD-R": "dvdr, dvd r, dvd9, dvd5, 2xdvd9, 2xdvd5, dvd 9, dvd 5, mdvdr, 2x dvd9, full dvd,"
        " complete dvd, dvd iso",
        "WEBDL": "webdl, web dl, webhd, web hd, ituneshd, itunes hd, amazonhd, amazon hd,"
        " netflixhd, netflixuhd, netflix hd, netflix uhd, huluhd, webtv",
        "WEBRIP": "webrip, web rip, webmux, web mux, web hdrip, webdlrip, web dlrip, web dl rip,"
        " hdrip, hd rip, uhdrip, webcap, web cap, hdweb",
        "BLURAY": "bluray, blu ray, blueray, blue ray, bdrip, bd rip, brrip, br rip, bdmux,"
        " bd mux, mbluray, mblu ray, hddvd, hd dvd, hddvdrip, hd dvdrip, uhdbd, uhd2bd, uhd bd,"
        " blurayrip, bluray rip, blu ray rip, microhd, bdlight, uhdbdrip, uhd bdrip, hdlight,"
        " bd3d, bluray3d, blurayhd, mblurayrip, uhdbluray",
    },
)
PLAIN_SOURCES = plain(
    Facet.SOURCE,
    {
        "CAM": "cam",
        "TELESYNC": "ts",
        "TELECINE": "tc",
        "WORKPRINT": "wp",
        "DVDSCR": "scr, screener",
        "REGIONAL": "regional, r5, r6",
        "TV": "tv",
        "DVD": "dvd, ntsc, pal",
        "WEB": "web",
        "BLURAY": "bd, bdr",
        "HD TV": "hr",
    },
)
RESOLUTIONS = telling(
    Facet.RESOLUTION,
    {
        "480": "240p, 360p, 400p, 420p, 450p, 480p, 480i, 540p, 640x480, 848x480, 854x480, 720x480,"
        " 640x360, 852x480, 720x400",
        "576": "576p, 576i, 720x576, 1024x576",
        "720": "720p, 720i, 960p, 1280x720, 1280x544, 1280x960, 1280x688, 1280x536",
        "1080": "1080p, 1080i, 1440p, 1920x1080, 1440x1080, 4kto1080p, fullhd, full hd, fhd,"
        " 1920x800, 1920x804, 1920x816, 1920x1036, 1920x1040",
        "2160": "2160p, 2160i, 4320p, 3840x2160, 4096x2160, 3840x1600, 4k2160p, uhd2160p",
    },
)
PLAIN_RESOLUTIONS = plain(
    Facet.RESOLUTION,
    {"UHD": "4k, uhd, ultrahd, ultra hd, muhd, uhd4k", "1080": "1080", "2160": "2160"},
)
DISCS = telling(
    Facet.DISC,
    {
        "remux": "remux, bdremux, bd remux, uhdremux, blurayremux, uhdbdremux, uhd bdremux,"
        " brremux, bdrmx, hybridremux",
        "whole": "bdiso, bd25, bd50, bd66, bd100, bd 25, bd 50, bd 66, bd 100, bd iso, complete"
        " bluray, complete uhd bluray, complete blu ray, complete uhd blu ray, bluray iso,"
        " blu ray iso, full bluray, full blu ray, bdmv, uhd66, uhd100, full bd, bdfull",
    },
)
PLAIN_DISCS = plain(Facet.DISC, {"whole": "untouched, iso", "raw": "rawhd, raw hd"})
VIDEO = telling(
    Facet.VIDEO,
    {
        "x264": "x264, x 264",
        "x265": "x265, x 265",
        "h264": "h264, h 264",
        "h265": "h265, h 265",
        "h266": "h266, h 266, x266, vvc",
        "HEVC": "hevc, hevc2, hevc265",
        "AVC": "avc",
        "VC-1": "vc 1, vc1",
        "MPEG2": "mpeg2, mpeg 2",
        "AV1": "av1",
        "VP9": "vp9",
        "XviD": "xvid",
        "DivX": "divx, divx5, divx6",
    },
)
PICTURE_DEPTHS = telling(
    Facet.DEPTH, {"8": "8bit, 8 bit, 8bits", "10": "10bit, 10 bit, 10bits, hi10p, hi10, main10",
                  "12": "12bit, 12 bit"},
)  # fmt: skip
HDR = telling(
    Facet.HDR,
    {
        "HDR": "hdr",
        "HDR10": "hdr10, hdr 10",
        "HDR10+": "hdr10plus, hdr10p, hdr10 plus, hdrplus, hdrp",
        "DV": "dovi, dolby vision, dolbyvision, dvhe",
        "SDR": "sdr",
        "PQ": "pq10",
    },
)
PLAIN_HDR = plain(Facet.HDR, {"DV": "dv", "HLG": "hlg", "PQ": "pq"})
STEREO = telling(
    Facet.STEREO,
    {
        "half side by side": "hsbs, half sbs, h sbs, halfsbs",
        "side by side": "fsbs, full sbs, f sbs",
        "half over under": "half ou, h ou, htab, half tab, halfou",
        "over under": "full ou, full tab, ftab",
    },
)
PLAIN_STEREO = plain(
    Facet.STEREO,
    {
        "3D": "3d",
        "side by side": "sbs",
        "half over under": "hou",
        "over under": "tab, fou",
        "frame packed": "frame packed, mvc",
    },
)
TWO_THINGS = combined(
    {
        "dvdremux, dvd remux": "source DVD, disc remux",
        "webdl1080p": "source WEBDL, resolution 1080",
        "3d sbs, 3dsbs": "stereo side by side",
        "3d hsbs, 3d half sbs": "stereo half side by side",
        "3d hou, 3d half ou": "stereo half over under",
        "hi10p 1080p": "depth 10, resolution 1080",
    }
)
NOTES = telling(
    Facet.NOTE,
    {"": "readnfo, read nfo, upscale, upscaled, hfr, 60fps, 50fps, hdclub, mkvonly, aacx2, aacx3"},
)
PLAIN_NOTES = plain(
    Facet.NOTE,
    {
        "": "internal, hybrid, ws, fs, retail, hq, ac, mkv, mp4, avi, rip, extras, stv, md, ld,"
        " dubbing, nfofix, dirfix, subfix, custom, regrade, nsd, foreign, hsbs3d, rental, m2ts,"
        " readme, tvhd, colorized"
    },
)
NOTES_IN_CAPITALS = plain(Facet.NOTE, {"": "limited, festival, complete"}, spelled=CAPITALS)

PICTURE: tuple[Table, ...] = (
    PLAIN_NOTES, NOTES_IN_CAPITALS, NOTES, PLAIN_SOURCES, PLAIN_RESOLUTIONS, PLAIN_DISCS,
    PLAIN_HDR, PLAIN_STEREO, STEREO, HDR, PICTURE_DEPTHS, VIDEO, DISCS, RESOLUTIONS, SOURCES,
    TWO_THINGS,
)  # fmt: skip
