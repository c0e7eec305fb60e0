import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neonarr.base.errors import Invalid
from neonarr.decisions.formats.kinds import Kind
from neonarr.decisions.formats.reading import formats_from_text, read_format, read_formats
from neonarr.decisions.formats.writing import api_json, api_schema, guide_json
from neonarr.decisions.given import LARGEST
from tests.decisions.formats.build import form, line
from tests.decisions.formats.guides import guide

GOOD = form(line("ReleaseTitle", "x264"))


def changed(**keys: Any) -> dict[str, Any]:
    return {**GOOD, **keys}


def with_line(**keys: Any) -> dict[str, Any]:
    return changed(specifications=[{**line("Source", 7), **keys}])


@pytest.mark.parametrize(
    ("value", "field", "said"),
    [
        (5, "json", "must be an object, not 5"),
        (None, "json", "not nothing"),
        ([], "json", "no format in it"),
        ([GOOD, 3], "[1]", "must be an object"),
        ([GOOD, GOOD], "[1].name", "Two formats are called “Form”"),
        ([GOOD] * 2_001, "json", "too many"),
        ({}, "name", "“name” must be a text, not nothing"),
        (changed(name=""), "name", "is empty"),
        (changed(name="a\nb"), "name", "control character"),
        (changed(name="a\0b"), "name", "a character that is none"),
        (changed(name="\ud800"), "name", "a character that is none"),
        (changed(name="x" * 201), "name", "the most is 200"),
        (changed(specifications=None), "specifications", "must be a list, not nothing"),
        (changed(specifications=[]), "specifications", "no condition"),
        (changed(specifications=[1]), "specifications[0]", "must be an object, not 1"),
        (changed(specifications=[line("Source", 7)] * 201), "specifications", "more than 200"),
        (changed(includeCustomFormatWhenRenaming="yes"), None, "true or false, not “yes”"),
        (changed(trash_id="x", trash_scores=[1]), "trash_scores", "must be an object"),
        (changed(trash_id="x", trash_scores={"default": "5"}), None, "must be a whole number"),
        (with_line(name=None), "specifications[0].name", "must be a text"),
        (with_line(implementation="MoonSpecification"), None, "no kind of condition called “Moon"),
        (with_line(negate=1), None, "condition “Source 7”: “negate” must be true or false, not 1"),
        (with_line(fields=7), None, "“fields” must be a list"),
        (with_line(fields=[{"value": 7}]), None, "“name” must be a text"),
        (with_line(fields={}), "specifications[0].fields.value", "a whole number, not nothing"),
        (with_line(fields={"value": True}), None, "a whole number, not true"),
        (with_line(fields={"value": 1.5}), None, "a whole number, not 1.5"),
        (with_line(fields={"value": 10**400}), None, "out of bounds"),
        (with_line(fields={"value": 77}), None, "77 is no source; there are 0, 1, 2"),
        (form(line("ReleaseTitle", "(a")), None, "the pattern “(a” is broken at character 1"),
        (form(line("ReleaseTitle", "(a|a)*$")), None, "takes too long"),
        (
            with_line(**{**line("ReleaseTitle", "x" * 9_000), "name": "Long"}),
            None,
            "the most is 5000",
        ),
        (form(line("Language", 900)), None, "no language has the number 900"),
        (form(line("Language", 1, exceptLanguage="no")), None, "true or false, not “no”"),
        (form(line("Size", {"min": 5, "max": 1})), None, "from 5 to 1 GB is no span"),
        (form(line("Year", {"min": 1, "max": "x"})), None, "must be a number, not “x”"),
        (form(line("Size", {"min": 0, "max": 1e300})), None, "out of bounds"),
    ],
)
def test_what_can_t_be_used_is_refused_by_name(value: Any, field: str | None, said: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_formats(value)
    assert said in str(caught.value)
    assert field is None or caught.value.field == field


def test_the_place_is_named_in_full() -> None:
    bad = form(line("ReleaseTitle", "x"), {**line("ReleaseGroup", "["), "name": "Groups"})
    with pytest.raises(Invalid) as caught:
        read_format({**bad, "name": "Mine"})
    assert str(caught.value) == (
        "Format “Mine”, condition “Groups”: the pattern “[” is broken at character 1: "
        "the class opened by [ is not closed; add ]."
    )
    assert caught.value.field == "specifications[1].fields.value"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("NaN", "NaN is not a number"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a":' * 100_000, "nested too deeply"),
        (json.dumps([GOOD] * 40_000), "MB of JSON; the most is 5 MB"),
        ("1" * 5_000, "not JSON"),
        (b"\xff\xfe\xfa", "not JSON"),
    ],
)
def test_text_that_is_no_format(text: str | bytes, said: str) -> None:
    with pytest.raises(Invalid) as caught:
        formats_from_text(text)
    assert said in str(caught.value)
    assert len(str(caught.value)) < 400
    assert LARGEST == 5_000_000


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
VALUES = st.sampled_from([0, 1, 7, 1080, -2, 2**40, "", "x264", "(", None, True, 1.5, [], {}])
LINES = st.fixed_dictionaries(
    {
        "name": st.text(max_size=3) | ANYTHING,
        "implementation": st.sampled_from([kind.value for kind in Kind]) | ANYTHING,
        "negate": st.booleans() | VALUES,
        "required": st.booleans() | VALUES,
        "fields": st.dictionaries(
            st.sampled_from(["value", "min", "max", "exceptLanguage"]), VALUES | ANYTHING
        )
        | st.lists(st.fixed_dictionaries({"name": st.just("value"), "value": VALUES}))
        | ANYTHING,
    }
)
FORMATS = st.fixed_dictionaries(
    {"name": st.text(min_size=1, max_size=5), "specifications": st.lists(LINES, max_size=3)},
    optional={"trash_id": VALUES, "trash_scores": ANYTHING},
)


@settings(deadline=None)  # others share this processor
@given(ANYTHING | FORMATS | st.lists(FORMATS, max_size=3))
def test_no_value_does_worse_than_being_refused(value: Any) -> None:
    try:
        found = read_formats(value)
    except Invalid as error:
        assert str(error)
        assert error.field
        return
    for one in found:
        assert read_format(guide_json(one)) == one
        json.dumps(guide_json(one), allow_nan=False)


@settings(deadline=None)  # others share this processor
@given(st.text() | st.binary())
def test_no_text_does_worse_than_being_refused(text: str | bytes) -> None:
    with pytest.raises(Invalid):
        formats_from_text(text)


NAMES = st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1, max_size=9)
SPAN = st.tuples(st.integers(0, 3000), st.integers(0, 3000)).map(sorted)
SOUND = st.one_of(
    st.tuples(
        st.sampled_from(["ReleaseTitle", "ReleaseGroup", "Edition"]),
        st.fixed_dictionaries(
            {"value": st.sampled_from(["x264", r"\bHDR\b", "^(FLUX)$", "[a-z]+"])}
        ),
    ),
    st.tuples(st.just("Source"), st.fixed_dictionaries({"value": st.integers(0, 9)})),
    st.tuples(st.just("Resolution"), st.fixed_dictionaries({"value": st.just(2160)})),
    st.tuples(st.just("QualityModifier"), st.fixed_dictionaries({"value": st.integers(0, 5)})),
    st.tuples(st.just("IndexerFlag"), st.fixed_dictionaries({"value": st.sampled_from([1, 32])})),
    st.tuples(st.just("ReleaseType"), st.fixed_dictionaries({"value": st.integers(0, 3)})),
    st.tuples(
        st.just("Language"),
        st.fixed_dictionaries(
            {"value": st.integers(-2, 57)}, optional={"exceptLanguage": st.booleans()}
        ),
    ),
    st.tuples(
        st.sampled_from(["Size", "Year"]), SPAN.map(lambda two: {"min": two[0], "max": two[1]})
    ),
)


@st.composite
def sound_formats(draw: st.DrawFn) -> dict[str, Any]:
    lines = [
        {
            "name": draw(NAMES),
            "implementation": f"{kind}Specification",
            "negate": draw(st.booleans()),
            "required": draw(st.booleans()),
            "fields": fields,
        }
        for kind, fields in draw(st.lists(SOUND, min_size=1, max_size=4))
    ]
    guide_keys = st.fixed_dictionaries(
        {"trash_id": NAMES},
        optional={
            "trash_scores": st.dictionaries(NAMES, st.integers(-10_000, 10_000), min_size=1),
            "trash_regex": NAMES,
            "trash_description": NAMES,
        },
    )
    return {
        **draw(guide_keys | st.just({})),
        "name": draw(NAMES),
        "includeCustomFormatWhenRenaming": draw(st.booleans()),
        "specifications": lines,
    }


@settings(deadline=None)  # others share this processor
@given(sound_formats())
def test_what_is_read_is_written_as_it_was(value: dict[str, Any]) -> None:
    found = read_format(value)
    assert guide_json(found) == value
    again = read_format(api_json(found, 5))
    assert api_json(again, 5) == api_json(found, 5)


def test_all_of_the_guides_formats_go_in_and_out_unchanged() -> None:
    values = guide("cf")
    formats = read_formats(values)
    assert len(formats) == 242
    assert [guide_json(one) for one in formats] == values
    for one in formats:
        again = read_format(api_json(one, 1))
        assert api_json(again, 1) == api_json(one, 1)


def test_the_guide_s_scores_by_score_set() -> None:
    one = read_format(changed(trash_id="x", trash_scores={"default": 100, "german": 0}))
    assert one.guide_score() == one.guide_score("french") == 100
    assert one.guide_score("german") == 0
    assert read_format(changed()).guide_score() is None


def test_the_schema_shows_every_kind() -> None:
    shown = api_schema()
    assert [one["implementation"] for one in shown] == [kind.value for kind in Kind]
    for one in shown:
        assert one["implementationName"]
        assert all(field["label"] for field in one["fields"])
