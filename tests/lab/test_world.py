"""The lab as a whole: what it offers can be had, and what it hides is really different."""

import urllib.request
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest

from neonarr.downloads.torrent import read_torrent
from neonarr.lab.world import ALBUM, DECOYS, ENCORE, FILM, World, sha256

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    world = World(tmp_path_factory.mktemp("lab"), film_size=1, has_encore=True)
    yield world
    world.close()
    world.close()  # twice is harmless


def offers(world: World) -> dict[str, ET.Element]:
    query = f"{world.indexer.url}?t=search&apikey={world.api_key}"
    with urllib.request.urlopen(query, timeout=60) as answer:
        items = ET.fromstring(answer.read()).iter("item")
        return {item.findtext("title") or "": item for item in items}


def test_offers_the_media_and_the_decoys(world: World) -> None:
    assert set(offers(world)) == {FILM, ALBUM, ENCORE, *(decoy.title for decoy in DECOYS)}


def test_every_offer_has_a_torrent_of_its_own(world: World) -> None:
    torrents = {}
    for title, item in offers(world).items():
        with urllib.request.urlopen(item.findtext("link") or "", timeout=60) as answer:
            torrents[title] = read_torrent(answer.read())
    assert len({t.info_hash for t in torrents.values()}) == len(torrents)
    assert [f.path for f in torrents[FILM].files] == [f"{FILM}/{FILM}.mkv"]
    assert torrents[FILM].size == world.film.stat().st_size
    assert len(torrents[ALBUM].files) == 4


def test_checksums_name_every_media_file(world: World) -> None:
    assert world.checksums[sha256(world.film)] == f"{FILM}.mkv"
    assert len(world.checksums) == 5
