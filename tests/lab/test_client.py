"""The lab's API client against scripted answers: it follows to the end, and its failures speak."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from neonarr.lab.client import Client, sentence
from neonarr.lab.server import LabFailed


class Scripted:
    """Answers each request with the next of `answers`; the last one stays."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, Any]] = []
        self.asked: list[tuple[str, str, str | None, Any]] = []
        script = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                size = int(self.headers.get("Content-Length") or 0)
                body = json.loads(self.rfile.read(size)) if size else None
                script.asked.append((self.command, self.path, self.headers["X-Api-Key"], body))
                several = len(script.answers) > 1
                status, told = script.answers.pop(0) if several else script.answers[0]
                self.send_response(status)
                self.end_headers()
                self.wfile.write(json.dumps(told).encode())

            do_POST = do_GET

            def log_message(self, *_: Any) -> None: ...

        self.server = HTTPServer(("127.0.0.1", 0), Answers)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        self.client = Client(f"http://127.0.0.1:{self.server.server_port}", "key")


@pytest.fixture
def api() -> Iterator[Scripted]:
    api = Scripted()
    yield api
    api.server.shutdown()
    api.server.server_close()


def download(status: str, **more: Any) -> tuple[int, dict[str, Any]]:
    return 200, {"id": "7", "title": "A.Film", "status": status, "progress": 50, **more}


def test_asks_as_documented(api: Scripted) -> None:
    api.answers = [(200, {"results": []}), (201, {"id": "7"})]
    api.client.search("what/ever & more", "movies")
    api.client.grab("guid", 3)
    assert api.asked == [
        (
            "GET",
            "/api/v1/search/global/what%2Fever%20%26%20more?category=movies",
            "key",
            None,
        ),
        ("POST", "/api/v3/download", "key", {"guid": "guid", "indexerId": 3}),
    ]


def test_follows_until_imported(api: Scripted) -> None:
    api.answers = [download("queued"), download("downloading"), download("imported")]
    seen: list[str] = []
    last = api.client.follow("7", lambda d: seen.append(d["status"]), within_s=10)
    assert (last["status"], seen) == ("imported", ["queued", "downloading", "imported"])


def test_failed_download_gives_its_reason(api: Scripted) -> None:
    api.answers = [download("failed", errorMessage="The disk is full.")]
    with pytest.raises(LabFailed, match=r"A\.Film ended as failed: The disk is full\."):
        api.client.follow("7", lambda _: None, within_s=10)


def test_stuck_download_says_where(api: Scripted) -> None:
    api.answers = [download("downloading")]
    with pytest.raises(LabFailed, match=r"still downloading after 0 s \(50 %\)"):
        api.client.follow("7", lambda _: None, within_s=0.2)


def test_refusal_carries_the_servers_sentence(api: Scripted) -> None:
    api.answers = [(404, {"message": "Search again."})]
    with pytest.raises(LabFailed, match=r"answered with 404: Search again\."):
        api.client.grab("old", 1)


def test_no_server_is_said(api: Scripted) -> None:
    with pytest.raises(LabFailed, match="was not answered"):
        Client("http://127.0.0.1:9", "key").download("7")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'[{"propertyName": "guid", "errorMessage": "Empty."}]', "Empty."),
        (b'{"message": "Gone."}', "Gone."),
        (b"<html>Bad gateway", "<html>Bad gateway"),
        (b"[]", "[]"),
        (b"null", "null"),
    ],
)
def test_sentence_of_any_family(body: bytes, said: str) -> None:
    assert sentence(body) == said
