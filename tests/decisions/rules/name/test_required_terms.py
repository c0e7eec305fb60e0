from neonarr.base.ids import IndexerId
from neonarr.decisions.rules.name.required_terms import required_terms
from neonarr.decisions.situation import Terms, term
from tests.decisions.make import movie, situation


def test_one_of_the_words_is_enough() -> None:
    asked = situation(terms=(Terms(required=(term("REMUX"), term("/x26[45]/i"))),))
    assert required_terms(movie("1080p.BluRay.x264"), asked) is None
    assert required_terms(movie("1080p.BluRay.Remux"), asked) is None


def test_none_of_the_words_is_rejected() -> None:
    asked = situation(terms=(Terms(required=(term("remux"), term("/x26[45]/"))),))
    found = required_terms(movie("1080p.BluRay"), asked)
    assert found is not None
    assert found.message == (
        "Its name, “The.Long.Harbor.1987.1080p.BluRay”, has none of the required words "
        "remux, /x26[45]/."
    )


def test_each_set_of_words_counts_where_it_is_meant_for() -> None:
    of = movie("1080p")
    elsewhere = Terms(required=("remux",), indexer_id=IndexerId(7))
    tagged = Terms(required=("remux",), tags=frozenset({"uhd"}))
    assert required_terms(of, situation(terms=(elsewhere, tagged))) is None
    assert required_terms(of, situation(terms=(tagged,), tags=frozenset({"uhd"}))) is not None
    assert required_terms(of, situation(terms=(Terms(), Terms(required=("remux",))))) is not None
    assert required_terms(of, situation()) is None
