"""A search over 20 indexers with 100 items each: our CPU, and what is added to the slowest one."""

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.request import urlopen
from xml.etree import ElementTree

from bench import Row
from neonarr.adapters._http import Http
from neonarr.adapters.indexers.torznab import Torznab, TorznabSettings
from neonarr.adapters.outside import Outside
from neonarr.base.clock import SystemClock
from neonarr.base.ids import AdapterId
from neonarr.base.kinds import MediaKind
from neonarr.base.secret import Secret
from neonarr.search import store
from neonarr.search.ask import Ask, ConnectedIndexer
from neonarr.search.port import Query, Source
from neonarr.settings.vault import Vault
from neonarr.storage.db import metadata, open_sqlite
from tests.kit.torznab_server import Asked, Reply, Route, TorznabServer, xml

INDEXERS, ITEMS, RUNS = 20, 100, 9
SLOWEST_S = 0.5
QUERY = Query("Night Train", MediaKind.MOVIE, "Night Train")

_ITEM = """<item><title>Night.Train.{n}.2021.1080p.BluRay.x264-ORBIT</title>
<guid>https://tracker.example/details/{n}</guid><comments>https://tracker.example/details/{n}</comments>
<pubDate>Sat, 14 Mar 2026 17:10:42 -0400</pubDate><size>4294967296</size>
<link>{url}/dl/?jackett_apikey=0123456789&amp;path={pad}&amp;file=Night.Train</link>
<category>2000</category><category>2040</category>
<enclosure url="{url}/dl/?jackett_apikey=0123456789&amp;path={pad}&amp;file=Night.Train"
 length="4294967296" type="application/x-bittorrent"/>
<torznab:attr name="category" value="2000"/><torznab:attr name="category" value="2040"/>
<torznab:attr name="seeders" value="12"/><torznab:attr name="peers" value="15"/>
<torznab:attr name="infohash" value="{n:040x}"/><torznab:attr name="minimumratio" value="1"/>
<torznab:attr name="downloadvolumefactor" value="1"/></item>"""
_CAPS = """<caps><searching><search available="yes" supportedParams="q"/></searching>
<categories><category id="2000" name="Movies"/></categories></caps>"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Medians over the warm runs, and the first run."""

    cpu_ms: float
    wall_ms: float
    first_cpu_ms: float


def run() -> list[Row]:
    command = [sys.executable, "-m", "bench.bench_fanout", "--serve"]
    root = Path(__file__).parents[1]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root
    ) as servers:
        assert servers.stdin and servers.stdout
        addresses: list[str] = json.loads(servers.stdout.readline())
        try:
            ours = asyncio.run(_ours(addresses, "quick"))
            slow = asyncio.run(_ours(addresses, "slow"))
            bare = asyncio.run(_unkept(addresses))
            plain = _plain(addresses)
        finally:
            servers.stdin.close()
    what = f"search, {INDEXERS} indexers × {ITEMS} items: "
    ratio = f"{ours.cpu_ms / plain.cpu_ms:.2f}"
    added_ms = slow.wall_ms - SLOWEST_S * 1000
    first_note = "with the imports of the HTTP and XML libraries"
    peer_note = f"sealed and kept; median of {RUNS}; peer: urllib, ElementTree, nothing kept"
    late_note = f"one indexer answers after {SLOWEST_S:g} s; median of {RUNS}"
    return [
        Row(what + "CPU", _ms(ours.cpu_ms), _ms(plain.cpu_ms), ratio, "≤ 150 ms", peer_note),
        Row(what + "CPU of asking and reading", _ms(bare.cpu_ms), note="without the database"),
        Row(what + "CPU, first search", _ms(ours.first_cpu_ms), note=first_note),
        Row(what + "added to the slowest", _ms(added_ms), note=late_note),
    ]


def _ms(value: float) -> str:
    return f"{value:.0f} ms"


async def _ours(addresses: list[str], path: str) -> Cost:
    """The whole search as the program does it, down to the rows in the database."""
    clock = SystemClock()
    http = Http(clock)
    with tempfile.TemporaryDirectory(prefix="neonarr-bench-") as folder:
        db = open_sqlite(f"{folder}/bench.db")
        db.setup(lambda c: metadata.create_all(c, [store.source_table, store.answer_table]))
        ask = Ask(db, Vault(folder), clock)
        indexers = [
            ConnectedIndexer(
                AdapterId(number),
                f"Indexer {number}",
                25,
                _torznab(f"{address}/{path}/api", f"Indexer {number}", http),
            )
            for number, address in enumerate(addresses, 1)
        ]

        async def search() -> int:
            return sum(len(answer.releases) for answer in await ask.ask_all(QUERY, indexers))

        try:
            return await _cost(search)
        finally:
            await http.close()
            db.close()


async def _unkept(addresses: list[str]) -> Cost:
    """The adapters alone: HTTP and XML."""
    http = Http(SystemClock())
    adapters = [_torznab(f"{address}/quick/api", "Indexer", http) for address in addresses]
    source = Source("", "Indexer")

    async def search() -> int:
        return sum(map(len, await asyncio.gather(*(a.search(source, QUERY) for a in adapters))))

    try:
        return await _cost(search)
    finally:
        await http.close()


def _torznab(url: str, name: str, http: Http) -> Torznab:
    return Torznab(name, TorznabSettings(url, Secret("key")), Outside(SystemClock(), http))


async def _cost(search: Callable[[], Awaitable[int]]) -> Cost:
    cpu, wall = [], []
    for _ in range(RUNS + 1):
        begun_cpu, begun = time.process_time(), time.perf_counter()
        found = await search()
        wall.append((time.perf_counter() - begun) * 1000)
        cpu.append((time.process_time() - begun_cpu) * 1000)
        if found != INDEXERS * ITEMS:
            raise RuntimeError(f"{found} releases came back")
    return Cost(statistics.median(cpu[1:]), statistics.median(wall[1:]), cpu[0])


def _plain(addresses: list[str]) -> Cost:
    """The least a program can do: ask and parse into dictionaries, on a thread each."""

    def one(address: str) -> int:
        with urlopen(f"{address}/quick/api?t=search&q=x", timeout=30) as answer:
            root = ElementTree.fromstring(answer.read())
        return len([{child.tag: child.text for child in item} for item in root.iter("item")])

    async def search() -> int:
        return sum(threads.map(one, addresses))

    with ThreadPoolExecutor(INDEXERS) as threads:
        return asyncio.run(_cost(search))


def _serve() -> None:
    """Serve until standard input closes; the addresses go out first, as one line of JSON."""
    servers = [TorznabServer() for _ in range(INDEXERS)]
    for number, server in enumerate(servers):
        server.on("/quick/", _answers(server, number, 0.0))
        server.on("/slow/", _answers(server, number, SLOWEST_S if number == 0 else 0.0))
        server.__enter__()
    print(json.dumps([server.url for server in servers]), flush=True)
    sys.stdin.read()


def _answers(server: TorznabServer, number: int, delay_s: float) -> Route:
    pad = "Q" * 120
    items = "".join(
        _ITEM.format(n=number * ITEMS + item, url=server.url, pad=pad) for item in range(ITEMS)
    )
    namespace = "http://torznab.com/schemas/2015/feed"
    feed = xml(f'<rss xmlns:torznab="{namespace}"><channel>{items}</channel></rss>')
    found, caps = replace(feed, delay_s=delay_s), xml(_CAPS)

    def answer(asked: Asked) -> Reply:
        return caps if asked.one("t") == "caps" else found

    return answer


if __name__ == "__main__":
    if "--serve" in sys.argv:
        _serve()
    else:
        for row in run():
            print(row)
