"""Every indexer adapter with something behind it that can be told to fail."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from neonarr.adapters.indexers.jackett import Jackett, JackettSettings
from neonarr.adapters.indexers.prowlarr import Prowlarr, ProwlarrSettings
from neonarr.adapters.indexers.torznab import Torznab, TorznabSettings
from neonarr.adapters.outside import Outside
from neonarr.base.errors import Limited, Refused, Unintelligible, Unreachable
from neonarr.base.secret import Secret
from neonarr.downloads.torrent import read_magnet, read_torrent
from neonarr.search.port import Indexer
from tests.adapters.indexers.recordings import KEY, MAGNET, TORRENT, recorded
from tests.kit.fake_indexer import FakeIndexer, release
from tests.kit.torznab_server import (
    Asked,
    Reply,
    Route,
    TorznabServer,
    hang,
    html,
    limited,
    to,
    wrong_key,
    xml,
)


class Fault(StrEnum):
    LIMITED = "limited"
    WRONG_KEY = "wrong key"
    HANGS = "hangs"
    BREAKS_OFF = "breaks off"
    WEB_PAGE = "web page"
    SERVER_ERROR = "server error"


FAULTS = {
    Fault.LIMITED: limited("90"),
    Fault.WRONG_KEY: wrong_key(),
    Fault.HANGS: hang(),
    Fault.BREAKS_OFF: Reply("<rss>" + "x" * 500, cut_at=20),
    Fault.WEB_PAGE: html(),
    Fault.SERVER_ERROR: Reply("", 503),
}


@dataclass
class Rig:
    """`links` go to a torrent file, a magnet, a redirect to one, and what is no torrent."""

    indexer: Indexer
    links: dict[str, Secret]
    fail: Callable[[Fault], None]
    """From now on everything asked of the service fails so."""
    find_nothing: Callable[[], None]
    key: str = KEY


@dataclass
class Switch:
    """Puts a fault in front of a service's routes; `is_empty` is for the routes to look at."""

    fault: Reply | None = None
    is_empty: bool = False

    def over(self, route: Route) -> Route:
        return lambda asked: self.fault if self.fault is not None else route(asked)


def torznab(server: TorznabServer, outside: Outside, timeout_s: float) -> Rig:
    switch = Switch()

    def api(asked: Asked) -> Reply:
        if asked.one("apikey") != KEY:
            return wrong_key()
        if asked.one("t") == "caps":
            return recorded(server, "torznab/1.3/caps.xml")
        name = "empty" if switch.is_empty else "search"
        return recorded(server, f"torznab/1.3/{name}.xml")

    server.on("/api", switch.over(api))
    indexer = Torznab(
        "Nebula", TorznabSettings(server.url + "/api", Secret(KEY), timeout_s), outside
    )
    return _rig(server, switch, indexer, FAULTS)


def jackett(server: TorznabServer, outside: Outside, timeout_s: float) -> Rig:
    switch, prefix = Switch(), "/api/v2.0/indexers/"

    def results(asked: Asked) -> Reply:
        if asked.one("apikey") != KEY:
            return recorded(server, "jackett/0.24/wrong_key.xml")
        if asked.one("t") == "indexers":
            return recorded(server, "jackett/0.24/indexers.xml")
        if asked.path.removeprefix(prefix).partition("/")[0] not in ("nebula", "quasar"):
            return xml('<error code="201" description="Indexer is not supported" />')
        return recorded(server, f"jackett/0.24/{'empty' if switch.is_empty else 'search'}.xml")

    server.on(prefix, switch.over(results))
    indexer = Jackett("Jackett", JackettSettings(server.url, Secret(KEY), timeout_s), outside)
    return _rig(server, switch, indexer, FAULTS)


def prowlarr(server: TorznabServer, outside: Outside, timeout_s: float) -> Rig:
    switch = Switch()

    def answer(asked: Asked) -> Reply:
        if asked.headers.get("x-api-key") != KEY:
            return Reply('{"error": "Unauthorized"}', 401)
        name = asked.path.rpartition("/")[2]
        if name == "indexerstatus" or (name == "search" and switch.is_empty):
            return Reply("[]")
        return recorded(server, f"prowlarr/2.3/{name}.json")

    server.on("/api/v1/", switch.over(answer))
    indexer = Prowlarr("Prowlarr", ProwlarrSettings(server.url, Secret(KEY), timeout_s), outside)
    refusal = Reply('{"error": "Unauthorized"}', 401)
    return _rig(server, switch, indexer, FAULTS | {Fault.WRONG_KEY: refusal})


def fake(_server: TorznabServer, _outside: Outside, _timeout_s: float) -> Rig:
    found = replace(release("Night.Train.2021.1080p.BluRay.x264-ORBIT", "101"), categories=(2040,))
    indexer = FakeIndexer(
        releases={"": [found]},
        torrents={
            "file": read_torrent(TORRENT),
            "magnet": read_magnet(MAGNET),
            "redirect": read_magnet(MAGNET),
        },
    )
    errors = {
        Fault.LIMITED: Limited("Fake", "answered 429.", retry_after_s=90.0),
        Fault.WRONG_KEY: Refused("Fake", "answered 401."),
        Fault.WEB_PAGE: Unintelligible("Fake", "answered with a web page."),
    }
    down = Unreachable("Fake", "can't be reached.")
    return Rig(
        indexer,
        {name: Secret(f"fake:{name}") for name in ("file", "magnet", "redirect", "junk")},
        lambda fault: indexer.failures.update({"": errors.get(fault, down)}),
        indexer.releases.clear,
    )


RIGS = {"torznab": torznab, "jackett": jackett, "prowlarr": prowlarr, "fake": fake}


def _rig(
    server: TorznabServer, switch: Switch, indexer: Indexer, faults: dict[Fault, Reply]
) -> Rig:
    server.on("/dl/file", Reply(TORRENT))
    server.on("/dl/redirect", to(MAGNET, 301))
    server.on("/dl/junk", html())
    links = {
        name: Secret(f"{server.url}/dl/{name}?apikey={KEY}")
        for name in ("file", "redirect", "junk")
    }
    links["magnet"] = Secret(MAGNET)
    return Rig(
        indexer,
        links,
        lambda fault: setattr(switch, "fault", faults[fault]),
        lambda: setattr(switch, "is_empty", True),
    )
