"""What guides publish, imported and exported over the API."""

import json
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from tests.decisions.formats.guides import guide
from tests.kit.app import App
from tests.kit.torznab_server import Reply, TorznabServer, huge, to
from tests.web.test_profiles import FORMATS, IMPORT, MUSIC, PROFILES, SLOW, guide_format

pytestmark = pytest.mark.anyio

PROFILE_IMPORT = "/api/v1/profiles/import"


@pytest.fixture
def site() -> Iterator[TorznabServer]:
    with TorznabServer() as running:
        yield running


def guide_profile(name: str = "HD", **more: Any) -> dict[str, Any]:
    return {
        "trash_id": "p1",
        "name": name,
        "trash_description": "Good.",
        "trash_score_set": "german",
        "group": 3,
        "upgradeAllowed": True,
        "cutoff": "WEB 1080p",
        "minFormatScore": 0,
        "cutoffFormatScore": 100,
        "minUpgradeFormatScore": 1,
        "language": "Original",
        "items": [
            {"name": "WEB 1080p", "allowed": True, "items": ["WEBRip-1080p", "WEBDL-1080p"]},
            {"name": "DVD", "allowed": False},
        ],
        "formatItems": {"MAX": "f1"},
        **more,
    }


def scored(profile: dict[str, Any]) -> dict[str, int]:
    return {one["name"]: one["score"] for one in profile["formatItems"] if one["score"]}


async def everything(api: httpx2.AsyncClient) -> Any:
    return [(await api.get(path)).json() for path in (FORMATS, PROFILES, MUSIC)]


async def test_a_guide_s_profile_is_scored_by_its_set(api: httpx2.AsyncClient) -> None:
    missing = await api.post(PROFILE_IMPORT, json=guide_profile())
    assert missing.status_code == 400 and "it scores “MAX”, which is not" in missing.json()["error"]
    scores = {"default": 5, "german": -20}
    await api.post(IMPORT, json=guide_format("MAX", "max", trash_id="f1", trash_scores=scores))
    made = await api.post(PROFILE_IMPORT, json=guide_profile())
    assert made.status_code == 201, made.text
    [told] = made.json()["profiles"]
    assert (told["name"], told["kind"], made.json()["formats"]) == ("HD", "movie", [])
    shown = (await api.get(f"{PROFILES}/{told['id']}")).json()
    assert scored(shown) == {"MAX": -20} and shown["language"]["name"] == "Original"

    newer = await api.post(PROFILE_IMPORT, json=guide_profile("HD, newer", trash_score_set=None))
    assert newer.json()["profiles"] == [{**told, "name": "HD, newer"}], "in its own place"
    exported = (await api.get(f"/api/v1/profiles/{told['id']}/export")).json()
    assert guide_profile("HD, newer").keys() - {"trash_score_set"} <= exported.keys()
    assert exported["formatItems"] == {"MAX": "f1"} and exported["formatScores"] == {"MAX": 5}


async def test_an_exported_profile_brings_its_formats_along(
    api: httpx2.AsyncClient, app: App
) -> None:
    [hdr] = [one for one in (await api.get(PROFILES)).json() if scored(one)][:1]
    exported = (await api.get(f"/api/v1/profiles/{hdr['id']}/export")).json()
    again = await api.post(PROFILE_IMPORT, json=exported)
    assert again.status_code == 400 and "replace=true" in again.json()["error"]
    same = await api.post(PROFILE_IMPORT, params={"replace": "true"}, json=exported)
    assert same.json()["profiles"][0]["id"] == hdr["id"] and same.json()["formats"] == []
    assert (await api.get(f"{PROFILES}/{hdr['id']}")).json() == hdr

    brought = {**exported["customFormats"][0], "name": "HDR here"}
    moved = {**exported, "name": "Moved", "formatScores": {"HDR here": 7}}
    made = await api.post(PROFILE_IMPORT, json=[{**moved, "customFormats": [brought]}])
    assert [one["name"] for one in made.json()["formats"]] == ["HDR here"]
    shown = (await api.get(f"{PROFILES}/{made.json()['profiles'][0]['id']}")).json()
    assert scored(shown) == {"HDR here": 7}


async def test_what_another_server_answers_is_pasted(api: httpx2.AsyncClient) -> None:
    """Its own numbers of formats mean nothing here; names do."""
    for path, preset in ((PROFILES, "4K with HDR"), (MUSIC, "FLAC")):
        given = next(one for one in (await api.get(path)).json() if one["name"] == preset)
        pasted = {**given, "id": 77, "name": f"{preset}, pasted"}
        pasted["formatItems"] = [
            {**one, "format": one["format"] + 40} for one in given["formatItems"]
        ]
        done = await api.post(PROFILE_IMPORT, json=[pasted])
        assert done.status_code == 201, done.text
        made = done.json()["profiles"][0]["id"]
        shown = (await api.get(f"{path}/{made}")).json()
        assert shown == {**given, "id": made, "name": f"{preset}, pasted"}

    [*_, last] = (await api.get(PROFILES)).json()
    strange = {**last, "name": "Other", "formatItems": [{"format": 1, "name": "Far", "score": 5}]}
    refused = await api.post(PROFILE_IMPORT, json=strange)
    assert refused.status_code == 400, refused.text
    assert "it scores “Far”, and there is no such format" in refused.json()["error"]
    unscored = {**strange, "formatItems": [{"format": 1, "name": "Far", "score": 0}]}
    assert (await api.post(PROFILE_IMPORT, json=unscored)).status_code == 201


async def test_every_preset_goes_out_and_in(api: httpx2.AsyncClient) -> None:
    before = await everything(api)
    for one in (*before[1], *before[2]):
        exported = (await api.get(f"/api/v1/profiles/{one['id']}/export")).json()
        done = await api.post(PROFILE_IMPORT, params={"replace": "true"}, json=exported)
        assert done.json()["profiles"][0]["id"] == one["id"], done.text
        assert (await api.get(f"/api/v1/profiles/{one['id']}/export")).json() == exported
    assert await everything(api) == before


async def test_all_that_guides_publish(api: httpx2.AsyncClient) -> None:
    formats, profiles = guide("cf"), guide("quality-profiles")
    assert (await api.post(IMPORT, json=formats)).status_code == 201
    exported = (await api.get("/api/v1/formats/export")).json()
    published = {one["trash_id"]: one for one in exported if "trash_id" in one}
    assert published == {one["trash_id"]: one for one in formats}
    done = await api.post(PROFILE_IMPORT, json=profiles)
    assert done.status_code == 201 and len(done.json()["profiles"]) == len(profiles)
    for told, profile in zip(done.json()["profiles"], profiles, strict=True):
        out = (await api.get(f"/api/v1/profiles/{told['id']}/export")).json()
        assert {key: out[key] for key in profile} == profile


async def test_from_an_address(api: httpx2.AsyncClient, site: TorznabServer) -> None:
    site.on("/one.json", Reply(json.dumps(guide_format())))
    site.on("/here", to("/one.json"))
    done = await api.post(IMPORT, json={"URL": f" {site.url}/here "})
    assert [one["name"] for one in done.json()["formats"]] == ["x265"], done.text
    site.on("/bom", Reply(b"\xef\xbb\xbf" + json.dumps(guide_profile(formatItems={})).encode()))
    assert (await api.post(PROFILE_IMPORT, json={"url": f"{site.url}/bom"})).status_code == 201


async def test_addresses_that_lead_nowhere(api: httpx2.AsyncClient, site: TorznabServer) -> None:
    before = await everything(api)
    site.on("/page", Reply("\n<!doctype html><title>x</title>"))
    site.on("/half", Reply(json.dumps(guide_format())[:-9]))
    site.on("/huge", huge(6))
    site.on("/file", to("file:///etc/passwd"))
    site.on("/round", to("/round"))
    nobody = "http://127.0.0.1:9/x"
    cases = [
        (f"{site.url}/page", 502, "web page"),
        (f"{site.url}/half", 400, "not JSON"),
        (f"{site.url}/huge", 502, "5 MB"),
        (f"{site.url}/file", 502, "http"),
        (f"{site.url}/round", 502, "redirects"),
        (f"{site.url}/gone?token=s3cret", 502, "404"),
        (nobody, 503, "127.0.0.1:9"),
        ("file:///etc/passwd", 400, "http"),
        ("ftp://127.0.0.1/x", 400, "http"),
        ("http://me:s3cret@127.0.0.1/x", 400, "password"),
        ("http://[", 400, "http"),
        ("http://127.0.0.1/\u202e", 400, "http"),
        ("", 400, "http"),
        (5, 400, "an address, not 5"),
    ]
    for path in (IMPORT, PROFILE_IMPORT):
        for url, status, words in cases:
            answer = await api.post(path, json={"url": url})
            said = answer.json()["error"]
            assert (answer.status_code, words in said, "s3cret" in said) == (status, True, False), (
                url,
                said,
            )
    assert await everything(api) == before


def bad_profiles() -> list[tuple[Any, str]]:
    one = guide_profile(formatItems={})
    fine = {**one, "trash_id": "p2", "name": "Fine"}
    brings = {**one, "formatScores": {"New": 1}}
    return [
        ([], "no profile in it"),
        ([fine, 5], "must be an object"),
        ([fine, {**one, "name": "fine"}], "two profiles have this name"),
        ([fine, {**one, "cutoff": "Bluray-2160p"}], "not in it"),
        ([fine, {**one, "items": []}], "no quality at all"),
        ([fine, {**one, "items": [*one["items"], one["items"][1]]}], "“DVD” is in it twice"),
        ([fine, {**one, "name": "a\0b"}], "a character that is none"),
        ([fine, {**one, "name": "a\nb"}], "control character"),
        ([fine, {**one, "kind": "series"}], "must be movie or album"),
        ([fine, {**one, "sizes": [{"quality": "DVD", "min": 9, "max": 1}]}], "DVD"),
        ([fine, {**one, "formatScores": {"Gone": 1}}], "“Gone”"),
        ([fine, {**brings, "customFormats": [guide_format("New", "(")]}], "pattern"),
        ([fine, {**brings, "customFormats": [guide_format("New", SLOW)]}], "pattern"),
        ([fine, {**brings, "cutoff": "X", "customFormats": [guide_format("New")]}], "not in it"),
    ]


async def test_profiles_come_in_whole_or_not_at_all(api: httpx2.AsyncClient) -> None:
    before = await everything(api)
    for body, words in bad_profiles():
        answer = await api.post(PROFILE_IMPORT, json=body)
        assert answer.status_code == 400 and words in answer.json()["error"], (body, answer.text)
    assert await everything(api) == before


async def test_megabytes(api: httpx2.AsyncClient) -> None:
    before = await everything(api)
    for path in (IMPORT, PROFILE_IMPORT):
        for size, status in ((4_900_000, 400), (5_000_100, 400), (6_000_000, 413)):
            answer = await api.post(path, content=b"[" + b" " * size + b"]")
            assert (answer.status_code, bool(answer.json()["error"])) == (status, True)
    assert (await api.post(FORMATS, content=b" " * 2_000_000)).status_code == 413
    assert await everything(api) == before


@pytest.mark.parametrize("name", ["🎬👩‍👩‍👧‍👦", "\u2068مرحبا\u2069", "\u202eevil", "é" * 200])
async def test_names_in_any_script(api: httpx2.AsyncClient, name: str) -> None:
    made = await api.post(IMPORT, json=guide_format(name))
    assert made.json()["formats"][0]["name"] == name
    items = {"formatScores": {name: 3}, "formatItems": {}}
    done = await api.post(PROFILE_IMPORT, json=guide_profile(name, **items))
    told = (await api.get(f"{PROFILES}/{done.json()['profiles'][0]['id']}")).json()
    assert (told["name"], scored(told)) == (name, {name: 3})


async def test_sizes_of_a_guide(api: httpx2.AsyncClient) -> None:
    place, kept = "/api/v1/definitions/import", "/api/v3/qualitydefinition"
    sizes = {"quality": "DVD", "min": 1.5, "preferred": 20, "max": 40}
    done = await api.post(place, json={"trash_id": "x", "type": "movie", "qualities": [sizes]})
    assert (done.status_code, done.json()["qualities"]) == (201, ["DVD"])
    before = (await api.get(kept)).json()
    [dvd] = [one for one in before if one["title"] == "DVD"]
    assert (dvd["minSize"], dvd["preferredSize"], dvd["maxSize"]) == (1.5, 20, 40)
    exported = (await api.get("/api/v1/definitions/export")).json()
    assert sizes in exported["qualities"] and len(exported["qualities"]) == len(before)
    assert (await api.post(place, json=exported)).status_code == 201
    bad = [
        ({}, "must be a list"),
        ({"qualities": []}, "no quality in it"),
        ({"qualities": [sizes, {**sizes, "quality": "VHS"}]}, "“VHS”"),
        ({"qualities": [sizes, sizes]}, "twice"),
        ({"qualities": [{**sizes, "min": 50}]}, "in this order"),
        ({"qualities": [{**sizes, "max": "40"}]}, "must be a number"),
    ]
    for body, words in bad:
        answer = await api.post(place, json=body)
        assert answer.status_code == 400 and words in answer.json()["error"], answer.text
    music = {"qualities": [{"quality": "FLAC", "min": 500}]}
    assert (await api.post(place, json=music)).status_code == 400
    assert (await api.post(place, params={"kind": "album"}, json=music)).status_code == 201
    assert (await api.get(kept)).json() == before


async def test_the_guides_sizes(api: httpx2.AsyncClient) -> None:
    for value in guide("quality-size"):
        done = await api.post("/api/v1/definitions/import", json=value)
        assert done.status_code == 201, done.text
        exported = (await api.get("/api/v1/definitions/export")).json()["qualities"]
        assert [one for one in value["qualities"] if one not in exported] == []
