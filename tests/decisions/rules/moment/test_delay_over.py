from datetime import timedelta
from typing import Any

from neonarr.decisions.model import Candidate
from neonarr.decisions.rules.moment.delay_over import delay_over
from neonarr.decisions.situation import Delay
from tests.decisions.make import NOW, held, movie, profile, situation

DELAY = Delay(timedelta(hours=6), skipped_from_score=100)


def young(words: str, **fields: Any) -> Candidate:
    return movie(words, published_at=NOW - timedelta(hours=1), **fields)


def test_young_ones_wait_for_better_ones() -> None:
    found = delay_over(young("1080p.WEB-DL"), situation(profile=profile(), delay=DELAY))
    assert found is not None
    assert found.message == "It is 1 hour old; the delay profile waits for 6 hours."
    assert found.is_permanent is False


def test_what_can_hardly_be_beaten_does_not_wait() -> None:
    asked = situation(profile=profile(), delay=DELAY)
    assert delay_over(young("1080p.BluRay"), asked) is None
    assert delay_over(young("1080p.WEB-DL", format_score=100), asked) is None
    patient = Delay(timedelta(hours=6), is_skipped_for_best=False)
    assert (
        delay_over(young("1080p.BluRay"), situation(profile=profile(), delay=patient)) is not None
    )


def test_repairs_and_what_is_old_or_undated_do_not_wait() -> None:
    asked = situation(profile=profile(), delay=DELAY, holding=held("WEBDL-1080p"))
    assert delay_over(young("PROPER.1080p.WEB-DL"), asked) is None
    assert delay_over(young("1080p.WEB-DL"), asked) is not None
    assert delay_over(movie("1080p", published_at=NOW - timedelta(hours=6)), asked) is None
    assert delay_over(movie("1080p"), asked) is None
    assert delay_over(young("1080p"), situation()) is None
