"""`neonarr doctor` as it is started: with a server and without, its table, JSON and exit codes."""

import json
import sqlite3
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from neonarr.checkup import EXIT_CODES, table
from neonarr.doctor.model import Severity
from neonarr.doctor.rounds import FIRST_S
from tests.kit.qbittorrent import PrivateQbittorrent
from tests.kit.waiting import PATIENCE_S, until_now
from tests.test_cli import environment, neonarr, serving

pytestmark = pytest.mark.slow

MAGNET = "magnet:?xt=urn:btih:" + "cd" * 20


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith((".lock", "-shm", "-wal"))
    }


def test_before_the_first_start_nothing_is_made(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    ended = neonarr("doctor", env=environment(data))
    assert ended.returncode == 2, ended
    assert "ERROR   Folders: Movies folder" in ended.stdout
    assert "Neonarr is not running here." in ended.stdout
    assert "\033[" not in ended.stdout, "no colour where it is piped"
    assert list(data.iterdir()) == []


def test_with_a_server_the_server_answers(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serving(data) as (_, address, _said):
        env = environment(data, NEONARR_PORT=address.rpartition(":")[2])
        ended = neonarr("doctor", "--json", env=env)
        found = json.loads(ended.stdout)
        assert ended.returncode == EXIT_CODES[Severity(found["severity"])] == 1
        keys = {f["key"] for f in found["findings"]}
        assert "session" in keys and "indexers.none" in keys, "the built-in engine answers"
        stranger = {**env, "NEONARR_API_KEY": "another-key"}
        refused = neonarr("doctor", env=stranger)
        assert refused.returncode == 2 and "another API key" in refused.stderr
        assert "another-key" not in refused.stderr


def test_it_looks_before_the_first_download_and_by_itself(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serving(data, NEONARR_MUSIC_DIR="/proc") as (_, address, _said):  # takes no link

        def call(path: str, body: object = None) -> Any:
            key = (data / "api-key").read_text().strip()
            content = None if body is None else json.dumps(body).encode()
            headers = {"X-Api-Key": key, "Content-Type": "application/json"}
            asked = urllib.request.Request(address + path, data=content, headers=headers)
            with urllib.request.urlopen(asked, timeout=60) as answer:
                return json.load(answer)

        def told() -> set[str]:
            found = call("/health")["components"]
            return {c["name"].partition(":")[0] for c in found if c["kind"] == "doctor"}

        assert told() == set()
        call(
            "/api/v1/download/request",
            {"magnet": MAGNET, "title": "Heat", "year": 1995, "mediaType": "movie"},
        )
        until_now(lambda: "Hard links" in told())

        def is_visited() -> bool:
            return "database" in {f["key"] for f in call("/api/v1/doctor")["findings"]}

        assert not is_visited(), "what a download does not need is left for later"
        until_now(is_visited, within_s=FIRST_S + PATIENCE_S)


def test_without_a_server_it_looks_by_itself_and_changes_nothing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serving(data) as (process, _, _said):
        process.terminate()
        process.wait(60)
    before = snapshot(data)
    ended = neonarr("doctor", "--json", env=environment(data))
    found = json.loads(ended.stdout)
    keys = {f["key"]: f["severity"] for f in found["findings"]}
    assert keys["session.stopped"] == "notice" and keys["database"] == "ok"
    assert keys["folders"] == "ok"
    assert ended.returncode == 1, "no indexer is a warning"
    assert f"No server of {data} answers" in ended.stderr and "NEONARR_PORT" in ended.stderr
    assert snapshot(data) == before


def test_a_damaged_database_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "neonarr.db").write_bytes(b"no database at all" * 1000)
    ended = neonarr("doctor", env=environment(tmp_path))
    assert ended.returncode == 2 and "neonarr.db can't be read" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_newer_database_is_said_in_a_sentence(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serving(data) as (process, _, _said):
        process.terminate()
        process.wait(60)
    with sqlite3.connect(data / "neonarr.db") as connection:
        connection.execute("update alembic_version set version_num = '9999'")
    connection.close()
    ended = neonarr("doctor", env=environment(data))
    assert ended.returncode == 2 and "9999" in ended.stderr


@pytest.mark.real
def test_a_refused_login_is_not_sent_again_by_the_next_visit(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serving(data) as (process, _, _said):
        process.terminate()
        process.wait(60)
    (tmp_path / "qb").mkdir()
    with PrivateQbittorrent(tmp_path / "qb") as client:
        wrong = {
            "QBITTORRENT_URL": client.url,
            "QBITTORRENT_USERNAME": client.username,
            "QBITTORRENT_PASSWORD": "wrong",
        }
        for _ in range(3):
            ended = neonarr("doctor", "--json", env=environment(data, **wrong))
            keys = {f["key"] for f in json.loads(ended.stdout)["findings"]}
            assert ended.returncode == 2 and "session.wrong_credentials" in keys
        assert client.log().count("login failure") == 1


def one(severity: str, **more: Any) -> dict[str, Any]:
    shown = {"key": "k", "check": "Paths", "subject": "qB", "severity": severity}
    return {**shown, "tried": "Looked.", "seen": "It is there.", **more}


def test_the_table() -> None:
    found = {
        "findings": [one("error", cause="No mount.", fix="Mount it."), one("ok")],
        "counts": {"error": 1, "warning": 0, "notice": 2, "ok": 1},
        "seconds": 1.23,
    }
    plain = table(found, is_colored=False, width=80)
    assert plain.splitlines() == [
        "ERROR   Paths: qB",
        "        It is there.",
        "        No mount.",
        "        → Mount it.",
        "OK      Paths: qB",
        "        It is there.",
        "",
        "1 error, 0 warnings, 2 notices, 1 fine, in 1.2 s.",
    ]
    colored = table(found, is_colored=True, width=80)
    assert colored.startswith("\033[31mERROR   \033[0mPaths") and "\033[32mOK" in colored


@pytest.mark.parametrize(("severity", "code"), [("ok", 0), ("notice", 0), ("warning", 1)])
def test_the_exit_code_follows_the_severity(severity: str, code: int) -> None:
    assert EXIT_CODES[Severity(severity)] == code
