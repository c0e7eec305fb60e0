"""Where a fault happens: a server's folders, a shop to get films from, clients; all on loopback."""

import json
import re
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any

from faults.counting import count
from faults.mounts import tmpfs
from faults.proxy import FaultyProxy
from tests.kit.qbittorrent import PrivateQbittorrent
from tests.kit.server import Home, Refusal, Running, torrents_of
from tests.kit.shop import Good, Shop
from tests.kit.transmission import PrivateTransmission
from tests.kit.waiting import until_now


class Scene:
    """One fault's world, taken down when it is closed. `seen` is what the user was shown."""

    def __init__(self, folder: Path, shop: Shop) -> None:
        self.folder, self.shop = folder, shop
        self.home = Home(folder / "home", dict(shop.env))
        self.library = self.home.movies
        self.seen: list[str] = []
        self.torrents: Callable[[], set[str]] = self.home.engine_torrents
        self.closing = ExitStack()
        self.closing.callback(self.home.close)

    def __enter__(self) -> "Scene":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.closing.close()
        self.shop.indexer.delay_s = 0

    def qbittorrent(self, **preferences: str) -> PrivateQbittorrent:
        """A real one, which servers started from now on use."""
        client = PrivateQbittorrent(self.folder / "qbittorrent", preferences=preferences)
        self.closing.enter_context(client)
        self.home.use(client)
        self.torrents = lambda: torrents_of(client)
        return client

    def transmission(self, **settings: Any) -> PrivateTransmission:
        """A real one, which servers started from now on use."""
        # Without a login, so that we too may ask what it holds.
        settings["rpc-authentication-required"] = False
        client = PrivateTransmission(self.folder / "transmission", settings)
        self.closing.enter_context(client)
        self.home.env["TRANSMISSION_URL"] = client.url
        self.torrents = lambda: {
            one["hashString"]
            for one in client.ask("torrent-get", fields=["hashString"])["torrents"]
        }
        return client

    def proxied_qbittorrent(self, **preferences: str) -> tuple[PrivateQbittorrent, FaultyProxy]:
        """The same behind a proxy that can spoil what it answers."""
        client = self.qbittorrent(**preferences)
        proxy = self.closing.enter_context(FaultyProxy(client.url))
        self.home.env["QBITTORRENT_URL"] = proxy.url
        return client, proxy

    def library_on_tmpfs(self, megabytes: int) -> Path:
        """The movies folder becomes a small file system of its own."""
        point = self.folder / "library"
        self.closing.enter_context(tmpfs(point, megabytes))
        self.use_library(point)
        return point

    def use_library(self, folder: Path) -> None:
        self.library = folder
        self.home.env["NEONARR_MOVIES_DIR"] = str(folder)

    def saw(self, said: str | None) -> None:
        """Note what the API showed, once, without this run's folders and ports."""
        told = (said or "").replace(str(self.folder), "…")
        told = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:…", " ".join(told.split()))
        if told and told not in self.seen:
            self.seen.append(told)

    def refused(self, refusal: Refusal) -> None:
        """Note the sentence of an answer of 400 or more."""
        told = json.loads(refusal.said)
        self.saw(f"{refusal.status}: {told.get('message') or told.get('error')}")

    def complaint(self, server: Running, download_id: str, *, within_s: float = 60) -> str:
        """What the download says is wrong, once it does."""
        shown = server.wait_for(download_id, lambda d: d.get("errorMessage"), within_s=within_s)
        self.saw(f"{shown['status']}: {shown['errorMessage']}")
        return str(shown["errorMessage"])

    def saw_state(self, shown: Mapping[str, Any]) -> None:
        percent = f", {shown['progress']:.0f} %" if shown["status"] == "downloading" else ""
        self.saw(f"status {shown['status']}{percent}")

    def sick(self, server: Running, kind: str, word: str, *, within_s: float = 60) -> str:
        """What /health says of the first such component that is not well, once it does."""

        def look() -> str:
            found = [c for c in server.health(kind) if word in c["name"] and c["status"] != "ok"]
            return str(found[0]["message"]) if found else ""

        said = until_now(look, within_s=within_s)
        self.saw(f"health: {said}")
        return said

    def well(self, server: Running, kind: str, word: str, *, within_s: float = 60) -> None:
        """Until /health says that all such components are well."""
        until_now(
            lambda: all(c["status"] == "ok" for c in server.health(kind) if word in c["name"]),
            within_s=within_s,
        )

    def proof(
        self,
        server: Running,
        bought: Mapping[str, Good],
        *,
        torrents: int | None = None,
        within_s: float = 90,
    ) -> str:
        """The counts, once everything bought is imported. Raises AssertionError if one is off.

        `torrents`: how many the client must hold; None for one of each.
        """
        for download_id in bought:
            server.imported(download_id, within_s=within_s)
        return count(self, server, bought, torrents)
