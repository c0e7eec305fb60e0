"""The lab starts a program, hears it, and says what went wrong."""

import socket
import sys
from pathlib import Path

import pytest

from neonarr.lab.server import LabFailed, Server, clean_env, usable_port

ANSWERS = """
import http.server, os, sys
class A(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
    def log_message(self, *_): pass
print("hello", flush=True)
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), A).serve_forever()
"""


def test_is_up_when_made_and_down_when_stopped(tmp_path: Path) -> None:
    port = usable_port()
    server = Server(
        [sys.executable, "-c", ANSWERS, str(port)], port, clean_env(), tmp_path / "server.log"
    )
    assert server.said() == ["hello"]
    server.require_alive()
    server.stop()
    server.stop()
    with pytest.raises(LabFailed, match="hello"):
        server.require_alive()


def test_early_death_shows_last_words(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import sys; sys.exit('no folder to write to')"]
    with pytest.raises(LabFailed, match=r"exit code 1.*\n.*no folder to write to"):
        Server(command, usable_port(), clean_env(), tmp_path / "server.log")


def test_taken_port_is_named_or_avoided(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(LabFailed, match=f"Port {port} is taken"):
            usable_port(port)
        monkeypatch.setattr("neonarr.lab.server.USUAL_PORT", port)
        assert usable_port(port) != port


def test_child_hears_nothing_of_ones_own_services(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NEONARR_DATABASE_URL", "QBITTORRENT_URL", "PROWLARR_API_KEY", "TORZNAB_URL"):
        monkeypatch.setenv(name, "mine")
    monkeypatch.setenv("LANG_OF_LAB", "kept")
    env = clean_env(TORZNAB_URL="lab")
    assert "mine" not in env.values()
    assert (env["TORZNAB_URL"], env["LANG_OF_LAB"]) == ("lab", "kept")
