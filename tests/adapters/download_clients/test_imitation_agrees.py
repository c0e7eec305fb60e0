"""The imitated 4.5.2 and the real one are asked the same, and must answer the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import libtorrent as lt
import pytest

from neonarr.downloads.torrent import read_torrent
from tests.kit.imitated_qbittorrent.door import Rules
from tests.kit.imitated_qbittorrent.server import ImitatedQbittorrent
from tests.kit.qbittorrent import PrivateQbittorrent
from tests.kit.raw_web import RawWeb, Reply
from tests.kit.waiting import until_now

pytestmark = pytest.mark.real

API = "/api/v2/"
RIGHT = {"username": "admin", "password": "correct horse"}
WRONG = {"username": "admin", "password": "wrong"}
ROW = frozenset(
    """
    hash infohash_v1 name state progress size total_size completed amount_left dlspeed upspeed eta
    num_seeds num_leechs ratio save_path content_path category tags ratio_limit seeding_time_limit
    auto_tmm
    """.split()  # noqa: SIM905 - as a table it would fill a page
)


@dataclass
class Both:
    """`ask` asks both; what a folder is called is the same for both."""

    imitated: RawWeb
    real: RawWeb
    folders: tuple[str, str]

    def ask(self, *asked: Any, **options: Any) -> tuple[Reply, Reply]:
        return (
            plain(self.imitated.ask(*asked, **options), self.folders[0]),
            plain(self.real.ask(*asked, **options), self.folders[1]),
        )

    def agree(self, *asked: Any, **options: Any) -> Reply:
        """The answer both give."""
        imitated, real = self.ask(*asked, **options)
        assert imitated == real, f"{asked}: imitated {imitated}, real {real}"
        return real

    def come_to_agree(self, *asked: Any, **options: Any) -> Reply:
        """The same for what the real one needs a moment for."""

        def look() -> bool:
            imitated, real = self.ask(*asked, **options)
            return imitated == real

        try:
            until_now(look)
        except AssertionError:
            return self.agree(*asked, **options)
        return self.ask(*asked, **options)[1]


def plain(reply: Reply, folder: str) -> Reply:
    """Without what differs between two good answers: folders, and what we don't read."""
    return Reply(reply.status, _plain(reply.body, folder), reply.has_cookie)


def _plain(value: Any, folder: str) -> Any:
    if isinstance(value, str):
        return value.replace(folder, "<folder>")
    if isinstance(value, list):
        # Torrents come in no order.
        return sorted((_plain(one, folder) for one in value), key=_order)
    if isinstance(value, dict) and "state" in value:
        value = {k: v for k, v in value.items() if k in ROW}
    if isinstance(value, dict):
        return {k: _plain(v, folder) for k, v in value.items()}
    return value


def _order(value: Any) -> str:
    return value.get("hash", "") if isinstance(value, dict) else repr(value)


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Both]:
    rules = Rules(domains="127.0.0.1;qb.test", ban_s=2, most_failures=3)
    preferences = {
        "WebUI\\ServerDomains": '"127.0.0.1;qb.test"',
        "WebUI\\BanDuration": "2",
        "WebUI\\MaxAuthenticationFailCount": "3",
    }
    folder = tmp_path / "imitated"
    with (
        ImitatedQbittorrent("4.5.2", folder, rules) as imitated,
        PrivateQbittorrent(tmp_path / "real", preferences=preferences) as real,
    ):
        folders = str(folder), str(real.downloads)
        yield Both(RawWeb(imitated.port), RawWeb(real.port), folders)


STRANGER = (
    ("GET", API + "app/version", {}),
    ("GET", "/", {}),
    ("GET", API + "app/nosuch", {}),
    ("GET", API + "auth/login", {}),
    ("GET", API + "app/version", {"Cookie": "SID=made-up"}),
    ("GET", API + "app/version", {"Host": "127.0.0.1:1"}),
    ("GET", API + "app/version", {"Host": "127.0.0.1"}),
    ("GET", API + "app/version", {"Host": "qb.test:{port}"}),
    ("GET", API + "app/version", {"Host": "evil.example"}),
    ("GET", API + "app/version", {"Authorization": "Bearer qbt_made_up"}),
    ("GET", API + "app/version", {"Authorization": "Basic YWRtaW46d3Jvbmc="}),
    ("POST", API + "auth/logout", {}),
)
"""Without a session."""


def test_who_is_let_in(both: Both) -> None:
    for method, path, headers in STRANGER:
        both.agree(method, path, headers=headers, is_known=False)
    for fields in (WRONG, {}, {**RIGHT, "username": "other"}):
        assert both.agree("POST", API + "auth/login", fields).body == "Fails."
    assert both.agree("POST", API + "auth/login", RIGHT).status == 403  # banned by now

    def ban_is_over() -> bool:
        return all(reply.status == 200 for reply in both.ask("POST", API + "auth/login", RIGHT))

    until_now(ban_is_over)
    both.agree("GET", API + "app/version")
    assert both.agree("POST", API + "auth/login", WRONG).body == "Ok."  # the cookie is still good
    for headers in (
        {"Origin": "http://127.0.0.1:{port}"},
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Referer": "http://evil.example/x"},
        {"Origin": "http://evil.example", "X-Forwarded-Host": "evil.example"},
        {"Authorization": "Bearer qbt_made_up"},
        {"Sec-Fetch-Site": "cross-site"},
    ):
        both.agree("GET", API + "app/version", headers=headers)
    both.agree("POST", API + "auth/logout")
    both.agree("GET", API + "app/version")


def torrent_of(folder: Path, name: str, kind: int = lt.create_torrent.v1_only) -> bytes:
    path = folder / name
    path.mkdir(parents=True)
    (path / "film.mkv").write_bytes(name.encode() * 9_000)
    (path / "film.nfo").write_bytes(b"n" * 30)
    maker = lt.create_torrent(lt.list_files(str(path)), 0, kind)
    lt.set_piece_hashes(maker, str(folder))
    return bytes(lt.bencode(maker.generate()))


def hashes(reply: Reply) -> list[str]:
    return sorted(row["hash"] for row in reply.body)


def test_which_hash_a_torrent_goes_by(both: Both, tmp_path: Path) -> None:
    both.agree("POST", API + "auth/login", RIGHT)
    kinds = {"V1": lt.create_torrent.v1_only, "V2": lt.create_torrent.v2_only, "Hybrid": 0}
    for name, kind in kinds.items():
        content = torrent_of(tmp_path, name, kind)
        both.agree("POST", API + "torrents/add", PAUSED, file=("x.torrent", content))

    def all_are_listed() -> bool:
        return all(len(reply.body) == 3 for reply in both.ask("GET", API + "torrents/info"))

    until_now(all_are_listed)
    imitated, real = both.ask("GET", API + "torrents/info")
    assert hashes(imitated) == hashes(real)


PAUSED = {"paused": "true", "stopped": "true"}


def test_what_is_answered_to_calls(both: Both, tmp_path: Path) -> None:
    one = torrent_of(tmp_path, "One")
    known = read_torrent(one).info_hash
    magnet = f"magnet:?xt=urn:btih:{'ab' * 20}&dn=Nobody"
    both.agree("POST", API + "auth/login", RIGHT)
    for path in ("app/webapiVersion", "app/defaultSavePath", "app/none", "none/none"):
        both.agree("GET", API + path)
    for fields in ({}, {"urls": "rubbish"}, {"urls": "http://127.0.0.1:9/x.torrent"}):
        both.agree("POST", API + "torrents/add", fields)
    both.agree("GET", API + "torrents/add")
    both.agree("POST", API + "torrents/add", file=("x.torrent", b"rubbish"))
    for name in ("movies", "movies", "", "a\\b", "a//b", "/a", "a/", "a/b", "m:u*s?ic", "été"):
        both.agree("POST", API + "torrents/createCategory", {"category": name})
    options = {**PAUSED, "category": "movies", "tags": "a,b", "ratioLimit": "1.5"}
    both.agree("POST", API + "torrents/add", options, file=("x.torrent", one))
    both.come_to_agree("GET", API + "torrents/info", {"hashes": known})
    both.agree("POST", API + "torrents/add", options, file=("x.torrent", one))
    both.agree("POST", API + "torrents/add", {"urls": magnet, **PAUSED})
    both.come_to_agree("GET", API + "torrents/info", {"hashes": "ab" * 20})
    both.agree("GET", API + "torrents/files", {"hash": "ab" * 20})
    both.agree("GET", API + "torrents/files", {"hash": "cd" * 20})
    both.agree("GET", API + "torrents/trackers", {"hash": "ab" * 20})
    both.agree("GET", API + "torrents/trackers", {"hash": "cd" * 20})
    _act(both, known)


def _act(both: Both, known: str) -> None:
    """Each action on the torrent and on one that is not there; then how it looks."""
    for action, fields in (
        ("pause", {}),
        ("stop", {}),
        ("start", {}),
        ("setShareLimits", {"ratioLimit": "2", "seedingTimeLimit": "60"}),
        ("setShareLimits", {"ratioLimit": "2"}),
        ("topPrio", {}),
        ("setCategory", {"category": "nope"}),
        ("setCategory", {"category": ""}),
        ("addTags", {"tags": "c"}),
        ("setTags", {"tags": "c"}),
        ("setComment", {"comment": "x"}),
        ("delete", {}),
    ):
        for hashes in (known, "cd" * 20):
            both.agree("POST", API + f"torrents/{action}", {"hashes": hashes, **fields})
        both.agree("POST", API + f"torrents/{action}", fields)
        both.come_to_agree("GET", API + "torrents/info", {"hashes": known})
    both.agree("POST", API + "torrents/delete", {"hashes": known, "deleteFiles": "true"})
    both.come_to_agree("GET", API + "torrents/info", {"hashes": known})


def changes(both: Both, rid: int) -> dict[str, Any]:
    """What both tell of torrents since `rid`; the number they give it too."""

    def told(reply: Reply) -> dict[str, Any]:
        body: dict[str, Any] = reply.body
        kept = {k: v for k, v in body.items() if k in ("rid", "full_update", "torrents_removed")}
        rows = {
            known: {k: v for k, v in row.items() if k in ROW}
            for known, row in body.get("torrents", {}).items()
        }
        return {**kept, "torrents": {known: row for known, row in rows.items() if row}}

    imitated, real = both.ask("GET", API + "sync/maindata", {"rid": str(rid)})
    assert told(imitated) == told(real)
    return told(real)


def test_how_changes_are_told(both: Both, tmp_path: Path) -> None:
    contents = [torrent_of(tmp_path, name) for name in ("One", "Two")]
    one, two = (read_torrent(content).info_hash for content in contents)
    both.agree("POST", API + "auth/login", RIGHT)
    for content in contents:
        both.agree("POST", API + "torrents/add", PAUSED, file=("x.torrent", content))
    both.come_to_agree("GET", API + "torrents/info", {"hashes": f"{one}|{two}"})

    first = changes(both, 0)
    assert (first["full_update"], set(first["torrents"])) == (True, {one, two})
    assert changes(both, 1)["torrents"] == {}
    both.agree("POST", API + "torrents/addTags", {"hashes": one, "tags": "x"})
    assert changes(both, 2)["torrents"] == {one: {"tags": "x"}}
    assert changes(both, 2)["torrents"] == {one: {"tags": "x"}}, "not taken: told again"
    both.agree("POST", API + "torrents/delete", {"hashes": two, "deleteFiles": "true"})
    both.come_to_agree("GET", API + "torrents/info")
    assert changes(both, 4)["torrents_removed"] == [two]
    assert changes(both, 99)["full_update"] is True, "a number it never gave"
    assert "full_update" not in changes(both, 6)
    both.agree("POST", API + "auth/logout")
    both.agree("POST", API + "auth/login", RIGHT)
    again = changes(both, 7)
    assert (again["full_update"], again["rid"]) == (True, 1), "another session knows nothing"
