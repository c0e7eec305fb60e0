"""pyarr, and radarr which checks every type, on profiles, formats, sizes, delays and names."""

import json
from collections.abc import Iterator
from typing import Any

import pyarr
import pytest
import radarr
from pyarr.exceptions import PyarrBadRequest, PyarrResourceNotFound
from radarr.exceptions import ApiException, BadRequestException, NotFoundException

from tests.kit.app import API_KEY
from tests.web.serving import served

FILM = "Heat.1995.PROPER.GERMAN.DL.1080p.BluRay.x264-GRP"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("served")) as address:
        yield address


@pytest.fixture
def plain(url: str) -> Iterator[Any]:
    client = pyarr.RadarrAPI(url, API_KEY)
    yield client
    client.session.close()


@pytest.fixture
def typed(url: str) -> Iterator[radarr.ApiClient]:
    settings = radarr.Configuration(host=url, api_key={"X-Api-Key": API_KEY})
    with radarr.ApiClient(settings) as client:
        yield client
        client.rest_client.pool_manager.clear()


@pytest.fixture
def music(url: str) -> Iterator[Any]:
    client = pyarr.LidarrAPI(url, API_KEY)
    yield client
    client.session.close()


def condition(**more: Any) -> dict[str, Any]:
    fields = [{"name": "value", "value": r"\bx264\b"}]
    kind = "ReleaseTitleSpecification"
    plain = {"name": "x264", "implementation": kind, "negate": False, "required": True}
    return {**plain, "fields": fields, **more}


def test_pyarr_and_profiles(plain: Any) -> None:
    [first, *others] = plain.get_quality_profile()
    assert plain.get_quality_profile(first["id"]) == first and len(others) == 4
    schema = plain.get_quality_profile_schema()
    schema["items"][-1]["allowed"] = True
    cutoff = schema["items"][-1]["quality"]["id"]
    made = plain.add_quality_profile(
        "Mine",
        schema,
        cutoff,
        upgrade_allowed=True,
        language={"id": 1, "name": "English"},
        min_format_score=0,
        cutoff_format_score=10,
        format_items=schema["formatItems"],
    )
    assert (made["name"], made["cutoff"], made["language"]["name"]) == ("Mine", cutoff, "English")
    changed = plain.upd_quality_profile(made["id"], {**made, "name": "Yours"})
    assert changed == plain.get_quality_profile(made["id"]) == {**made, "name": "Yours"}
    with pytest.raises(PyarrBadRequest, match="not in it"):
        plain.upd_quality_profile(made["id"], {**made, "cutoff": 99})
    plain.del_quality_profile(made["id"])
    with pytest.raises(PyarrResourceNotFound):
        plain.get_quality_profile(made["id"])


def test_pyarr_and_sizes(plain: Any) -> None:
    one = plain.get_quality_definition()[-1]
    assert plain.get_quality_definition(one["id"]) == one
    changed = plain.upd_quality_definition(one["id"], {**one, "minSize": 1.5})
    assert changed["minSize"] == plain.get_quality_definition(one["id"])["minSize"] == 1.5
    assert plain._put("qualitydefinition/update", "/v3", data=[one])[one["id"] - 1] == one


def test_pyarr_and_formats(plain: Any) -> None:
    made = plain._post(
        "customFormat", "/v3", data={"name": "x264", "specifications": [condition()]}
    )
    assert made in plain._get("customformat", "/v3")
    assert plain._put("customformat", "/v3", data={**made, "name": "AVC"})["name"] == "AVC"
    assert len(plain._get("customformat/schema", "/v3")) == 11
    told = plain._get("parse", "/v3", {"title": FILM})
    assert "AVC" in [one["name"] for one in told["customFormats"]]
    with pytest.raises(PyarrBadRequest, match="pattern"):
        broken = condition(fields=[{"name": "value", "value": "(a"}])
        plain._post("customformat", "/v3", data={"name": "broken", "specifications": [broken]})
    assert plain._delete("customformat/bulk", "/v3", data={"ids": [made["id"]]}) is not None
    with pytest.raises(PyarrResourceNotFound):
        plain._get(f"customformat/{made['id']}", "/v3")


def test_pyarr_and_delays(plain: Any) -> None:
    [only] = plain._get("delayProfile", "/v3")
    assert (
        plain._put("delayprofile/1", "/v3", data={**only, "torrentDelay": 10})["torrentDelay"] == 10
    )
    assert plain._put("delayprofile", "/v3", data=only) == only
    tag = plain.create_tag("Kids")
    assert plain.get_tag(tag["id"]) == tag and tag in plain.get_tag()
    made = plain._post("delayprofile", "/v3", data={**only, "torrentDelay": 5, "tags": [tag["id"]]})
    assert (made["tags"], made["order"]) == ([tag["id"]], 1)
    assert [one["id"] for one in plain._get("delayprofile", "/v3")] == [made["id"], 1]
    plain._delete(f"delayprofile/{made['id']}", "/v3")
    plain.del_tag(tag["id"])
    with pytest.raises(PyarrResourceNotFound):
        plain.get_tag(tag["id"])
    with pytest.raises(PyarrBadRequest, match="tag"):
        plain._post("delayprofile", "/v3", data=only)


def test_pyarr_and_names(plain: Any) -> None:
    set_to = plain.get_config_naming()
    changed = {**set_to, "movieFolderFormat": "{Movie CleanTitle} ({Release Year})"}
    assert plain.upd_config_naming(changed) == changed == plain.get_config_naming()
    with pytest.raises(PyarrBadRequest, match="no such token"):
        plain.upd_config_naming({**set_to, "movieFolderFormat": "{Film}"})
    assert plain.upd_config_naming(set_to) == set_to


def test_pyarr_changes_and_looks_up_a_movie(plain: Any) -> None:
    assert plain.lookup_movie("tmdb:949") == []
    [new] = plain.lookup_movie("Heat 1995")
    made = plain.add_movie(new, root_dir="/m", quality_profile_id=1, search_for_movie=False)
    assert plain.upd_movie(
        {**made, "monitored": False, "qualityProfileId": 2}, move_files=True
    ) == {
        **made,
        "monitored": False,
        "qualityProfileId": 2,
    }
    assert [one["id"] for one in plain.lookup_movie("heat")] == [made["id"]]
    plain.del_movie(made["id"])


def test_pyarr_and_music(music: Any) -> None:
    [first, *_] = music.get_quality_profile()
    assert music.upd_quality_profile(first["id"], first) == first
    assert music.get_quality_profile_schema()["items"]
    one = music.get_quality_definition()[0]
    assert music.upd_quality_definition(one["id"], one) == one


def test_radarr_and_profiles(typed: radarr.ApiClient) -> None:
    api = radarr.QualityProfileApi(typed)
    known = api.list_quality_profile()
    assert len(known) == 5 and all(one.language.name for one in known)
    new = radarr.QualityProfileSchemaApi(typed).get_qualityprofile_schema()
    new.name = "Mine"
    new.items[-1].allowed = True
    new.cutoff = new.items[-1].quality.id
    made = api.create_quality_profile(new)
    assert api.get_quality_profile_by_id(made.id) == made
    made.name = "Yours"
    made.cutoff_format_score = 5
    assert api.update_quality_profile(str(made.id), made) == made
    api.delete_quality_profile(made.id)
    with pytest.raises(NotFoundException):
        api.get_quality_profile_by_id(made.id)
    with pytest.raises(ApiException, match="default"):
        api.delete_quality_profile(known[0].id)


def test_radarr_and_sizes(typed: radarr.ApiClient) -> None:
    api = radarr.QualityDefinitionApi(typed)
    one = api.list_quality_definition()[3]
    assert api.get_quality_definition_by_id(one.id) == one
    before, one.min_size = one.min_size, 2.5
    assert api.update_quality_definition(str(one.id), one).min_size == 2.5
    one.min_size = before
    api.put_quality_definition_update([one])
    assert api.get_quality_definition_by_id(one.id) == one
    limits = api.get_quality_definition_limits()
    assert (limits.min, limits.max) == (0, 2000)


def test_radarr_and_formats(typed: radarr.ApiClient) -> None:
    api = radarr.CustomFormatApi(typed)
    schema = json.loads(api.list_custom_format_schema_without_preload_content().read())
    one = radarr.CustomFormatSpecificationSchema.from_dict(
        next(s for s in schema if s["implementation"] == "ResolutionSpecification")
    )
    one.name = "1080p"
    one.fields[0].value = 1080
    new = radarr.CustomFormatResource(name="Lines", specifications=[one])
    made = api.create_custom_format(new)
    assert made in api.list_custom_format() and api.get_custom_format_by_id(made.id) == made
    made.include_custom_format_when_renaming = True
    assert api.update_custom_format(str(made.id), made) == made
    told = radarr.ParseApi(typed).get_parse(title=FILM)
    assert "Lines" in [met.name for met in told.custom_formats]
    many = radarr.CustomFormatBulkResource(ids=[made.id], includeCustomFormatWhenRenaming=False)
    # Several formats are answered, where the published document promises one.
    answer = api.put_custom_format_bulk_without_preload_content(many)
    assert answer.status == 202 and json.loads(answer.read())[0]["id"] == made.id
    assert api.get_custom_format_by_id(made.id).include_custom_format_when_renaming is False
    api.delete_custom_format(made.id)
    with pytest.raises(NotFoundException):
        api.get_custom_format_by_id(made.id)
    again = api.create_custom_format(new)
    api.delete_custom_format_bulk(radarr.CustomFormatBulkResource(ids=[again.id]))
    assert again.id not in [kept.id for kept in api.list_custom_format()]
    with pytest.raises(BadRequestException, match="has no condition"):
        api.create_custom_format(radarr.CustomFormatResource(name="None", specifications=[]))


def test_radarr_and_names(typed: radarr.ApiClient) -> None:
    api = radarr.NamingConfigApi(typed)
    set_to = api.get_naming_config()
    assert api.get_naming_config_by_id(set_to.id) == set_to
    changed = set_to.model_copy(update={"standard_movie_format": "{Movie Title} {Quality Full}"})
    assert api.update_naming_config("1", changed) == changed
    api.get_naming_config_examples(movie_folder_format="{Movie Title}")
    with pytest.raises(BadRequestException, match="never closed"):
        api.get_naming_config_examples(movie_folder_format="{Movie Title")
    assert api.update_naming_config("1", set_to) == set_to


def test_radarr_and_delays(typed: radarr.ApiClient) -> None:
    api = radarr.DelayProfileApi(typed)
    [only] = api.list_delay_profile()
    assert api.get_delay_profile_by_id(1) == only and only.tags == []
    only.torrent_delay = 15
    assert api.update_delay_profile("1", only) == only
    only.torrent_delay = 0
    api.update_delay_profile("1", only)
    with pytest.raises(BadRequestException, match="tag"):
        api.create_delay_profile(only)
    tag = radarr.TagApi(typed).create_tag(radarr.TagResource(label="Late"))
    late = [
        api.create_delay_profile(only.model_copy(update={"id": 0, "tags": [tag.id]}))
        for _ in range(2)
    ]
    assert [one.order for one in late] == [1, 2] and late[0].tags == [tag.id]
    moved = api.update_delay_profile_reorder(late[0].id, after=late[1].id)
    assert [one.id for one in moved] == [late[1].id, late[0].id, 1]
    for one in late:
        api.delete_delay_profile(one.id)
    assert api.list_delay_profile() == [api.get_delay_profile_by_id(1)]
    with pytest.raises(ApiException, match="set it to 0"):
        api.delete_delay_profile(1)


def test_radarr_changes_and_looks_up_a_movie(typed: radarr.ApiClient) -> None:
    api, lookup = radarr.MovieApi(typed), radarr.MovieLookupApi(typed)
    new = radarr.MovieResource(title="Heat", year=1995, tmdb_id=949, monitored=False)
    made = api.create_movie(new)
    made.monitored, made.quality_profile_id = True, 3
    assert api.update_movie(str(made.id), movie_resource=made) == made
    assert api.get_movie_by_id(made.id) == made
    found = json.loads(lookup.list_movie_lookup_without_preload_content(term="tmdb:949").read())
    assert [one["id"] for one in found] == [made.id]
    one = json.loads(lookup.list_movie_lookup_tmdb_without_preload_content(tmdb_id=949).read())
    assert one["id"] == made.id
    told = radarr.ParseApi(typed).get_parse(title=FILM)
    assert told.movie.id == made.id and told.custom_format_score == 0
    api.delete_movie(made.id)
