"""Answers of the services in files: the form is theirs, the content is ours."""

from pathlib import Path

from neonarr.downloads.torrent import read_torrent
from tests.kit.torznab_server import Reply, TorznabServer, json_reply, xml

KEY = "0123456789abcdef0123456789abcdef"
MAGNET = "magnet:?xt=urn:btih:" + "ab" * 20 + "&dn=Night+Train"
TORRENT = (
    b"d8:announce31:http://t.example/announce/abcde"
    b"4:infod6:lengthi5e4:name15:Night Train.mkv12:piece lengthi16384e6:pieces20:" + b"x" * 20
) + b"ee"
TORRENT_HASH = read_torrent(TORRENT).info_hash

_FOLDER = Path(__file__).parent / "recorded"


def recorded(server: TorznabServer, name: str) -> Reply:
    """The answer in that file, with this server's address and the key put in."""
    text = (_FOLDER / name).read_text().replace("SERVER", server.url).replace("KEY", KEY)
    return json_reply(text) if name.endswith(".json") else xml(text)
