from neonarr.decisions.rules.offer.right_tags import right_tags
from tests.decisions.make import movie, situation


def test_an_indexer_without_tags_is_for_all() -> None:
    assert right_tags(movie("1080p"), situation(tags=frozenset({"kids"}))) is None


def test_one_with_tags_is_for_items_that_have_one_of_them() -> None:
    asked = {"indexer": {"tags": frozenset({"kids", "anime"})}}
    assert right_tags(movie("1080p"), situation(tags=frozenset({"kids"}), **asked)) is None
    assert right_tags(movie("1080p"), situation(want=None, **asked)) is None
    found = right_tags(movie("1080p"), situation(tags=frozenset(), **asked))
    assert found is not None
    assert found.message == "Its indexer is for anime, kids; this has no tags."
