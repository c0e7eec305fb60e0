"""Languages by their codes and names."""

from neonarr.releases.tables.facets import listed
from neonarr.releases.tables.languages import LANGUAGES, OF_REGION

_BY_CODE = {
    code: name for name, language in LANGUAGES.items() for code in listed(language.codes) if code
}
_REGIONAL = {name: f"{code}-{region}" for (code, region), name in reversed(OF_REGION.items())}
"""Languages that have no code of their own, as the first region speaks them."""
_BY_WORD = {
    word: name
    for name, language in LANGUAGES.items()
    for word in (name.lower(), *listed(language.words), *listed(language.short))
    if word
}


def language_of_code(code: str) -> str | None:
    """The language an ISO 639 code means, with or without a region it is spoken in; None for codes
    and regions nobody uses.

    >>> language_of_code("eng"), language_of_code("pt-BR"), language_of_code("de-AU")
    ('English', 'Portuguese (Brazil)', None)
    """
    plain, _, region = code.replace("_", "-").partition("-")
    name = _BY_CODE.get(plain.lower())
    if name is None or not region:
        return name
    region = region.upper()
    special = OF_REGION.get((plain.lower()[:2], region))
    return special or (name if region in listed(LANGUAGES[name].regions) else None)


def language_of(text: str) -> str | None:
    """The language a code or a name means, None if none.

    >>> language_of("Français"), language_of("ger"), language_of("klingon")
    ('French', 'German', None)
    """
    return language_of_code(text) or _BY_WORD.get(text.lower())


def code_of(name: str) -> str:
    """The first ISO 639 code of a language, with a region where it has none of its own; empty for
    a name of none.

    >>> code_of("German"), code_of("Portuguese (Brazil)"), code_of("Klingon")
    ('de', 'pt-BR', '')
    """
    codes = listed(LANGUAGES[name].codes) if name in LANGUAGES else []
    return next(filter(None, codes), _REGIONAL.get(name, ""))
