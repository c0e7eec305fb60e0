"""The lab's indexer answers as real ones do."""

import time
import urllib.error
import urllib.request
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from neonarr.lab.torznab import MOVIES_HD, MUSIC_LOSSLESS, Offer, TorznabLab

TORRENT = b"d4:infod6:lengthi9e4:name1:a12:piece lengthi16384e6:pieces20:" + b"x" * 20 + b"ee"
OFFERS = [
    Offer("Some.Film.2020.1080p-X", MOVIES_HD, TORRENT, 9, seeders=3, leechers=2),
    Offer("Ann & Bob - <Live> (2020) [FLAC]", MUSIC_LOSSLESS, TORRENT, 9),
    Offer("Magnet.Film.2020-X", MOVIES_HD, TORRENT, 9, magnet="magnet:?xt=urn:btih:" + "ab" * 20),
]
ATTR = "{http://torznab.com/schemas/2015/feed}attr"


@pytest.fixture
def lab() -> Iterator[TorznabLab]:
    lab = TorznabLab(OFFERS, "k")
    yield lab
    lab.close()


def ask(lab: TorznabLab, apikey: str = "k", **asked: str) -> ET.Element:
    query = urlencode({"apikey": apikey, **asked})
    with urllib.request.urlopen(f"{lab.url}?{query}", timeout=60) as answer:
        return ET.fromstring(answer.read())


def titles(answer: ET.Element) -> list[str | None]:
    return [item.findtext("title") for item in answer.iter("item")]


def test_says_what_it_can_search(lab: TorznabLab) -> None:
    caps = ask(lab, t="caps")
    assert [e.tag for e in caps.findall("searching/*")] == [
        "search",
        "movie-search",
        "music-search",
    ]


def test_wrong_key_is_an_error_with_status_200(lab: TorznabLab) -> None:
    error = ask(lab, apikey="wrong", t="search", q="film")
    assert (error.tag, error.get("code")) == ("error", "100")


def test_unknown_function_is_an_error(lab: TorznabLab) -> None:
    assert ask(lab, t="book").get("code") == "202"


def test_every_word_must_match(lab: TorznabLab) -> None:
    assert titles(ask(lab, t="movie", q="some film")) == ["Some.Film.2020.1080p-X"]
    assert titles(ask(lab, t="movie", q="some other film")) == []
    assert titles(ask(lab, t="music", artist="Bob", album="Live")) == [
        "Ann & Bob - <Live> (2020) [FLAC]"
    ]


@pytest.mark.parametrize(("cat", "count"), [("2000", 2), ("2040", 2), ("3000", 1), ("2030", 0)])
def test_categories_narrow(lab: TorznabLab, cat: str, count: int) -> None:
    assert len(titles(ask(lab, t="search", q="2020", cat=cat))) == count


def test_item_tells_peers_and_info_hash(lab: TorznabLab) -> None:
    item = next(ask(lab, t="search", q="some").iter("item"))
    attributes = {a.get("name"): a.get("value") for a in item.iter(ATTR)}
    assert (attributes["seeders"], attributes["peers"]) == ("3", "5")
    assert len(attributes["infohash"] or "") == 40
    with urllib.request.urlopen(item.findtext("link") or "", timeout=60) as answer:
        assert answer.read() == TORRENT
    assert lab.counts == {"search": 1, "download": 1}


def test_download_may_redirect_to_a_magnet(lab: TorznabLab) -> None:
    link = next(ask(lab, t="search", q="magnet").iter("item")).findtext("link") or ""
    with pytest.raises(urllib.error.HTTPError) as caught, urllib.request.urlopen(link, timeout=60):
        pass
    assert caught.value.code == 302
    assert caught.value.headers["Location"] == OFFERS[2].magnet
    caught.value.close()


def test_pages(lab: TorznabLab) -> None:
    assert titles(ask(lab, t="search", limit="1", offset="1")) == [OFFERS[1].title]


def test_can_be_slow(lab: TorznabLab) -> None:
    lab.delay_s = 0.2
    begun = time.monotonic()
    ask(lab, t="caps")
    assert time.monotonic() - begun >= 0.2
