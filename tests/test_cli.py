"""The program as it is started: what it says, when it ends, with which code."""

import http.client
import os
import re
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from neonarr.base.version import VERSION
from tests.kit.waiting import until_now

pytestmark = pytest.mark.slow

ADDRESS = re.compile(r"Neonarr is at (http://\S+)")


def environment(folder: Path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "LANG", "PYTHONPATH")}
    own = {
        "NEONARR_DATA_DIR": str(folder),
        "NEONARR_PORT": "0",
        "NEONARR_ENGINE_LISTEN": "127.0.0.1:0",
        "NEONARR_ENGINE_DISCOVERY": "off",
    }
    return {**kept, **own, **more}


def neonarr(*words: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Runs to its end."""
    command = [sys.executable, "-W", "error", "-m", "neonarr.cli", *words]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)


@contextmanager
def serving(folder: Path, **more: str) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """(process, address, what it said when it was ready)."""
    log = folder.parent / f"{folder.name}-output.txt"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "neonarr.cli", "serve"],
            env=environment(folder, **more),
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        )
    try:
        until_now(lambda: "api-key" in log.read_text() or process.poll() is not None)
        said = log.read_text()
        found = ADDRESS.search(said)
        assert found, said
        until_now(lambda: answers(found[1]))
        yield process, found[1], said
    finally:
        process.kill()
        process.wait(60)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/ping", timeout=60) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def refusal(folder: Path, **more: str) -> str:
    """The one sentence with which it does not start."""
    ended = neonarr("serve", env=environment(folder, **more))
    assert ended.returncode == 1, ended
    assert "Traceback" not in ended.stderr, ended.stderr
    [line] = [x for x in ended.stderr.splitlines() if "can't start" in x]
    assert line.startswith("Neonarr can't start: ") and line.endswith(".")
    assert ended.stderr.strip() == line, "one sentence, nothing else"
    return line


def test_version_and_help() -> None:
    assert neonarr("version").stdout.strip() == VERSION
    shown = neonarr("--help").stdout
    assert all(word in shown for word in ("serve", "demo", "version"))
    assert neonarr("nonsense").returncode == 2


def test_it_says_where_it_is_and_stops_at_once_with_open_live_pages(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with serving(folder) as (process, address, said):
        token = re.search(r"/setup\?token=(\S+)", said)
        assert token and str(folder / "api-key") in said
        key = (folder / "api-key").read_text().strip()
        assert key not in said
        for name in ("api-key", "secret.key"):
            assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
        request = urllib.request.Request(f"{address}/api/v1/events", headers={"X-Api-Key": key})
        with urllib.request.urlopen(request, timeout=60) as stream:
            assert stream.readline() == b"retry: 1000\n"
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0
            assert b"event: hello" in stream.read()
    output = (tmp_path / "data-output.txt").read_text()
    assert "ERROR" not in output, f"pages that are cut off after a grace are told: {output}"
    assert "Traceback" not in output, output


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_key_and_the_token_stay_until_they_are_used(tmp_path: Path, number: int) -> None:
    said = []
    for _ in range(2):
        with serving(tmp_path / "data") as (process, _, first):
            said.append((first.split("token=")[1], (tmp_path / "data" / "api-key").read_text()))
            process.send_signal(number)
            assert process.wait(60) == 0
    assert said[0][0].split("\n")[0] == said[1][0].split("\n")[0]
    assert said[0][1] == said[1][1]


def test_health_is_known_before_anybody_asked(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as (_, address, _said):
        key = (tmp_path / "data" / "api-key").read_text().strip()
        request = urllib.request.Request(f"{address}/api/v1/events", headers={"X-Api-Key": key})
        with urllib.request.urlopen(request, timeout=60) as stream:
            for line in stream:
                if b'"Movies folder"' in line:
                    break


def test_keep_alive_stays_sane_after_a_body_that_was_too_large(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as (_, address, _said):
        connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=30)
        connection.request("POST", "/api/v3/movie", b"x" * 10_000_000)
        answer = connection.getresponse()
        assert answer.status == 413 and b"1 MB" in answer.read()
        connection.request("GET", "/ping")
        assert connection.getresponse().read() == b'{"status":"OK"}'
        connection.close()


def test_a_second_process_is_refused(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as (process, _, _said):
        assert f"process {process.pid}" in refusal(tmp_path / "data")


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        assert f"127.0.0.1:{port}" in refusal(tmp_path / "data", NEONARR_PORT=port)
    assert "NEONARR_HOST" in refusal(tmp_path / "data", NEONARR_HOST="no such host")


def test_a_data_folder_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    said = refusal(tmp_path / "file" / "data")
    assert str(tmp_path / "file" / "data") in said and "NEONARR_DATA_DIR" in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NEONARR_PORT", "http"),
        ("NEONARR_PORT", "70000"),
        ("NEONARR_DATABASE_URL", "mysql://x"),
        ("NEONARR_ENGINE_DISCOVERY", "maybe"),
        ("NEONARR_ENGINE_LISTEN", "everywhere"),
        ("QBITTORRENT_URL", "localhost:8080"),
        ("QBITTORRENT_URL", "http://localhost:8080/api/v2"),
        ("PROWLARR_URL", "ftp://x"),
        ("TORZNAB_URL", "http://"),
    ],
)
def test_a_bad_variable_is_named(tmp_path: Path, name: str, value: str) -> None:
    assert name in refusal(tmp_path / "data", **{name: value})


def test_a_service_without_its_key_is_named(tmp_path: Path) -> None:
    said = refusal(tmp_path / "data", PROWLARR_URL="http://localhost:9696")
    assert "PROWLARR_API_KEY: API key must not be empty." in said


def test_what_was_pasted_behind_an_address_stops_no_start(tmp_path: Path) -> None:
    pasted = {"TORZNAB_URL": "http://127.0.0.1:9/api?t=caps", "QBITTORRENT_URL": "http://[::1]:9/?"}
    with serving(tmp_path / "data", **pasted) as (_, address, _said):
        assert answers(address)


def test_a_broken_config_file(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("neonarr_port = ")
    assert "config.toml" in refusal(tmp_path)
    (tmp_path / "config.toml").write_text('neonarr_port = "many"')
    assert "NEONARR_PORT" in refusal(tmp_path, NEONARR_PORT="")


def test_a_database_of_a_newer_version_or_of_no_version(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as (process, _, _said):
        process.terminate()
        process.wait(60)
    database = sqlite3.connect(tmp_path / "data" / "neonarr.db")
    database.execute("update alembic_version set version_num = '9999'")
    database.commit()
    database.close()
    assert "9999" in refusal(tmp_path / "data")
    (tmp_path / "data" / "neonarr.db").write_bytes(b"not a database at all" * 1000)
    assert "neonarr.db" in refusal(tmp_path / "data")


def test_a_database_that_is_not_there(tmp_path: Path) -> None:
    url = "postgresql://me:hunter2@127.0.0.1:9/neonarr"
    said = refusal(tmp_path / "data", NEONARR_DATABASE_URL=url)
    assert "NEONARR_DATABASE_URL" in said and "hunter2" not in said


def test_a_lost_key_of_the_secrets(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with serving(folder) as (process, _, _said):
        process.terminate()
        process.wait(60)
    (folder / "secret.key").unlink()
    said = refusal(folder)
    assert "secret.key" in said and "NEONARR_API_KEY" in said
    key = "0123456789abcdef" * 2
    with serving(folder, NEONARR_API_KEY=key) as (_, _address, again):
        assert "/setup?token=" in again, "the claim goes on with a new token"
        assert (folder / "api-key").read_text().strip() == key
    (folder / "secret.key").write_text("rubbish")
    assert "secret.key" in refusal(folder)
