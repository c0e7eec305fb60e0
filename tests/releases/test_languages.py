import pytest

from neonarr.releases.languages import language_of, language_of_code
from neonarr.releases.tables.facets import listed
from neonarr.releases.tables.languages import LANGUAGES


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("en", "English"),
        ("ENG", "English"),
        ("en-GB", "English"),
        ("en_us", "English"),
        ("ger", "German"),
        ("deu", "German"),
        ("de-AT", "German"),
        ("de-AU", None),
        ("pt", "Portuguese"),
        ("pt-BR", "Portuguese (Brazil)"),
        ("es-MX", "Spanish (Latino)"),
        ("spa-ES", "Spanish"),
        ("nl-BE", "Flemish"),
        ("enus", None),
        ("xx", None),
        ("", None),
        ("-", None),
    ],
)
def test_codes(code: str, language: str | None) -> None:
    assert language_of_code(code) == language


def test_no_code_means_two_languages() -> None:
    codes = [c for language in LANGUAGES.values() for c in listed(language.codes) if c]
    assert len(codes) == len(set(codes))


def test_every_language_is_found_by_its_own_name() -> None:
    assert {name: language_of(name) for name in LANGUAGES} == {name: name for name in LANGUAGES}
