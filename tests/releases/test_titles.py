"""Real titles nobody has written expectations for."""

import json

import pytest

from neonarr.base.kinds import MediaKind
from neonarr.releases.explain import explain
from neonarr.releases.parse import parse
from tests.releases.shared import TITLES, needs


@pytest.mark.parametrize("kind", [None, *MediaKind])
def test_real_titles_are_read_without_an_exception(kind: MediaKind | None) -> None:
    needs(TITLES)
    titles = [entry["title"] for entry in json.loads(TITLES.read_text(encoding="utf-8"))]
    assert len(titles) > 1000
    found = [parse(title, kind) for title in titles]
    assert sum(one is not None for one in found) > len(titles) / 3
    for title in titles:
        explain(title, kind)
