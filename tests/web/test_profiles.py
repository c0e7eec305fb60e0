"""Profiles, formats, definitions and the delay, as the family's clients speak of them."""

import json
from typing import Any

import httpx2
import pytest

from tests.kit.app import App
from tests.kit.fake_indexer import release

pytestmark = pytest.mark.anyio

PROFILES, FORMATS = "/api/v3/qualityprofile", "/api/v3/customformat"
DEFINITIONS, DELAYS = "/api/v3/qualitydefinition", "/api/v3/delayprofile"
MUSIC, IMPORT = "/api/v1/qualityprofile", "/api/v1/formats/import"

SLOW = r"(a|aa)+$"


def guide_format(name: str = "x265", value: Any = "x265", **more: Any) -> dict[str, Any]:
    condition = {
        "name": "it",
        "implementation": "ReleaseTitleSpecification",
        "negate": False,
        "required": True,
        "fields": {"value": value},
    }
    return {"name": name, "specifications": [condition], **more}


async def test_presets_are_there_from_the_start(api: httpx2.AsyncClient) -> None:
    shown = (await api.get(PROFILES)).json()
    assert (shown[0]["name"], len(shown)) == ("1080p", 5)
    assert (await api.get(f"{PROFILES}/{shown[1]['id']}")).json() == shown[1]
    assert {one["name"] for one in shown[3]["formatItems"] if one["score"]} == {"HDR"}
    music = (await api.get(MUSIC)).json()
    assert music[0]["name"] == "FLAC" and "language" not in music[0]
    assert (await api.get(f"{PROFILES}/{music[0]['id']}")).status_code == 404


async def test_a_profile_from_its_schema_to_its_end(api: httpx2.AsyncClient) -> None:
    blank = (await api.get(f"{PROFILES}/schema")).json()
    assert "id" not in blank and not any(item["allowed"] for item in blank["items"])
    wanted = {**blank, "name": "Mine", "cutoff": blank["items"][-1]["quality"]["id"]}
    wanted["items"][-1]["allowed"] = True
    made = await api.post(PROFILES, json={**wanted, "id": 0})
    assert made.status_code == 201
    one = made.json()
    changed = await api.put(f"{PROFILES}/{one['id']}", json={**one, "name": "Yours"})
    assert (changed.status_code, changed.json()["name"]) == (202, "Yours")
    by_body = await api.put(PROFILES, json={**one, "Name": "Ours", "ID": one["id"]})
    assert (by_body.status_code, by_body.json()["name"]) == (202, "Ours")
    assert (await api.delete(f"{PROFILES}/{one['id']}")).json() == {}
    assert (await api.get(f"{PROFILES}/{one['id']}")).status_code == 404
    default = await api.delete(f"{PROFILES}/1")
    assert default.status_code == 409 and "default" in default.json()["message"]


async def test_what_the_family_does_not_know_of_a_profile_stays(
    api: httpx2.AsyncClient, app: App
) -> None:
    small = (await api.get(f"{PROFILES}/2")).json()
    await api.put(f"{PROFILES}/2", json={**small, "name": "Smaller"})
    async with app.with_key() as again:
        assert (await again.get(f"{PROFILES}/2")).json() == {**small, "name": "Smaller"}


def broken(profile: dict[str, Any]) -> list[tuple[dict[str, Any], str, str]]:
    items = profile["items"]
    none = [{**item, "allowed": False} for item in items]
    return [
        ({**profile, "name": ""}, "name", "empty"),
        ({**profile, "name": "a\0b"}, "name", "character"),
        ({**profile, "cutoff": 4711}, "cutoff", "not in it"),
        ({**profile, "items": []}, "items", "no quality"),
        ({**profile, "items": none}, "items", "at least one"),
        ({**profile, "items": [*items, items[-1]]}, "items", "twice"),
        ({**profile, "items": 5}, "items", "list"),
        ({**profile, "minUpgradeFormatScore": 0}, "minUpgradeFormatScore", "1 or more"),
        ({**profile, "formatItems": [{"format": 99, "score": 1}]}, "formatItems[0].format", "99"),
    ]


async def test_a_profile_that_makes_no_sense_is_refused_in_words(api: httpx2.AsyncClient) -> None:
    one = (await api.get(f"{PROFILES}/1")).json()
    for body, field, words in broken(one):
        for answer in (
            await api.put(f"{PROFILES}/1", json=body),
            await api.post(PROFILES, json={"name": "New", **body}),
        ):
            [wrong] = answer.json()
            assert (answer.status_code, wrong["propertyName"]) == (400, field), body
            assert words in wrong["errorMessage"]
    assert (await api.get(f"{PROFILES}/1")).json() == one
    assert len((await api.get(PROFILES)).json()) == 5


async def test_a_format_from_a_guide_to_its_end(api: httpx2.AsyncClient) -> None:
    made = await api.post(FORMATS, json=guide_format())
    assert made.status_code == 201
    one = made.json()
    assert one["specifications"][0]["fields"][0]["value"] == "x265"
    assert (await api.get(f"{FORMATS}/{one['id']}")).json() == one
    renamed = await api.put(f"{FORMATS}/{one['id']}", json={**one, "name": "HEVC"})
    assert (renamed.status_code, renamed.json()["name"]) == (202, "HEVC")
    assert (await api.put(FORMATS, json={**one, "name": "H265"})).json()["name"] == "H265"
    assert len((await api.get(f"{FORMATS}/schema")).json()) == 11
    assert (await api.delete(f"{FORMATS}/{one['id']}")).json() == {}
    assert (await api.get(f"{FORMATS}/{one['id']}")).status_code == 404


async def test_a_scored_format_stays(api: httpx2.AsyncClient) -> None:
    [hdr] = [one for one in (await api.get(FORMATS)).json() if one["name"] == "HDR"]
    answer = await api.delete(f"{FORMATS}/{hdr['id']}")
    assert answer.status_code == 409 and "“4K with HDR”" in answer.json()["message"]


async def test_guides_are_imported_whole_or_not_at_all(api: httpx2.AsyncClient) -> None:
    before = (await api.get(FORMATS)).json()
    pasted = [guide_format(trash_id="a"), guide_format("AV1", "av1", trash_id="b")]
    done = await api.post(IMPORT, json=pasted)
    assert (done.status_code, [f["name"] for f in done.json()["formats"]]) == (201, ["x265", "AV1"])
    again = await api.post(IMPORT, json=guide_format("x265 too", trash_id="a"))
    assert again.json()["formats"][0]["id"] == done.json()["formats"][0]["id"]
    exported = (await api.get("/api/v1/formats/export")).json()
    assert [one["name"] for one in exported][-2:] == ["x265 too", "AV1"]
    assert (await api.post(IMPORT, json=exported)).status_code == 201

    kept = (await api.get(FORMATS)).json()
    assert len(kept) == len(before) + 2
    for bad in (guide_format("c", "(a"), guide_format("d", SLOW), guide_format("e", 5), []):
        given = [guide_format("fine"), bad] if bad else bad
        answer = await api.post(IMPORT, json=given)
        assert answer.status_code == 400 and answer.json()["error"], bad
    unknown = guide_format("f")
    unknown["specifications"][0]["implementation"] = "MoonSpecification"
    answer = await api.post(IMPORT, json=[unknown])
    assert answer.status_code == 400 and "MoonSpecification" in answer.json()["error"]
    huge = await api.post(IMPORT, content=json.dumps([guide_format("x" * 5_000_000)]))
    assert huge.status_code in (400, 413)
    assert (await api.post(IMPORT, content=b"[" * 100_000)).status_code == 400
    assert (await api.get(FORMATS)).json() == kept


async def test_definitions(api: httpx2.AsyncClient) -> None:
    shown = (await api.get(DEFINITIONS)).json()
    one = shown[-1]
    assert (await api.get(f"{DEFINITIONS}/{one['id']}")).json() == one
    changed = await api.put(f"{DEFINITIONS}/{one['id']}", json={**one, "minSize": 33.5})
    assert (changed.status_code, changed.json()["minSize"]) == (202, 33.5)
    all_of_them = await api.put(f"{DEFINITIONS}/update", json=shown)
    assert (all_of_them.status_code, all_of_them.json()) == (202, shown)
    assert (await api.put(f"{DEFINITIONS}/1", json=one)).status_code == 400
    wrong = await api.put(f"{DEFINITIONS}/update", json=[{**one, "minSize": 9e9, "maxSize": 1}])
    assert wrong.status_code == 400
    assert (await api.get(DEFINITIONS)).json() == shown
    assert (await api.get(f"{DEFINITIONS}/99")).status_code == 404
    music = (await api.get("/api/v1/qualitydefinition")).json()
    assert "FLAC" in [one["title"] for one in music]


async def test_the_delay(api: httpx2.AsyncClient) -> None:
    [one] = (await api.get(DELAYS)).json()
    assert (one["torrentDelay"], one["tags"]) == (0, [])
    skipped = {"bypassIfAboveCustomFormatScore": True, "minimumCustomFormatScore": 40}
    wished = {**one, "torrentDelay": 90, **skipped}
    answer = await api.put(f"{DELAYS}/1", json=wished)
    assert (answer.status_code, answer.json()) == (202, wished)
    assert (await api.get(f"{DELAYS}/1")).json() == wished
    assert (await api.put(f"{DELAYS}/1", json={**one, "torrentDelay": -1})).status_code == 400
    assert (await api.get(f"{DELAYS}/2")).status_code == 404


async def test_search_tells_formats_languages_and_every_reason(
    api: httpx2.AsyncClient, app: App
) -> None:
    await api.post(FORMATS, json=guide_format())
    [x265] = [one for one in (await api.get(FORMATS)).json() if one["name"] == "x265"]
    one = (await api.get(f"{PROFILES}/1")).json()
    scored = [{"format": x265["id"], "name": "x265", "score": 25}]
    await api.put(f"{PROFILES}/1", json={**one, "formatItems": scored})
    names = ("Heat.1995.GERMAN.1080p.BluRay.x265-GRP", "Heat.1995.CAM.x264-BAD")
    app.outside.indexer.releases[""] = [release(name) for name in names]
    best, worst = (await api.get("/api/v1/search/global/heat")).json()["results"]
    assert {"name": "x265", "score": 25} in best["formats"]
    assert (best["formatScore"], best["languages"], best["approved"]) == (25, ["German"], True)
    assert "quality_not_wanted" in [reason["key"] for reason in worst["rejections"]]


async def test_an_item_is_given_its_profile(api: httpx2.AsyncClient) -> None:
    heat = {"title": "Heat", "year": 1995, "monitored": False}
    wrong = await api.post("/api/v3/movie", json={**heat, "qualityProfileId": 99})
    assert (wrong.status_code, wrong.json()[0]["propertyName"]) == (400, "qualityProfileId")
    assert (await api.get("/api/v3/movie")).json() == []
    made = (await api.post("/api/v3/movie", json={**heat, "qualityProfileId": 2})).json()
    ronin = {"title": "Ronin", "year": 1998, "monitored": False}
    other = (await api.post("/api/v3/movie", json=ronin)).json()
    assert (made["qualityProfileId"], other["qualityProfileId"]) == (2, 1)
    shown = (await api.get("/api/v3/movie")).json()
    assert {one["id"]: one["qualityProfileId"] for one in shown} == {made["id"]: 2, other["id"]: 1}
    in_use = await api.delete(f"{PROFILES}/2")
    assert in_use.status_code == 409 and "“Heat”" in in_use.json()["message"]

    place = f"/api/v1/profiles/items/{made['id']}"
    both = {"slots": {"main": 3, "large": 4}}
    assert (await api.put(place, json=both)).json()["slots"] == [
        {"name": "main", "profileId": 3, "profile": "Anything watchable"},
        {"name": "large", "profileId": 4, "profile": "4K with HDR"},
    ]
    assert (await api.put(place, json={"slots": {"main": 6}})).status_code == 400
    assert (await api.get(f"/api/v3/movie/{made['id']}")).json()["qualityProfileId"] == 3
    assert (await api.get("/api/v1/profiles/items/99")).status_code == 404
    assert (await api.post("/api/v1/profiles/5/default")).json()["name"] == "Best there is"
    assert (await api.get(f"/api/v3/movie/{other['id']}")).json()["qualityProfileId"] == 5
    await api.put(place, json={"slots": {}})
    assert (await api.get(place)).json()["slots"][0]["profileId"] == 5


ODD = (None, True, -1, 2**63, 10**400, 1.5, "", "\0", "\ud800", "\u202eevil", "x" * 10_000, [], {})
FIELDS = ("id", "name", "cutoff", "items", "formatItems", "language", "specifications", "quality")
FIELDS += ("minSize", "torrentDelay", "minFormatScore", "profile", "profileId", "formats", "itemId")
FIELDS += ("kind", "sizes", "note", "formatScores", "customFormats", "trash_id", "upgradeAllowed")


async def test_odd_values_in_every_field_are_answered_in_words(app_on_each: App) -> None:
    async with app_on_each.with_key() as api:
        profile = (await api.get(f"{PROFILES}/1")).json()
        size = (await api.get(f"{DEFINITIONS}/1")).json()
        delay = (await api.get(f"{DELAYS}/1")).json()
        portable = (await api.get("/api/v1/profiles/4/export")).json()
        places: list[tuple[str, str, dict[str, Any]]] = [
            ("PUT", PROFILES, profile),
            ("POST", IMPORT, guide_format()),
            ("POST", "/api/v1/profiles/import", portable),
            ("PUT", f"{DEFINITIONS}/1", size),
            ("PUT", f"{DELAYS}/1", delay),
            ("POST", "/api/v1/decisions/what-if", {"profileId": 1, "profile": profile}),
        ]
        for method, path, whole in places:
            for field in FIELDS:
                for value in ODD:
                    body = json.dumps({**whole, field: value})
                    answer = await api.request(method, path, content=body)
                    assert answer.status_code < 500, (path, field, value, answer.text)
            for value in ODD[:-1]:
                answer = await api.request(method, path, content=json.dumps(value))
                assert 400 <= answer.status_code < 500, (path, value, answer.text)
