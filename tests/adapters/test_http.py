"""The HTTP client against a server on loopback that behaves and misbehaves."""

import logging
import socket
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import pytest

from neonarr.adapters._http import Http, raise_for_status
from neonarr.base.clock import SystemClock
from neonarr.base.errors import Limited, OutsideError, Refused, Unintelligible, Unreachable
from tests.kit.moved_clock import MovedClock
from tests.kit.torznab_server import Asked, Reply, TorznabServer, hang, huge, huge_unpacked, to

pytestmark = pytest.mark.anyio

KEY = "0123456789abcdef0123456789abcdef"
MAGNET = "magnet:?xt=urn:btih:" + "ab" * 20 + "&tr=http://t.example/" + KEY


@pytest.fixture
def server() -> Iterator[TorznabServer]:
    with TorznabServer() as running:
        yield running


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    client = Http(SystemClock())
    yield client
    await client.close()


async def test_gives_status_headers_and_content(server: TorznabServer, http: Http) -> None:
    server.on("/x", Reply("hello", 418, {"X-Odd": "yes"}))
    answer = await http.get("Tracker", server.url + "/x?a=1", params=[("b", "ü"), ("b", "2")])
    assert (answer.status, answer.content, answer.headers["x-odd"]) == (418, b"hello", "yes")
    assert server.asked[0].query == {"a": ["1"], "b": ["ü", "2"]}


async def test_opens_no_client_before_the_first_request() -> None:
    http = Http(SystemClock())
    assert http._client is None
    await http.close()
    await http.close()


async def test_works_again_after_close(server: TorznabServer, http: Http) -> None:
    server.on("/", Reply("ok"))
    await http.get("Tracker", server.url)
    await http.close()
    assert (await http.get("Tracker", server.url)).content == b"ok"


async def test_unpacks_gzip(server: TorznabServer, http: Http) -> None:
    server.on("/", huge_unpacked(1))
    assert len((await http.get("Tracker", server.url)).content) == 1_000_000


@pytest.mark.parametrize("reply", [huge(50), huge_unpacked(50)], ids=["plain", "packed"])
async def test_refuses_a_body_over_the_cap(server: TorznabServer, http: Http, reply: Reply) -> None:
    server.on("/", reply)
    with pytest.raises(Unintelligible, match=r"50 MB|more than 25 MB"):
        await http.get("Tracker", server.url)


async def test_damaged_compression_is_unintelligible(server: TorznabServer, http: Http) -> None:
    server.on("/", Reply("no gzip", headers={"Content-Encoding": "gzip"}))
    with pytest.raises(Unintelligible, match="damaged"):
        await http.get("Tracker", server.url)


@pytest.mark.parametrize("reply", [hang(), Reply("x" * 1000, drip_s=0.05)], ids=["hang", "drip"])
async def test_the_deadline_is_for_the_whole_answer(
    server: TorznabServer, http: Http, reply: Reply
) -> None:
    server.on("/", reply)
    begun = time.monotonic()
    with pytest.raises(Unreachable, match=r"Tracker: gave no complete answer within 0\.4 s"):
        await http.get("Tracker", server.url, timeout_s=0.4)
    assert time.monotonic() - begun < 20


async def test_a_closed_connection_mid_body_is_unreachable(
    server: TorznabServer, http: Http
) -> None:
    server.on("/", Reply("x" * 1000, cut_at=10))
    with pytest.raises(Unreachable, match="broke off its answer"):
        await http.get("Tracker", server.url)


async def test_tells_refused_connections_names_and_tls_apart(
    server: TorznabServer, http: Http
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        with pytest.raises(Unreachable, match=f"nothing accepts connections at 127.0.0.1:{port}"):
            await http.get("Tracker", f"http://127.0.0.1:{port}/?apikey={KEY}")
    with pytest.raises(Unreachable, match=r"the name nowhere\.invalid can't be resolved"):
        await http.get("Tracker", f"http://nowhere.invalid/?apikey={KEY}")
    with pytest.raises(Refused, match="does not speak TLS"):
        await http.get("Tracker", server.url.replace("http:", "https:"))


async def test_a_port_that_speaks_no_http_is_unintelligible(http: Http) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        import threading

        def greet() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(b"SSH-2.0-OpenSSH_9\r\n\r\n")

        threading.Thread(target=greet, daemon=True).start()
        with pytest.raises(Unintelligible, match="does not speak HTTP"):
            await http.get("Tracker", f"http://127.0.0.1:{listener.getsockname()[1]}/")


@pytest.mark.parametrize(
    "url", ["ftp://x/", "prowlarr:9696", "", "http://", "http://[x", "http://a:99999"]
)
async def test_refuses_what_is_no_web_address(http: Http, url: str) -> None:
    with pytest.raises(Refused, match="address"):
        await http.get("Tracker", url)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_follows_redirects(server: TorznabServer, http: Http, status: int) -> None:
    server.on("/a/", to("../b?x=1", status))
    server.on("/b", Reply("there"))
    answer = await http.get("Tracker", server.url + "/a/")
    assert answer.content == b"there"
    assert server.asked[-1].one("x") == "1"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_to_a_magnet_is_the_answer(
    server: TorznabServer, http: Http, status: int
) -> None:
    server.on("/dl", to(MAGNET, status))
    answer = await http.get("Tracker", server.url + "/dl")
    assert answer.magnet is not None
    assert answer.magnet.reveal() == MAGNET
    assert KEY not in repr(answer)
    raise_for_status("Tracker", answer)


async def test_gives_up_on_a_redirect_loop(server: TorznabServer, http: Http) -> None:
    server.on("/", to("/"))
    with pytest.raises(Unintelligible, match="redirects more than 5 times"):
        await http.get("Tracker", server.url)
    assert len(server.asked) == 6


async def test_refuses_a_redirect_to_another_scheme(server: TorznabServer, http: Http) -> None:
    server.on("/", to("file:///etc/passwd"))
    with pytest.raises(Refused, match="address"):
        await http.get("Tracker", server.url)


async def test_keys_go_to_no_other_host(server: TorznabServer, http: Http) -> None:
    with TorznabServer() as other:
        other.on("/", Reply("other"))
        server.on("/away", to(other.url + "/x"))
        server.on("/near", to("/end"))
        server.on("/end", Reply("near"))
        for path in ("/away", "/near"):
            await http.get("Tracker", server.url + path, headers={"X-Api-Key": KEY})
        assert "x-api-key" not in other.asked[0].headers
        assert server.asked_for("/end")[0].headers["x-api-key"] == KEY


async def test_keeps_no_cookies(server: TorznabServer, http: Http) -> None:
    server.on("/", Reply("ok", headers={"Set-Cookie": "SID=1; Path=/"}))
    await http.get("Tracker", server.url)
    await http.get("Tracker", server.url)
    assert "cookie" not in server.asked[1].headers


async def test_ignores_a_proxy_in_the_environment(
    server: TorznabServer, http: Http, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    server.on("/", Reply("direct"))
    assert (await http.get("Tracker", server.url)).content == b"direct"


@pytest.mark.parametrize(
    ("status", "error"),
    [(400, Refused), (401, Refused), (403, Refused), (404, Refused), (410, Refused),
     (408, Unreachable), (429, Limited), (500, Unreachable), (503, Unreachable),
     (304, Unintelligible)],
)  # fmt: skip
async def test_every_status_has_its_error(
    server: TorznabServer, http: Http, status: int, error: type[OutsideError]
) -> None:
    server.on("/", Reply("", status))
    answer = await http.get("Tracker", server.url)
    with pytest.raises(error, match=f"Tracker: answered {status}") as caught:
        raise_for_status("Tracker", answer)
    assert type(caught.value) is error


class FixedClock:
    def now(self) -> datetime:
        return datetime(2026, 1, 1, 12, 0, tzinfo=UTC)

    def monotonic(self) -> float:
        return 0.0


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("90", 90), ("Thu, 01 Jan 2026 12:05:00 GMT", 300), ("Thu, 01 Jan 2026 11:00:00 GMT", 0),
     ("soon", None), ("", None)],
)  # fmt: skip
async def test_retry_after_is_read_as_seconds_or_date(
    server: TorznabServer, header: str, seconds: float | None
) -> None:
    http = Http(FixedClock())
    server.on("/", Reply("", 429, {"Retry-After": header}))
    answer = await http.get("Tracker", server.url)
    await http.close()
    with pytest.raises(Limited) as caught:
        raise_for_status("Tracker", answer)
    assert caught.value.retry_after_s == seconds


async def test_a_quoted_answer_shows_no_key(server: TorznabServer, http: Http) -> None:
    def echo(asked: Asked) -> Reply:
        return Reply(f"bad key {asked.one('apikey')}\nat /dl?passkey=zzz&x=1", 500)

    server.on("/", echo)
    answer = await http.get("Tracker", server.url, params=[("apikey", KEY)])
    with pytest.raises(Unreachable) as caught:
        raise_for_status("Tracker", answer, answer.content.decode())
    assert "bad key *** at /dl?passkey=***&x=1" in str(caught.value)


async def test_logs_show_no_key(
    server: TorznabServer, http: Http, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.on("/", Reply("ok"))
    await http.get("Tracker", server.url, params=[("apikey", KEY)], headers={"X-Api-Key": KEY})
    assert KEY not in caplog.text


async def test_what_changes_something_is_sent_once_and_never_elsewhere(
    server: TorznabServer, http: Http
) -> None:
    server.on("/rpc", to(server.url + "/elsewhere"))
    answer = await http.send(
        "Client", "POST", server.url + "/rpc", headers={"Authorization": "Basic " + KEY}
    )
    assert 300 <= answer.status < 400
    assert [asked.path for asked in server.asked] == ["/rpc"]
    assert KEY not in answer.quoted(f"you sent Basic {KEY}")
    assert KEY not in repr(answer)


async def test_the_date_of_an_answer_tells_how_the_clocks_differ(server: TorznabServer) -> None:
    ours = MovedClock()
    http = Http(ours)
    server.on("/", Reply("ok"))
    await http.get("Tracker", server.url)
    await http.close()
    expected = (SystemClock().now() - ours.now()).total_seconds()
    assert abs(http.skews["Tracker"] - expected) < 60
    for odd in ("", "yesterday", "Fri, 99 Nov 2026 12:10:00 GMT"):
        http._note_date("Odd", odd)
    assert "Odd" not in http.skews
