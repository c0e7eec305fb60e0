"""The imitated 5.1 and 5.2 answer what real ones were seen to answer to the same requests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.imitated_qbittorrent.door import Rules
from tests.kit.imitated_qbittorrent.server import ImitatedQbittorrent
from tests.kit.raw_web import RawWeb

API = "/api/v2/"
RIGHT = {"username": "admin", "password": "correct horse"}
WRONG = {**RIGHT, "password": "wrong"}
KEY = "qbt_" + "k" * 28
BEARER, MADE_UP = {"Authorization": f"Bearer {KEY}"}, {"Authorization": "Bearer qbt_made_up"}
BASIC = {"Authorization": "Basic YWRtaW46Y29ycmVjdCBob3JzZQ=="}
ELSEWHERE = {"Origin": "http://evil.example"}

Case = tuple[str, str, str, dict[str, str], dict[str, str], tuple[int, str], tuple[int, str]]
"""What it is, method, path, fields, headers; then what 5.1.4 and 5.2.3 answered."""

STRANGER: list[Case] = [
    ("no session", "GET", "app/version", {}, {}, (403, "Forbidden"), (403, "Forbidden")),
    ("login by GET", "GET", "auth/login", {}, {}, (405, "Method Not Allowed"), (405, "Method")),
    ("wrong password", "POST", "auth/login", WRONG, {}, (200, "Fails."), (401, "Unauthorized")),
    ("nothing sent", "POST", "auth/login", {}, {}, (200, "Fails."), (401, "Unauthorized")),
    ("other Host", "GET", "app/version", {}, {"Host": "127.0.0.1:1"}, (401, "Una"), (401, "Una")),
    ("Bearer", "GET", "app/version", {}, BEARER, (403, "Forbidden"), (200, "v5.2.3")),
    ("Bearer, made up", "GET", "app/version", {}, MADE_UP, (403, "Forb"), (403, "Forb")),
    ("Bearer to login", "POST", "auth/login", RIGHT, BEARER, (200, "Ok."), (403, "Forbidden")),
    ("Basic", "GET", "app/version", {}, BASIC, (403, "Forbidden"), (200, "v5.2.3")),
    ("from elsewhere", "POST", "auth/login", RIGHT, ELSEWHERE, (401, "Una"), (401, "Una")),
    ("right password", "POST", "auth/login", RIGHT, {}, (200, "Ok."), (204, "")),
]
KNOWN: list[Case] = [
    ("wrong password, cookie", "POST", "auth/login", WRONG, {}, (200, "Ok."), (204, "")),
    ("the version", "GET", "app/webapiVersion", {}, {}, (200, "2.11.4"), (200, "2.15.1")),
    ("no such action", "GET", "app/none", {}, {}, (404, "Not Found"), (404, "Endpoint does not")),
    ("pause", "POST", "torrents/pause", {"hashes": "all"}, {}, (404, "Not"), (404, "Endpoint")),
    ("stop", "POST", "torrents/stop", {"hashes": "all"}, {}, (200, ""), (200, "")),
    ("add by GET", "GET", "torrents/add", {}, {}, (405, "Method"), (405, "Method")),
    ("add nothing", "POST", "torrents/add", {}, {}, (200, "Fails."), (409, "Conflict")),
    ("add rubbish", "POST", "torrents/add", {"urls": "x"}, {}, (200, "Fails."), (409, "Conflict")),
    (
        "same category",
        "POST",
        "torrents/createCategory",
        {"category": "m"},
        {},
        (200, ""),
        (200, ""),
    ),
    ("again", "POST", "torrents/createCategory", {"category": "m"}, {}, (409, "Un"), (409, "Un")),
    ("delete what?", "POST", "torrents/delete", {}, {}, (400, "Bad Request"), (400, "Missing req")),
    ("tags", "POST", "torrents/setTags", {"hashes": "", "tags": "c"}, {}, (200, ""), (204, "")),
    ("Bearer and cookie", "GET", "app/version", {}, MADE_UP, (200, "v5.1.4"), (403, "Forbidden")),
    ("from elsewhere", "GET", "app/version", {}, ELSEWHERE, (401, "Una"), (401, "Una")),
    ("log out", "POST", "auth/logout", {}, {}, (200, ""), (200, "")),
    ("afterwards", "GET", "app/version", {}, {}, (403, "Forbidden"), (403, "Forbidden")),
]


@pytest.fixture(params=["5.1", "5.2"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ImitatedQbittorrent]:
    with ImitatedQbittorrent(request.param, tmp_path, Rules(api_key=KEY)) as running:
        yield running


def test_it_answers_as_was_measured(server: ImitatedQbittorrent) -> None:
    web = RawWeb(server.port)
    for cases, is_known in ((STRANGER, False), ([STRANGER[-1], *KNOWN], True)):
        for what, method, path, fields, headers, *answers in cases:
            status, said = answers[1 if server.release.is_new_web else 0]
            reply = web.ask(method, API + path, fields, headers=headers, is_known=is_known)
            assert (reply.status, str(reply.body)[: len(said)]) == (status, said), what


def test_sharing_limits_that_were_missing_are_named(server: ImitatedQbittorrent) -> None:
    """5.1 wants three of them, 5.2 four."""
    web = RawWeb(server.port)
    web.ask("POST", API + "auth/login", RIGHT)
    limits = {"hashes": "all", "ratioLimit": "1", "seedingTimeLimit": "60"}
    path = API + "torrents/setShareLimits"
    assert web.ask("POST", path, limits).status == 400
    limits["inactiveSeedingTimeLimit"] = "-1"
    newer = server.release.is_new_web
    assert web.ask("POST", path, limits).status == (400 if newer else 200)
    assert web.ask("POST", path, {**limits, "shareLimitAction": "Stop"}).status == 200
