from neonarr.decisions.rules.name.no_hardcoded_subs import no_hardcoded_subs
from tests.decisions.make import movie, situation

KORSUB = movie("KORSUB.1080p.WEBRip")


def test_they_pass_unless_refused() -> None:
    assert no_hardcoded_subs(KORSUB, situation()) is None
    assert no_hardcoded_subs(movie("1080p"), situation(refuses_hardcoded_subs=True)) is None


def test_refused_but_for_those_that_are_welcome() -> None:
    found = no_hardcoded_subs(KORSUB, situation(refuses_hardcoded_subs=True))
    assert found is not None
    assert found.message == (
        "Subtitles are burned into its picture (KORSUB); wanted is a clean picture."
    )
    asked = situation(refuses_hardcoded_subs=True, allowed_subs=frozenset({"korsub"}))
    assert no_hardcoded_subs(KORSUB, asked) is None
