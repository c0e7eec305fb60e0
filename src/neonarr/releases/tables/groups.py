"""What is known about groups, sites and file endings."""

from neonarr.releases.tables.facets import listed

ENDINGS = frozenset(listed(
    "mkv, mk3d, mp4, avi, m4v, mov, qt, wmv, asf, mpg, mpeg, m2v, m2ts, ts, vob, ifo, webm, flv,"
    " ogm, ogv, divx, xvid, rmvb, rm, 3gp, iso, img, flac, mp3, m4a, ogg, opus, wav, ape, wv, wma,"
    " aac, alac, torrent, nzb, rar, zip, par2, srt, sub, ass, ssa, idx, vtt, wtv, strm"
))  # fmt: skip

PICTURE_ENDINGS = {
    **dict.fromkeys(listed("avi, m4v, mov, qt, wmv, asf, mpg, mpeg, m2v, mp4, flv, ogm, ogv, divx,"
                           " xvid, rmvb, rm, 3gp, strm"), "TV"),
    **dict.fromkeys(listed("mkv, mk3d, wtv"), "HD TV"),
    **dict.fromkeys(listed("vob, iso, img, ifo"), "DVD"),
    "ts": "TV",
    "m2ts": "BLURAY",
}  # fmt: skip
"""The source a file's ending hints at when its name says nothing."""

SOUND_ENDINGS = {
    "flac": "FLAC", "alac": "ALAC", "ape": "APE", "wv": "WavPack", "wav": "WAV", "wma": "WMA",
    "mp3": "MP3", "m4a": "AAC", "aac": "AAC", "ogg": "OGG", "opus": "OPUS",
}  # fmt: skip

WEB_GROUPS = frozenset({"subsplease", "horriblesubs", "erai-raws", "judas", "asw", "toonshub"})
"""Groups that take everything from streaming services and don't say so."""

GROUPS_WITH_SIGNS = (
    "D-Z0N3", "DX-TV", "FTW-HS", "VH-PROD", "Fight-BB", "E.N.D", "B.S", "BEN.THE.MEN", "Eml HDTeam",
    "HDT-Team", "R&H", "BEN THE MEN", "PTer-GRP", "Bluespots-Z",
)  # fmt: skip
"""Groups whose own name has a separator in it."""

GROUPS_WITHOUT_DASH = frozenset(listed("bludragon, tmd, kralimarko, kcrt, vialle, darq, yify"))
"""Groups that put their name last without a dash before it."""

COLLECTIVES = frozenset(listed("qxr, taoe, utr, sev, yts, yify, rarbg group"))
"""Alliances that put their mark in brackets behind the name of whoever did the work."""

ALLIANCES_OF_KNOWN = frozenset({"qxr"})
"""Alliances whose members are known by their own names."""

INDEX_TAGS = frozenset(listed("eztv, ettv, rartv, rarbg, tgx, vtv, glodls, rargb, publichd, eztvx,"
                              " cracks, et, stm, hb, prt"))  # fmt: skip
"""What index sites hang behind names in brackets; no group."""

GROUP_SUFFIXES = frozenset(listed(
    "rp, xpost, obfuscated, obfuscation, scrambled, sample, pre, postbot, repackpost,"
    " buymore, asrequested, nzbgeek, rakuv, rakuv01, rakuv02, rakuv03, rakuvfinhel, rakuvus,"
    " alternativetorrents, alternativetorequested, z0ids3n, chamele0n, altezachen, 1, gerov,"
    " 4planet, 4p, whiterev, captcha, 1xbet, english, german, cpost, remux, int, nzb"
))  # fmt: skip
"""What re-posters hang behind the group."""
