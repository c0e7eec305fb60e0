"""Whatever is thrown at the API: never a 500, always a sentence."""

import json
import re
import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic.alias_generators import to_camel

from neonarr.settings.model import Preferences
from neonarr.settings.vault import Vault
from neonarr.storage.db import Database
from tests.kit.app import ADDRESS, App, running
from tests.kit.moved_clock import MovedClock
from tests.web.reading import routes, sentence

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

HUGE = (2**31, 2**63 - 1, 2**63, -(2**63) - 1, 10**30, 10**400)
TEXTS = (
    "",
    " ",
    "\0",
    "a\0b",
    "\ud800",
    "a\udfffb",
    "\u202eevil",
    "\u2068مرحبا\u2069",
    "👩‍👩‍👧‍👦 🎬",
    "a\r\nSet-Cookie: x=y",
    "\x1b[31m",
    "' OR 1=1 --",
    "%s%n{0}{{7*7}}",
    "../../../etc/passwd",
    "<script>alert(1)</script>",
    "x" * 10_000,
    "magnet:?xt=urn:btih:" + "ab" * 20 + "&dn=%00%ff",
    "magnet:?xt=urn:btih:zz",
    str(uuid.UUID(int=7)),
    "NaN",
)
ODD: tuple[Any, ...] = (
    *TEXTS,
    *HUGE,
    *(-n for n in HUGE),
    None,
    True,
    0,
    -1,
    1,
    1.5,
    1e308,
    float("nan"),
    float("inf"),
    [],
    {},
    [[]],
    {"": None},
    {"url": []},
)
PLAUSIBLE: dict[str, tuple[Any, ...]] = {
    "role": ("indexer", "download_client"),
    "kind": ("fake",),
    "settings": (
        {"url": "http://127.0.0.1:9", "timeout_s": 1},
        {"url": "http://127.0.0.1:9", "timeoutS": 10**400, "apiKey": "\ud800"},
        {"url": "http://[", "isFast": 1},
        {"url": "http://h:99999999"},
    ),
    "mediaType": ("movie", "album"),
    "title": ("Heat", "Kind of Blue"),
    "artist": ("Miles Davis",),
    "year": (1995,),
    "priority": (1,),
    "guid": ("g",),
    "indexerId": (1,),
    "path": ("/", "/tmp", "/dev/null/x", "relative"),
    "category": ("all", "movies"),
    "moviesDir": ("/tmp/movies",),
    "engineListen": ("127.0.0.1:0",),
}
NAMES = (
    *PLAUSIBLE,
    *("id", "name", "isEnabled", "imdbId", "tmdbId", "monitored", "movieId", "albumId", "album"),
    *("magnet", "limit", "offset", "status", "deleteFiles", "query", "locked", "shareRatio"),
    *("maxActiveDownloads", "removeTorrent", "engineDiscovery", "indexer_id", "movies_dir", "\0"),
)
IN_PATH = ("1", "0", "-1", "9" * 25, "9" * 5000, "%00", "%ED%A0%80", "a%2Fb", "💿", "AB" * 20)
IN_PATH = (*IN_PATH, str(uuid.UUID(int=7)), "a" * 10_000, "%", "..%2f..", "%20", "'")


@pytest.fixture
async def harmless(
    database: Database, tmp_path: Path, clock: MovedClock, vault: Vault
) -> AsyncIterator[App]:
    async with running(database, clock, vault, tmp_path, has_real_kinds=False) as app:
        yield app


def targets(app: App) -> list[tuple[str, str]]:
    """Everything but the stream that never ends."""
    return [(m, p) for m, p in routes(app.asgi) if p != "/api/v1/events" and m != "HEAD"]


def check(answer: httpx2.Response) -> None:
    what = f"{answer.request.method} {answer.request.url}"[:300], answer.text[:500]
    assert answer.status_code not in (500, 501, 504), what
    if answer.status_code >= 400 and "json" in answer.headers.get("content-type", ""):
        sentence(answer)
    elif answer.status_code == 404 and answer.request.url.path.lower().startswith("/api"):
        assert answer.content == b"", what
    elif answer.status_code >= 400:
        assert not answer.request.url.path.lower().startswith("/api"), what
        assert "</h1>" in answer.text, what  # a page, in words


async def throw(client: httpx2.AsyncClient, method: str, path: str, **what: Any) -> None:
    """`json` may hold what JSON allows and UTF-8 does not."""
    headers = {"content-type": "application/json", "origin": ADDRESS}
    body = json.dumps(what["json"]).encode() if "json" in what else what.get("content", b"")
    url = httpx2.URL(ADDRESS + path, params=what["params"]) if "params" in what else ADDRESS + path
    check(await client.request(method, url, content=body, headers=headers))


def fields(app: App, method: str, path: str) -> list[str]:
    """The names a route's body may hold."""
    if path.endswith("/preferences"):
        return [*map(to_camel, Preferences.__slots__), "locked"]
    described = app.asgi.openapi()
    found = next(p for p in described["paths"] if re.sub(r"\{\w+\}", "1", p) == path)
    body = described["paths"][found].get(method.lower(), {}).get("requestBody")
    named = re.search(r"#/components/schemas/(\w+)", str(body))
    schemas = described["components"]["schemas"]
    return list(schemas[named[1]]["properties"]) if named else []


def queries(app: App, path: str) -> list[str]:
    """The names a query there may hold, and one it does not know; of pages, what many have."""
    for described, methods in app.asgi.openapi()["paths"].items():
        if re.sub(r"\{\w+\}", "1", described) == path:
            known = methods.get("get", {}).get("parameters", [])
            return [*(one["name"] for one in known if one["in"] == "query"), "nonsense"]
    return ["show", "status", "query", "q", "itemId", "path"]


@pytest.mark.timeout(600)  # every field of every route, and there are more with every one
async def test_odd_values_in_every_field_of_every_route(harmless: App) -> None:
    likely = {name: values[0] for name, values in PLAUSIBLE.items()}
    seen = set()
    async with harmless.with_key() as client:
        for method, path in targets(harmless):
            if method == "GET" or not path.startswith("/api/"):
                continue
            for name in fields(harmless, method, path):
                seen.add(name)
                for value in ODD:
                    await throw(client, method, path, json={**likely, name: value})
            for value in ODD:
                await throw(client, method, path, json=value)
        for value in ODD:
            for wish in ({"magnet": value, **likely}, {"guid": value, "indexerId": 1}):
                await throw(client, "POST", "/api/v1/download/request", json=wish)
    assert seen >= {"guid", "indexerId", "title", "year", "settings", "path", "moviesDir"}


async def test_odd_queries(harmless: App) -> None:
    seen = set()
    async with harmless.with_key() as client:
        for path in [p for m, p in targets(harmless) if m == "GET"]:
            for name in queries(harmless, path):
                seen.add(name)
                for value in (*map(str, HUGE), "-1", "", "\0", "x" * 10_000, "\u202e", "1.5"):
                    await throw(client, "GET", path, params={name: value})
    assert seen >= {"limit", "movieId", "downloadId", "category", "nonsense", "show"}


async def test_odd_parts_of_addresses(harmless: App) -> None:
    async with harmless.with_key() as client:
        for method, path in targets(harmless):
            if path.endswith("/1") or "/1/" in path:
                for part in IN_PATH:
                    await throw(
                        client, method, path.replace("/1", f"/{part}"), json={"priority": 1}
                    )
        for part in IN_PATH:
            await throw(client, "GET", f"/{part}")
            await throw(client, "GET", f"/docs/{part}")


BROKEN = (
    b"",
    b"{",
    b"\xff\xfe",
    b"nul",
    b'{"title": "a", "title": "b"}',
    b'"\\ud800"',
    b"[" * 100_000 + b"]" * 100_000,
    b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    b"9" * 10_000,
    b'{"indexerId": ' + b"9" * 10_000 + b', "guid": "g"}',
    b'{"title": -Infinity}',
    b"\xef\xbb\xbf{}",
    b"title=Heat",
    "{}".encode("utf-16"),
)


async def test_broken_json_is_a_400_in_words(harmless: App) -> None:
    async with harmless.with_key() as client:
        for method, path in targets(harmless):
            for content in BROKEN:
                await throw(client, method, path, content=content)
        for content in (b"{", b"[" * 100_000 + b"]" * 100_000, b"\xff"):
            answer = await client.post("/api/v3/movie", content=content)
            assert answer.status_code == 400


async def test_forms_take_no_files_and_no_rubbish(harmless: App) -> None:
    async with harmless.anonymous(origin=ADDRESS) as client:
        for path in ("/setup", "/login"):
            for value in ("\0", "é\u202e", "x" * 100_000):
                form = {"name": value, "password": value, "token": value, "next": value}
                check(await client.post(path, data=form))
                form["token"] = "claim-me-once"
                check(await client.post(path, data=form))
            check(await client.post(path, files={"name": ("a.txt", b"x")}))
            broken = {"content-type": "multipart/form-data; boundary=x"}
            check(await client.post(path, content=b"--y", headers=broken))
        assert not await harmless.inside.accounts.is_claimed()


ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=30)
    | st.sampled_from(ODD),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
BODY = st.dictionaries(st.sampled_from(NAMES), ANY, max_size=8).flatmap(
    lambda odd: st.fixed_dictionaries(
        {}, optional={name: st.sampled_from(values) for name, values in PLAUSIBLE.items()}
    ).map(lambda likely: {**odd, **likely})
)


PARAMS = st.dictionaries(st.sampled_from(NAMES), st.text(max_size=20), max_size=3)


@settings(
    max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
@given(
    number=st.integers(0, 10_000),
    part=st.sampled_from(("1", *IN_PATH)),
    params=PARAMS,
    body=BODY | ANY,
)
async def test_generated_bodies_and_queries(
    harmless: App, number: int, part: str, params: dict[str, str], body: Any
) -> None:
    every = targets(harmless)
    method, path = every[number % len(every)]
    async with harmless.with_key() as client:
        await throw(client, method, path.replace("/1", f"/{part}"), json=body, params=params)
