"""What a download is added with."""

import pytest

from neonarr.base.errors import Invalid
from neonarr.downloads.model import AddOptions

ODD = ["Films (4K) & mehr", "Müsik/音楽", "100% #1", "it's", "a.b", "movies"]


@pytest.mark.parametrize("category", ["", *ODD, "n" * 255])
def test_a_category_that_every_client_keeps(category: str) -> None:
    assert AddOptions(category=category).category == category


@pytest.mark.parametrize(
    "category",
    [
        *("../outside", "/etc", "a/../../b", "a/./b", "..", "."),
        *("a\\b", "a//b", "/a", "a/", "a,b", " a", "a ", "a/ b"),
        *("a\nb", "a\0b", "\u202ea", "\ud800", "n" * 256, "ü" * 128),
    ],
)
def test_one_that_not_every_client_would(category: str) -> None:
    with pytest.raises(Invalid, match=r"^Category .* write names") as caught:
        AddOptions(category=category)
    assert caught.value.field == "category"
