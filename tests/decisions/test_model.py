from datetime import UTC, datetime

import pytest

from neonarr.base.ids import ItemId
from neonarr.base.kinds import MediaKind
from neonarr.decisions.model import Reason, Rejection, Want, want_of
from neonarr.library.model import Item


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_sentence_that_tells_both_sides(reason: Reason) -> None:
    message = Rejection(reason, "GOT", "WANT").message
    assert "GOT" in message
    assert "WANT" in message
    assert message[0].isupper()
    assert message.endswith(".")


def test_braces_in_a_name_are_only_text() -> None:
    message = Rejection(Reason.WRONG_ITEM, "{want} {0}", "x").message
    assert message == "It is {want} {0}, not x."


def test_an_item_becomes_a_want() -> None:
    item = Item(
        ItemId(3),
        MediaKind.ALBUM,
        "Blue Hours",
        "Jane Doe",
        2001,
        True,
        datetime(2020, 1, 1, tzinfo=UTC),
    )
    want = want_of(item)
    assert want == Want(MediaKind.ALBUM, "Blue Hours", "Jane Doe", 2001)
    assert want.label == "Jane Doe – Blue Hours"
