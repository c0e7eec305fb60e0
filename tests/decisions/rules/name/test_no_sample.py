from neonarr.decisions.rules.name.no_sample import no_sample
from neonarr.decisions.situation import Situation
from tests.decisions.make import candidate, movie


def test_small_files_that_say_so_are_samples() -> None:
    found = no_sample(movie("1080p.sample", size=30_000_000), Situation())
    assert found is not None
    assert found.message == "It is a sample of 30 MB; wanted is the whole."


def test_the_word_alone_makes_no_sample() -> None:
    assert no_sample(candidate("The.Sample.1987.1080p", size=8_000_000_000), Situation()) is None
    assert no_sample(movie("1080p.sample"), Situation()) is None
    assert no_sample(movie("1080p.resampled", size=30_000_000), Situation()) is None
