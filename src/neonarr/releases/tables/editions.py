"""Words of editions and revisions.

An edition is a run of these words. `own` words are one by themselves (Extended); `closing` words
need another before them (Cut); `leading` words need a closing one behind them (Final); `late` ones
do within a title, but are editions by themselves behind it (Directors).
"""

from neonarr.releases.tables.facets import CAPITALS, Facet, Table, plain

EDITION_WORDS = plain(
    Facet.EDITION,
    {
        "own": "extended, uncut, unrated, uncensored, theatrical, remastered, remaster, restored,"
        " despecialized, imax, fanedit, open matte, openmatte, criterion, redux,"
        " 2in1, 3in1, 4in1, 5in1, 6in1, 7in1, 2 in 1, 3 in 1, 4 in 1, recut, unmatted,"
        " directors cut, director's cut, directorscut, extendedcut, final cut, special edition,"
        " fan edit, extended cut, extended edition, collectors edition, collector's edition,"
        " ultimate edition, anniversary edition, criterion collection, theatrical cut, rogue cut,"
        " uncut version, unrated version, director cut, limited edition,"
        " complete edition",
        "closing": "cut, edition, version, edit",
        "late": "directors, director's",
        "leading": "director, collectors, collector's, final, ultimate,"
        " special, anniversary, limited, assembly, rogue, alternative, alternate, producers,"
        " producer's, diamond, signature, international, imperial, fan, workprint, black, chrome,"
        " definitive, platinum, gold, deluxe, complete, standard, restoration, long, super,"
        " supreme, integral, european, american, us, uk, tv, home, video, festival,"
        " rekall, maximum, widescreen, roadshow, superbit, steelbook, luxe, legacy, premium,"
        " kinofassung, langfassung",
    },
) | plain(Facet.EDITION, {"leading": ",".join(
    f"{n}{'th' if 10 <= n % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"
    for n in range(1, 101)
)})  # fmt: skip
EDITION_IN_CAPITALS = plain(Facet.EDITION, {"own": "dc, se"}, spelled=CAPITALS)
REVISIONS = plain(
    Facet.REVISION,
    {
        "2": "proper, repack, rerip, repack1, proper1, reencode",
        "3": "repack2, rerip2, proper2",
        "4": "repack3, rerip3, proper3",
        **{f"v{n}": f"v{n}" for n in range(2, 8)},
    },
)
REAL = plain(Facet.REVISION, {"real": "real"}, spelled=CAPITALS)

MOVIE_EDITIONS: tuple[Table, ...] = (EDITION_WORDS, EDITION_IN_CAPITALS, REVISIONS, REAL)
