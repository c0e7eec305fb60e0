import pytest
from hypothesis import given
from hypothesis import strategies as st

from neonarr.base.kinds import MediaKind
from neonarr.releases.explain import explain
from neonarr.releases.parse import parse
from tests.releases.cases import cases
from tests.releases.test_parse import MIXED

FULL = "www.site.org - Some.Film.2012.DC.REPACK.2160p.AMZN.WEB-DL.DV.DDP5.1.Atmos.GER.DL.h265-GRP"


def test_every_text_that_tells_something_is_marked() -> None:
    marks = explain(FULL)
    assert [(mark.field, FULL[mark.start : mark.end]) for mark in marks] == [
        ("title", "Some.Film"),
        ("year", "2012"),
        ("edition", "DC"),
        ("revision", "REPACK"),
        ("resolution", "2160p"),
        ("service", "AMZN"),
        ("source", "WEB-DL"),
        ("hdr", "DV"),
        ("audio", "DDP5.1"),
        ("channels", "DDP5.1"),
        ("audio", "Atmos"),
        ("languages", "GER"),
        ("isMulti", "DL"),
        ("video", "h265"),
        ("group", "GRP"),
    ]


def test_an_album_is_explained() -> None:
    name = "Jane_Doe-Blue_Hours-24-96-WEB-FLAC-2021-GRP"
    assert {mark.field: name[mark.start : mark.end] for mark in explain(name)} == {
        "artist": "Jane_Doe",
        "title": "Blue_Hours",
        "bits": "24-96",
        "sampleRate": "24-96",
        "medium": "WEB",
        "audio": "FLAC",
        "year": "2021",
        "group": "GRP",
    }


def test_what_is_no_release_name_has_no_marks() -> None:
    assert explain("just some words") == []


@pytest.mark.parametrize("file", ["movies.yaml", "albums.yaml"])
def test_title_year_and_group_are_marked_where_they_stand(file: str) -> None:
    kind = MediaKind.MOVIE if file == "movies.yaml" else MediaKind.ALBUM
    for case in cases(file):
        found, name = parse(case["name"], kind), case["name"]
        assert found is not None
        told = {mark.field: name[mark.start : mark.end] for mark in explain(name, kind)}
        assert told.get("year") == (str(found.year) if found.year else None)
        assert told.get("group") == found.group
        assert bool(told["title"])


@given(st.text(max_size=120) | MIXED, st.sampled_from([None, *MediaKind]))
def test_marks_lie_within_the_name(name: str, kind: MediaKind | None) -> None:
    found, marks = parse(name, kind), explain(name, kind)
    assert bool(marks) == (found is not None)
    for mark in marks:
        assert 0 <= mark.start <= mark.end <= len(name)
