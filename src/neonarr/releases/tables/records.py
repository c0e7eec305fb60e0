"""How music was issued and what it was copied from."""

from neonarr.releases.tables.facets import Facet, Table, plain, telling

MEDIA = telling(
    Facet.MEDIUM,
    {
        "CD": "cdda, 2cd, 3cd, 4cd, 5cd, 6cd, cdr, cdr2, cds, cdm, cdep, bootcd, 2xcd, 3xcd, mcd,"
        " cdsingle, promocd, cd single",
        "vinyl": "2lp, 3lp, vinylrip, vinyl rip, 12inch, 7inch, 10inch, vls",
        "web": "itunes, webrip, qobuz",
        "disc": "dvda, sacd, bluray, dvd a",
    },
)
PLAIN_MEDIA = plain(
    Facet.MEDIUM,
    {
        "CD": "cd, cdrip, cd rip",
        "vinyl": "vinyl, lp, 12 inch, 7 inch",
        "web": "web, deezer, tidal, bandcamp, amazon music",
        "tape": "tape, cassette",
        "radio": "sat, cable, line, dab, fm",
        "DVD": "dvd",
    },
)
PLAIN_FORMS = plain(
    Facet.FORM,
    {
        "single": "single, maxi single",
        "ep": "ep",
        "album": "album, full album",
        "live": "live",
        "compilation": "compilation, best of, greatest hits, anthology, collection",
        "mixtape": "mixtape",
        "soundtrack": "ost, soundtrack, original soundtrack",
        "bootleg": "bootleg",
    },
)
PLAIN_EDITIONS = plain(
    Facet.EDITION,
    {
        "edition": "deluxe, deluxe edition, super deluxe, super deluxe edition, special edition,"
        " super special edition, limited edition, expanded, expanded edition, remaster,"
        " remastered, remastered edition, anniversary, anniversary edition, collectors edition,"
        " collector's edition, standard edition, explicit, bonus, bonus tracks, bonus track,"
        " reissue, japanese, japanese edition, japan edition, clean version, edition, extended,"
        " complete edition, tour edition, platinum edition, legacy edition, deluxe version,"
        " expanded version, limited, retail, restored, mono, stereo, ltd ed, japan",
    },
)
REVISIONS = plain(
    Facet.REVISION,
    {"2": "proper, repack, rerip, repack1", "3": "repack2, rerip2", "4": "repack3, rerip3"},
)
NOTES = telling(Facet.NOTE, {"": "readnfo, read nfo, log100"})
PLAIN_NOTES = plain(
    Facet.NOTE, {"": "promo, eac, log, cue, rip, download, internal, int, advance, xld, nmr"}
)
RECORDS: tuple[Table, ...] = (
    PLAIN_NOTES, NOTES, PLAIN_EDITIONS, PLAIN_FORMS, PLAIN_MEDIA, REVISIONS, MEDIA,
)  # fmt: skip
