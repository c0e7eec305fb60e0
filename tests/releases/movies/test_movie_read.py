import pytest

from neonarr.base.kinds import MediaKind
from neonarr.releases.movies.read import full_imdb_id, read_copy, read_movie
from tests.releases.cases import Case, cases, told, wanted


@pytest.mark.parametrize("case", cases("movies.yaml"), ids=lambda case: case["name"])
def test_own_names_read_as_told(case: Case) -> None:
    found = read_movie(case["name"])
    assert found is not None
    assert found.kind is MediaKind.MOVIE
    want = wanted(case)
    assert {key: told(found)[key] for key in want} == want


@pytest.mark.parametrize("name", [case["name"] for case in cases("junk.yaml") if case["movie"]])
def test_what_is_no_movie_name_is_not_read(name: str) -> None:
    assert read_movie(name) is None


@pytest.mark.parametrize("case", cases("copies.yaml"), ids=lambda case: case["name"])
def test_a_copy_is_read_without_a_movie_name(case: Case) -> None:
    found = read_copy(case["name"])
    want = {key: value for key, value in case.items() if key != "name"}
    assert {key: told(found)[key] for key in want} == want


@pytest.mark.parametrize(
    ("text", "full"),
    [("1234567", "tt1234567"), ("tt1", "tt0000001"), ("tt", None), ("tt123456789", None),
     ("nm0000001", None), ("", None), (" tt12345678 ", "tt12345678"), ("١٢٣٤٥٦٧", None)],
)  # fmt: skip
def test_imdb_ids_are_written_out(text: str, full: str | None) -> None:
    assert full_imdb_id(text) == full
