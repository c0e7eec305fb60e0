"""Languages: what names call them, their ISO 639 codes, and where they are spoken.

Source: https://www.loc.gov/standards/iso639-2/php/code_list.php
"""

from typing import NamedTuple

from neonarr.releases.tables.facets import CAPITALS, Facet, Table, listed, plain, telling


class Language(NamedTuple):
    """`codes` are ISO 639-1 and 639-2; `regions` ISO 3166 codes it may be narrowed to; `words`
    what names call it; `short` the abbreviations names use."""

    codes: str
    regions: str
    words: str
    short: str


LANGUAGES: dict[str, Language] = {
    "English": Language("en, eng", "US, GB, AU, CA, NZ, IE, IN, ZA",
                        "english, inglés, ingles, anglais, inglese, англ", "en, eng, ing"),
    "French": Language("fr, fra, fre", "FR, BE, CH, LU", "french, français, francais, truefrench,"
                       " vff, vfq, vfi, vf2, vfb, francese, vof, voq",
                       "fr, fra, fre, vf, vq, fran"),
    "Spanish": Language("es, spa", "ES", "spanish, castellano, español, espanol, castilian,"
                        " espagnol", "es, spa, esp, cast"),
    "German": Language("de, deu, ger", "DE, AT, CH, LI, LU", "german, deutsch, swissgerman,"
                       " videomann, allemand, tedesco, germandubbed", "de, ger, deu"),
    "Italian": Language("it, ita", "IT, CH, SM", "italian, italiano, italien", "it, ita"),
    "Danish": Language("da, dan", "DK", "danish, dansk", "dk, dan"),
    "Dutch": Language("nl, nld, dut", "NL, SR", "dutch, nederlands, nlaudio", "nl, nld, dut"),
    "Japanese": Language("ja, jpn", "JP", "japanese, japonais", "jp, jap, jpn, ja"),
    "Icelandic": Language("is, isl, ice", "IS", "icelandic, íslenska", "isl"),
    "Chinese": Language("zh, zho, chi", "CN, HK, TW, SG, MO", "chinese, mandarin, cantonese,"
                        " putonghua, 国语, 國語, 粤语, 粵語, 国配, 中文",
                        "chi, zh, chs, cht, cn, zho"),
    "Russian": Language("ru, rus", "RU, BY", "russian, русский", "ru, rus"),
    "Polish": Language("pl, pol", "PL", "polish, polski, lektor, lektorpl, pllek, plek, plaudio,"
                       " pldub, dubpl, lekpl, pldubbing", "pl, pol, lek"),
    "Vietnamese": Language("vi, vie", "VN", "vietnamese, thuyet minh", "vie"),
    "Swedish": Language("sv, swe", "SE, FI", "swedish, svensk, svenska, swedub", "swe, sv"),
    "Norwegian": Language("no, nor, nb, nob, nn, nno", "NO", "norwegian, norsk", "no, nor"),
    "Finnish": Language("fi, fin", "FI", "finnish, suomi", "fi, fin"),
    "Turkish": Language("tr, tur", "TR, CY", "turkish, türkçe, turkce", "tr, tur"),
    "Portuguese": Language("pt, por", "PT", "portuguese, português, portugues", "pt, por"),
    "Flemish": Language("vls", "BE", "flemish, vlaams", ""),
    "Greek": Language("el, ell, gre", "GR, CY", "greek", "gr, gre"),
    "Korean": Language("ko, kor", "KR, KP", "korean, 한국어", "ko, kor"),
    "Hungarian": Language("hu, hun", "HU", "hungarian, magyar, hundub", "hu, hun"),
    "Hebrew": Language("he, heb", "IL", "hebrew, hebdub", "heb, he"),
    "Lithuanian": Language("lt, lit", "LT", "lithuanian", "lt, lit"),
    "Czech": Language("cs, ces, cze", "CZ", "czech, cesky, český, czdub, czdabing", "cz, cze"),
    "Hindi": Language("hi, hin", "IN", "hindi", "hin"),
    "Romanian": Language("ro, ron, rum, mo, mol", "RO, MD", "romanian, rodubbed, rodub", "ro, ron"),
    "Thai": Language("th, tha", "TH", "thai", "tha, th"),
    "Bulgarian": Language("bg, bul", "BG", "bulgarian, bgaudio", "bg, bul"),
    "Portuguese (Brazil)": Language("", "BR", "dublado, brazilian, pt br, ptbr, brazilian"
                                    " portuguese", "por br"),
    "Arabic": Language("ar, ara", "AE, BH, DZ, EG, IQ, JO, KW, LB, LY, MA, OM, QA, SA, SY, TN,"
                       " YE", "arabic", "ara, ar"),
    "Ukrainian": Language("uk, ukr", "UA", "ukrainian, українська", "ukr, ua, uk"),
    "Persian": Language("fa, fas, per", "IR, AF", "persian, farsi", "per, fas"),
    "Bengali": Language("bn, ben", "BD, IN", "bengali, bangla", "ben"),
    "Slovak": Language("sk, slk, slo", "SK", "slovak, skdub", "sk, svk, slk"),
    "Latvian": Language("lv, lav", "LV", "latvian", "lv, lav, lat"),
    "Spanish (Latino)": Language("", "MX, AR, CO, CL, PE, VE, UY, BO, CR, DO, EC, GT, HN, NI, PA,"
                                 " PR, PY, SV, 419", "latino, latin spanish, spanish latino,"
                                 " español latino, espanol latino, latam", "lat spa"),
    "Catalan": Language("ca, cat", "ES, AD", "catalan, catalán, català, catala", "cat"),
    "Croatian": Language("hr, hrv", "HR, BA", "croatian, hrvatski", "hrv, cro"),
    "Serbian": Language("sr, srp, scc", "RS, BA, ME", "serbian, srpski", "srp"),
    "Bosnian": Language("bs, bos", "BA", "bosnian, bosanski", "bos"),
    "Estonian": Language("et, est", "EE", "estonian, eesti", "est, ee"),
    "Tamil": Language("ta, tam", "IN, LK, SG", "tamil", "tam"),
    "Indonesian": Language("id, ind", "ID", "indonesian", "ind, indo"),
    "Telugu": Language("te, tel", "IN", "telugu", "tel"),
    "Macedonian": Language("mk, mkd, mac", "MK", "macedonian", "mkd"),
    "Slovenian": Language("sl, slv", "SI", "slovenian, slovene", "slv, slo, si"),
    "Malayalam": Language("ml, mal", "IN", "malayalam", "mal"),
    "Kannada": Language("kn, kan", "IN", "kannada", "kan"),
    "Albanian": Language("sq, sqi, alb", "AL, MK, XK", "albanian, shqip", "alb"),
    "Afrikaans": Language("af, afr", "ZA, NA", "afrikaans", "afr"),
    "Marathi": Language("mr, mar", "IN", "marathi", "mar"),
    "Tagalog": Language("tl, tgl, fil", "PH", "tagalog, filipino", "tgl"),
    "Urdu": Language("ur, urd", "PK, IN", "urdu", "urd"),
    "Romansh": Language("rm, roh", "CH", "romansh, rumantsch, romansch, rumantsch grischun", "roh"),
    "Mongolian": Language("mn, mon, khk, mvf", "MN, CN", "mongolian", "mon, khk"),
    "Georgian": Language("ka, kat, geo", "GE", "georgian", "geo, kat"),
}  # fmt: skip

OF_REGION = {
    ("pt", "BR"): "Portuguese (Brazil)",
    ("nl", "BE"): "Flemish",
    **{("es", region): "Spanish (Latino)"
       for region in listed(LANGUAGES["Spanish (Latino)"].regions)},
}  # fmt: skip
"""Where a code with its region is a language of its own."""

ORIGINAL = "Original"
"""The language the movie was made in, whichever that is."""

_DUBBED = ("dub", "dubs", "dubbed")
_SUBBED = ("sub", "subs", "subbed")


def _shorts(length: range) -> dict[str, str]:
    return {
        name: ",".join(w for w in listed(language.short) if len(w) in length)
        for name, language in LANGUAGES.items()
        if any(len(w) in length for w in listed(language.short) if w)
    }


def _glued(endings: tuple[str, ...]) -> dict[str, str]:
    """`hebdubbed`, `engsubs`, `polishdub`: language and ending written as one."""
    return {
        name: ",".join(
            f"{word}{ending}"
            for word in [*listed(language.short), *listed(language.words)]
            if word and " " not in word
            for ending in endings
        )
        for name, language in LANGUAGES.items()
    }


def _counted() -> dict[str, str]:
    """`2xukr`: several sound tracks in one language."""
    return {
        name: ",".join(
            f"{count}x{w}" for w in listed(language.short) if len(w) == 3 for count in range(1, 7)
        )
        for name, language in LANGUAGES.items()
        if any(len(w) == 3 for w in listed(language.short))
    }


WORDS_FOR_LANGUAGES = plain(
    Facet.LANGUAGE, {name: language.words for name, language in LANGUAGES.items()}
)
ORIGINAL_WORDS = plain(Facet.LANGUAGE, {ORIGINAL: "original, orig, original audio"})
SHORT_WORDS = plain(Facet.LANGUAGE, _shorts(range(3, 8)))
CODES_THAT_ARE_WORDS = plain(
    Facet.LANGUAGE,
    {"Italian": "it", "Norwegian": "no", "Hebrew": "he", "Japanese": "ja", "Slovenian": "si"},
    spelled=CAPITALS,
)
CODES = {
    word: sense
    for word, sense in plain(Facet.LANGUAGE, _shorts(range(1, 3))).items()
    if word not in CODES_THAT_ARE_WORDS
}
DUBBED = telling(Facet.LANGUAGE, _glued(_DUBBED))
SUBBED = telling(Facet.SUBTITLES, {"": ",".join(_glued(_SUBBED).values())})
COUNTED = telling(Facet.LANGUAGE, _counted())
DUBBING = telling(
    Facet.DUBBING,
    {
        "multi": "multi2, multi3, multi4, dual audio, dual lang, multi audio, multilang,"
        " multi lang",
    },
) | plain(
    Facet.DUBBING, {"dl": "dl", "ml": "ml", "multi": "multi, dual", "dubbed": "dubbed, dub, dublaj"}
)
SUBTITLES = telling(
    Facet.SUBTITLES,
    {
        "hardcoded": "korsub, korsubs, hcsub, hc subs, hardsub, hardsubs, hardsubbed, hcsubs,"
        " chsub",
        "": "vostfr, subfrench, multisubs, multisub, multi subs, multi sub, softsubs, softsub,"
        " esubs, esub, nlsubs, sesubs, dksubs, fansub, fastsub, vost, subforced, plsub, subpl,"
        " subspl, nordicsubs, nosubs, nosub",
    },
) | plain(
    Facet.SUBTITLES,
    {"": "subs, sub, subtitles, subtitle", "subbed": "subbed", "hardcoded": "hc"},
)
NORDIC = telling(Facet.NOTE, {"": "nordicdub"}) | plain(Facet.NOTE, {"": "nordic"})

MOVIE_LANGUAGES: tuple[Table, ...] = (
    CODES, CODES_THAT_ARE_WORDS, SHORT_WORDS, WORDS_FOR_LANGUAGES, ORIGINAL_WORDS, NORDIC,
    COUNTED, DUBBED, DUBBING, SUBBED, SUBTITLES,
)  # fmt: skip
