"""Tags, on both databases."""

import pytest

from neonarr.base.errors import Invalid
from neonarr.settings import tags
from neonarr.storage.db import Database

pytestmark = pytest.mark.anyio


async def test_a_label_has_one_number_for_good(database: Database) -> None:
    first = await database.write(tags.ensure, ["kids", "4k"])
    again = await database.write(tags.ensure, ["4k", "french"])

    assert again["4k"] == first["4k"]
    assert len({*first.values(), *again.values()}) == 3
    known = await database.read(tags.tags)
    assert tags.labels_of(known, [first["kids"], again["french"]]) == {"kids", "french"}
    assert await database.write(tags.forget, first["kids"]) is True
    assert await database.write(tags.forget, first["kids"]) is False
    with pytest.raises(Invalid, match="no tag"):
        tags.labels_of(await database.read(tags.tags), [first["kids"]])


@pytest.mark.parametrize("text", ["", "  ", "a,b", "x" * 101, "a\0b", "\ud800"])
def test_what_is_no_label(text: str) -> None:
    with pytest.raises(Invalid, match="word"):
        tags.label(text)
