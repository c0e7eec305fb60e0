"""The Torznab adapter: what it asks, and what it makes of the answers."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest

from neonarr.adapters._http import Http
from neonarr.adapters.indexers.torznab import Torznab, TorznabSettings
from neonarr.adapters.outside import Outside
from neonarr.base.clock import SystemClock
from neonarr.base.errors import Refused
from neonarr.base.kinds import MediaKind
from neonarr.base.secret import Secret
from neonarr.search.port import Query, Source
from tests.adapters.indexers.recordings import KEY, recorded
from tests.kit.moved_clock import MovedClock
from tests.kit.torznab_server import Asked, TorznabServer, html, xml

pytestmark = pytest.mark.anyio

SOURCE = Source("", "Nebula")
MOVIE = Query("Night Train 2021", MediaKind.MOVIE, "Night Train", None, 2021, "tt0113277", 949)


@pytest.fixture
def server() -> Iterator[TorznabServer]:
    with TorznabServer() as running:
        running.on("/api", lambda asked: recorded(running, f"torznab/1.3/{_file(asked)}.xml"))
        yield running


def _file(asked: Asked) -> str:
    return "caps" if asked.one("t") == "caps" else "search"


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    client = Http(SystemClock())
    yield client
    await client.close()


@pytest.fixture
def torznab(server: TorznabServer, http: Http, clock: MovedClock) -> Torznab:
    settings = TorznabSettings(f" {server.url}/api/ ", Secret(KEY))
    return Torznab("Nebula", settings, Outside(clock, http))


def functions(server: TorznabServer) -> list[str]:
    return [asked.one("t") for asked in server.asked]


async def test_reads_the_recorded_answer(server: TorznabServer, torznab: Torznab) -> None:
    first, second = await torznab.search(SOURCE, MOVIE)
    assert (first.seeders, first.leechers, first.is_freeleech) == (12, 3, True)
    assert first.guid == f"{server.url}/details/101"
    assert second.guid.startswith("sha256-")
    assert second.link.reveal() == f"{server.url}/get/102?passkey={KEY}"
    assert (second.seeders, second.size, second.categories) == (None, None, (2045,))
    assert second.info_hash == "ab" * 20


async def test_a_large_answer_is_read_as_well(server: TorznabServer, torznab: Torznab) -> None:
    text = str(recorded(server, "torznab/1.3/search.xml").body)
    padded = xml(text.replace("<channel>", "<channel>" + " " * 1_100_000))
    caps = recorded(server, "torznab/1.3/caps.xml")
    server.on("/api", lambda asked: caps if asked.one("t") == "caps" else padded)
    assert len(await torznab.search(SOURCE, MOVIE)) == 2


async def test_asks_by_id_with_the_categories_it_offers(
    server: TorznabServer, torznab: Torznab
) -> None:
    await torznab.search(SOURCE, MOVIE)
    asked = server.asked[-1].query
    assert asked == {
        "t": ["movie"], "imdbid": ["0113277"], "cat": ["2000,2040,2045"], "limit": ["60"],
        "apikey": [KEY],
    }  # fmt: skip


async def test_sends_no_key_where_there_is_none(server: TorznabServer, http: Http) -> None:
    torznab = Torznab("Open", TorznabSettings(server.url + "/api"), Outside(SystemClock(), http))
    await torznab.search(SOURCE, MOVIE)
    assert all("apikey" not in asked.query for asked in server.asked)


async def test_asks_for_caps_once_a_day(
    server: TorznabServer, torznab: Torznab, clock: MovedClock
) -> None:
    for _ in range(3):
        await torznab.search(SOURCE, MOVIE)
    assert functions(server).count("caps") == 1
    clock.move(90000)
    await torznab.search(SOURCE, MOVIE)
    assert functions(server).count("caps") == 2


@pytest.mark.parametrize("answered", ["nothing", "another title"])
async def test_falls_back_to_words(server: TorznabServer, torznab: Torznab, answered: str) -> None:
    def api(asked: Asked) -> object:
        if asked.one("t") != "movie":
            return recorded(server, f"torznab/1.3/{_file(asked)}.xml")
        if answered == "nothing":
            return recorded(server, "torznab/1.3/empty.xml")
        latest = recorded(server, "torznab/1.3/search.xml")
        text = str(latest.body).replace("Night", "Day").replace("details/", "details/9")
        return replace(latest, body=text)

    server.on("/api", api)  # type: ignore[arg-type]
    releases = await torznab.search(SOURCE, MOVIE)
    assert functions(server) == ["caps", "movie", "search"]
    assert server.asked[-1].one("q") == "Night Train 2021"
    assert "Night.Train.2021.1080p.BluRay.x264-ORBIT" in [each.title for each in releases]


async def test_an_endpoint_without_caps_is_searched_by_words(
    server: TorznabServer, torznab: Torznab
) -> None:
    server.on(
        "/api",
        lambda asked: (
            html() if asked.one("t") == "caps" else recorded(server, "torznab/1.3/search.xml")
        ),
    )
    assert len(await torznab.search(SOURCE, MOVIE)) == 2
    assert functions(server) == ["caps", "search"]


async def test_is_not_asked_for_a_kind_it_does_not_offer(
    server: TorznabServer, torznab: Torznab
) -> None:
    caps = '<caps><categories><category id="5000"/></categories></caps>'
    server.on("/api", xml(caps))
    assert await torznab.search(SOURCE, MOVIE) == []
    assert functions(server) == ["caps"]
    check = await torznab.check()
    assert not check.is_ok


async def test_an_endpoint_that_offers_no_search_is_said(
    server: TorznabServer, torznab: Torznab
) -> None:
    server.on("/api", xml('<caps><searching><search available="no"/></searching></caps>'))
    with pytest.raises(Refused, match="offers no search"):
        await torznab.search(SOURCE, MOVIE)


async def test_check_tells_what_it_found(torznab: Torznab) -> None:
    check = await torznab.check()
    assert check.message == "Nebula answers; it lists 2 latest releases."
    assert check.facts == {
        "Server": "Nebula",
        "Categories": "movies, music",
        "Movie search by": "imdbid, q",
        "Music search by": "album, artist, q",
        "Latest releases": "2",
    }


async def test_what_it_offers(server: TorznabServer, torznab: Torznab) -> None:
    [view] = await torznab.views()
    assert (view.name, view.has_movies, view.has_music, view.trouble) == ("Nebula", True, True, "")
    server.on("/api", lambda _: xml("<caps/>"))
