"""Who gets in, by which proof, and what every answer carries."""

import logging
import sqlite3
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
from sqlalchemy.exc import OperationalError

from neonarr.people.store import SESSION_LENGTH
from neonarr.web import problems
from neonarr.web.door.guard import MAX_BODY
from neonarr.web.door.session_cookie import SESSION_COOKIE
from tests.kit.app import ADDRESS, API_KEY, CLAIM_TOKEN, NAME, PASSWORD, App
from tests.web.reading import routes, sentence

pytestmark = pytest.mark.anyio

OPEN = {"/ping", "/health/live", "/health/ready", "/login", "/setup"}
HTML = {"Accept": "text/html"}


@pytest.fixture
async def nobody(app: App) -> AsyncIterator[httpx2.AsyncClient]:
    async with app.anonymous() as client:
        yield client


async def test_every_route_but_the_open_ones_denies_by_default(
    app: App, nobody: httpx2.AsyncClient
) -> None:
    seen = [(method, path) for method, path in routes(app.asgi) if path not in OPEN]
    assert len(seen) > 40
    for method, path in seen:
        answer = await nobody.request(method, path)
        assert answer.status_code == 401, (method, path, answer.status_code)
        if method != "HEAD":
            assert "API key" in sentence(answer)


async def test_every_page_sends_a_stranger_to_the_door(
    app: App, nobody: httpx2.AsyncClient
) -> None:
    pages = [
        path
        for method, path in routes(app.asgi)
        if method == "GET" and path not in OPEN and not path.startswith("/api/")
    ]
    for path in pages:
        answer = await nobody.get(path, headers=HTML)
        assert (answer.status_code, answer.headers["location"]) == (303, "/setup"), path
    (await app.logged_in()).cookies.clear()
    for path in pages:
        answer = await nobody.get(path, headers=HTML)
        assert answer.status_code == 303, path
        assert answer.headers["location"].startswith("/login?next=%2F"), path


async def test_what_needs_no_proof(app: App, nobody: httpx2.AsyncClient) -> None:
    assert (await nobody.get("/ping")).json() == {"status": "OK"}
    assert (await nobody.head("/ping")).status_code == 200
    assert (await nobody.get("/health/live")).json() == {"status": "ok"}
    assert (await nobody.get("/health/ready")).json() == {"status": "ok"}
    assert (await nobody.get("/setup")).status_code == 200
    assert (await nobody.get("/login")).headers["location"] == "/setup"
    assert (await nobody.get("/static/favicon.svg")).status_code == 200


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/", "//ping"]
)
async def test_static_files_lead_nowhere_else(nobody: httpx2.AsyncClient, path: str) -> None:
    answer = await nobody.get(httpx2.URL(ADDRESS).copy_with(raw_path=path.encode()))
    assert answer.status_code in (401, 404), path


@pytest.mark.parametrize(
    "proof",
    [
        {"headers": {"X-Api-Key": API_KEY}},
        {"headers": {"x-api-key": API_KEY}},
        {"params": {"apikey": API_KEY}},
        {"params": {"apiKey": API_KEY}},
        {"headers": {"Authorization": f"Bearer {API_KEY}"}},
        {"headers": {"Authorization": f"bearer {API_KEY}"}},
    ],
)
async def test_each_way_to_give_the_key(nobody: httpx2.AsyncClient, proof: dict[str, Any]) -> None:
    assert (await nobody.get("/api/v3/download", **proof)).status_code == 200
    answer = await nobody.post("/api/v3/movie", json={"title": "Heat", "year": 1995}, **proof)
    assert answer.status_code == 201, "a key needs no origin"


@pytest.mark.parametrize("key", ["wrong", API_KEY[:-1], API_KEY + "0", API_KEY.upper(), "é", " "])
async def test_a_wrong_key_is_refused_even_beside_a_session(app: App, key: str) -> None:
    person = await app.logged_in()
    answer = await person.get("/api/v3/download", params={"apikey": key})
    assert (answer.status_code, sentence(answer)) == (401, "The API key is wrong.")
    headers = [(b"x-api-key", key.encode())]
    assert (await person.get("/api/v3/download", headers=headers)).status_code in (200, 401)


async def test_an_empty_key_is_none(nobody: httpx2.AsyncClient) -> None:
    for headers in (
        {"X-Api-Key": ""},
        {"Authorization": "Bearer "},
        {"Authorization": "Basic eA=="},
    ):
        answer = await nobody.get("/api/v3/download", headers=headers)
        assert answer.status_code == 401


async def test_a_session_opens_pages_and_the_api(app: App) -> None:
    person = await app.logged_in()
    assert (await person.get("/", headers=HTML)).status_code == 200
    assert (await person.get("/api/v3/download")).status_code == 200


SITES = [
    ({"Origin": ADDRESS}, True),
    ({"Sec-Fetch-Site": "same-origin"}, True),
    ({"Sec-Fetch-Site": "same-origin", "Origin": "https://behind-a-proxy.test"}, True),
    ({}, False),
    ({"Origin": "http://evil.test"}, False),
    ({"Origin": "null"}, False),
    ({"Origin": ""}, False),
    ({"Origin": "http://["}, False),
    ({"Origin": f"{ADDRESS}.evil.test"}, False),
    ({"Origin": f"{ADDRESS}:81"}, False),
    ({"Origin": ADDRESS, "Sec-Fetch-Site": "cross-site"}, False),
    ({"Origin": ADDRESS, "Sec-Fetch-Site": "same-site"}, False),
]


@pytest.mark.parametrize(("headers", "is_ours"), SITES)
async def test_a_cookie_changes_things_only_from_our_own_pages(
    app: App, headers: dict[str, str], is_ours: bool
) -> None:
    person = await app.logged_in()
    del person.headers["origin"]
    answer = await person.post("/api/v3/movie", json={"title": "Heat"}, headers=headers)
    assert answer.status_code == (201 if is_ours else 403)
    if not is_ours:
        assert "another site" in sentence(answer)
    assert (await person.get("/api/v3/movie", headers=headers)).status_code == 200


async def test_nobody_logs_a_person_in_from_another_site(app: App) -> None:
    await app.logged_in()
    async with app.anonymous(origin="http://evil.test") as evil:
        form = {"name": NAME, "password": PASSWORD}
        assert (await evil.post("/login", data=form)).status_code == 403


async def test_logging_out_ends_the_session_for_good(app: App) -> None:
    person = await app.logged_in()
    cookie = person.cookies[SESSION_COOKIE]
    assert (await person.post("/logout")).headers["location"] == "/login"
    assert SESSION_COOKIE not in person.cookies
    async with app.anonymous(cookie=f"{SESSION_COOKIE}={cookie}") as thief:
        assert (await thief.get("/api/v3/download")).status_code == 401


async def test_a_session_ends_unless_it_is_used(app: App) -> None:
    idle, used = await app.logged_in(), await app.logged_in()
    for _ in range(40):
        app.clock.move(SESSION_LENGTH.total_seconds() / 20)
        assert (await used.get("/api/v3/download")).status_code == 200
    assert (await idle.get("/api/v3/download")).status_code == 401


@pytest.mark.parametrize("cookie", ["x", "", "a=b; =; ;;", 'neonarr_session="', "é" * 50, "\x7f"])
async def test_a_strange_cookie_is_no_session(app: App, cookie: str) -> None:
    async with app.anonymous() as nobody:
        raw = [(b"cookie", f"{SESSION_COOKIE}={cookie}".encode())]
        assert (await nobody.get("/api/v3/download", headers=raw)).status_code == 401


async def test_every_answer_carries_the_safe_headers(app: App, nobody: httpx2.AsyncClient) -> None:
    person = await app.logged_in()
    answers = [
        await nobody.get("/ping"),
        await nobody.get("/api/v3/download"),
        await nobody.get("/static/favicon.svg"),
        await nobody.get("/", headers=HTML),
        await person.get("/", headers=HTML),
        await person.get("/nowhere", headers=HTML),
        await person.get("/docs"),
        await person.get("/api/v3/download/nonsense"),
        await person.post("/login", content=b"x" * (MAX_BODY + 1)),
    ]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy
        assert "script-src 'self';" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert "cache-control" in answer.headers
    assert ("unsafe-inline" in answers[6].headers["content-security-policy"]) is True
    assert ("unsafe-inline" in answers[4].headers["content-security-policy"]) is False


async def test_even_a_failure_of_ours_is_told_and_carries_them(
    app: App, api: httpx2.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    app.world.db.close()
    with caplog.at_level(logging.ERROR):
        answer = await api.get("/api/v3/movie")
    assert answer.status_code == 500
    assert sentence(answer) == "Something went wrong inside Neonarr; the log says what."
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert [r.levelname for r in caplog.records if "unexpected" in r.getMessage()] == ["ERROR"]
    assert (await api.get("/health/ready")).status_code == 503


def test_a_database_that_is_busy_is_told_as_such() -> None:
    error = OperationalError("UPDATE t", {}, sqlite3.OperationalError("database is locked"))
    answer = problems.unexpected("/api/v3/movie", error)
    assert answer.status_code == 503
    assert "The database is busy" in bytes(answer.body).decode()


async def test_no_websocket_passes_by(app: App) -> None:
    sent = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "websocket.connect"}

    scope = {"type": "websocket", "path": "/api/v1/events", "headers": [], "query_string": b""}
    await app.asgi(scope, receive, send)
    assert [m["type"] for m in sent] == ["websocket.close"]


async def body_in_parts(megabytes: int) -> AsyncIterator[bytes]:
    for _ in range(megabytes * 4):
        yield b" " * (256 * 1024)


async def test_ten_megabytes_are_refused_with_and_without_a_length(
    api: httpx2.AsyncClient,
) -> None:
    for give in (lambda: b" " * 10_000_000, lambda: body_in_parts(10)):
        for path in ("/api/v3/movie", "/api/v1/download/request"):
            content = give()
            answer = await api.post(
                path, content=content, headers={"content-type": "application/json"}
            )
            assert answer.status_code == 413, path
            assert "1 MB" in sentence(answer)
    form = {"origin": ADDRESS, "content-type": "application/x-www-form-urlencoded"}
    answer = await api.post("/login", content=body_in_parts(10), headers=form)
    assert answer.status_code == 413


async def test_secrets_are_in_no_answer_and_no_log(
    app: App, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    person = await app.logged_in()
    app.outside.offer("Heat.1995.1080p.BluRay.x264-GRP")
    texts = [(await person.post("/login", data={"name": NAME, "password": PASSWORD + "x"})).text]
    magnet = "magnet:?xt=urn:btih:" + "ab" * 20 + "&dn=Heat.1995.1080p&tr=http://t/passk3y/announce"
    texts += [(await person.post("/api/v1/download/request", json={"magnet": magnet})).text]
    test = {
        "role": "indexer",
        "kind": "torznab",
        "settings": {"url": "http://127.0.0.1:9/api", "apiKey": "hunter2hunter2"},
    }
    texts += [(await person.post("/api/v1/settings/adapters/test", json=test)).text]
    texts += [(await person.get("/api/v1/search/global/heat")).text]
    for path in [p for m, p in routes(app.asgi) if m == "GET" and "stream" not in p]:
        if path not in ("/api/v1/events", "/settings/security"):
            texts.append((await person.get(path, headers=HTML)).text)
    await app.settle()
    texts.append(caplog.text)
    secrets = (API_KEY, "s3cret-of-the-fake", "passk3y", "hunter2hunter2", "fake:Heat", CLAIM_TOKEN)
    for secret in (*secrets, PASSWORD, person.cookies[SESSION_COOKIE]):
        found = [text[:300] for text in texts if secret in text]
        assert found == [], secret
    assert API_KEY in (await person.get("/settings/security", headers=HTML)).text
