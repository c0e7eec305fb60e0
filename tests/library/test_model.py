"""When a movie is out."""

from datetime import UTC, datetime, timedelta

import pytest

from neonarr.library.model import Availability, Facts

CINEMAS, DISC, ONLINE = (datetime(2030, month, 1, tzinfo=UTC) for month in (3, 7, 5))
WAITED = Availability


@pytest.mark.parametrize(
    ("facts", "out"),
    [
        (Facts(), None),
        (Facts(in_cinemas=CINEMAS, physical_release=DISC), None),
        (Facts(availability=WAITED.RELEASED), None),
        (Facts(availability=WAITED.RELEASED, status="announced"), None),
        (Facts(availability=WAITED.IN_CINEMAS, in_cinemas=CINEMAS, digital_release=DISC), CINEMAS),
        (Facts(availability=WAITED.IN_CINEMAS, digital_release=ONLINE), ONLINE),
        (Facts(availability=WAITED.RELEASED, in_cinemas=CINEMAS, physical_release=DISC), DISC),
        (
            Facts(availability=WAITED.RELEASED, digital_release=ONLINE, physical_release=DISC),
            ONLINE,
        ),
        (Facts(availability=WAITED.RELEASED, in_cinemas=CINEMAS), CINEMAS + timedelta(days=90)),
    ],
)
def test_what_is_waited_for(facts: Facts, out: datetime | None) -> None:
    assert facts.available_at == out
