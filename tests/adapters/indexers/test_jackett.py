"""The Jackett adapter."""

from collections.abc import AsyncIterator, Iterator

import pytest

from neonarr.adapters._http import Http
from neonarr.adapters.indexers.jackett import Jackett, JackettSettings
from neonarr.adapters.outside import Outside
from neonarr.base.clock import SystemClock
from neonarr.base.errors import Limited, Refused, Unreachable
from neonarr.base.kinds import MediaKind
from neonarr.base.secret import Secret
from neonarr.search.port import Query, Source
from tests.adapters.indexers.recordings import KEY, recorded
from tests.kit.moved_clock import MovedClock
from tests.kit.torznab_server import Asked, Reply, TorznabServer, xml

pytestmark = pytest.mark.anyio

API = "/api/v2.0/indexers/{}/results/torznab/api"
ALBUM = Query("Orbit Tides", MediaKind.ALBUM, "Tides", "Orbit")
MOVIE = Query("Night Train 2021", MediaKind.MOVIE, "Night Train", None, 2021, "tt0113277")


@pytest.fixture
def server() -> Iterator[TorznabServer]:
    def answer(asked: Asked) -> Reply:
        name = "indexers" if asked.one("t") == "indexers" else "search"
        return recorded(running, f"jackett/0.24/{name}.xml")

    with TorznabServer({"/api/": answer}) as running:
        yield running


@pytest.fixture
async def jackett(server: TorznabServer, clock: MovedClock) -> AsyncIterator[Jackett]:
    http = Http(SystemClock())
    settings = JackettSettings(server.url + "/", Secret(KEY))
    yield Jackett("Jackett", settings, Outside(clock, http))
    await http.close()


async def test_sources_are_the_configured_indexers(jackett: Jackett) -> None:
    assert await jackett.sources() == [Source("nebula", "Nebula"), Source("quasar", "Quasar")]


async def test_the_list_is_asked_for_every_five_minutes_and_brings_the_caps(
    server: TorznabServer, jackett: Jackett, clock: MovedClock
) -> None:
    for _ in range(3):
        for source in await jackett.sources():
            await jackett.search(source, MOVIE)
    assert [asked.one("t") for asked in server.asked].count("indexers") == 1
    assert "caps" not in [asked.one("t") for asked in server.asked]
    clock.move(360)
    await jackett.sources()
    assert server.asked[-1].one("t") == "indexers"
    assert server.asked[-1].one("configured") == "true"


async def test_each_indexer_is_asked_in_its_own_way(
    server: TorznabServer, jackett: Jackett
) -> None:
    nebula, quasar = await jackett.sources()
    await jackett.search(nebula, MOVIE)
    assert server.asked[-1].path == API.format("nebula")
    assert server.asked[-1].one("q") == "Night Train 2021"
    await jackett.search(quasar, MOVIE)
    [asked] = server.asked_for(API.format("quasar"))
    assert asked.one("imdbid") == "0113277"
    assert asked.one("apikey") == KEY


async def test_an_indexer_without_music_is_not_asked_for_it(
    server: TorznabServer, jackett: Jackett
) -> None:
    nebula, quasar = await jackett.sources()
    assert await jackett.search(nebula, ALBUM) == []
    assert not server.asked_for(API.format("nebula"))
    await jackett.search(quasar, ALBUM)
    asked = server.asked_for(API.format("quasar"))[0]
    assert (asked.one("artist"), asked.one("album")) == ("Orbit", "Tides")


async def test_reads_the_recorded_answer(server: TorznabServer, jackett: Jackett) -> None:
    [release] = await jackett.search(Source("nebula", "Nebula"), MOVIE)
    assert release.guid == release.page_url == "https://nebula.example/details/101"
    assert (release.seeders, release.leechers) == (4, 0), "peers may be fewer than seeders"
    assert release.categories == (2040, 100001)
    assert release.link.reveal() == (
        f"{server.url}/dl/nebula/?jackett_apikey={KEY}&path=UTEwMQ&file=Night.Train"
    )


async def test_a_wrong_key_comes_with_status_200(server: TorznabServer, jackett: Jackett) -> None:
    server.on("/api/", recorded(server, "jackett/0.24/wrong_key.xml"))
    with pytest.raises(Refused, match=r"error 100: Invalid API Key\. Check the API key"):
        await jackett.sources()
    check = await jackett.check()
    assert (check.is_ok, "Invalid API Key" in check.message) == (False, True)


async def test_all_is_the_way_out_where_there_is_no_list(
    server: TorznabServer, jackett: Jackett
) -> None:
    def old(asked: Asked) -> Reply:
        if asked.one("t") == "indexers":
            return xml('<error code="202" description="No such function" />', 400)
        if asked.one("t") == "caps":
            return recorded(server, "torznab/1.3/caps.xml")
        return recorded(server, "jackett/0.24/search.xml")

    server.on("/api/", old)
    [source] = await jackett.sources()
    assert source == Source("all", "Jackett")
    assert len(await jackett.search(source, MOVIE)) == 1
    assert server.asked[-1].path == API.format("all")


async def test_a_trackers_own_limit_is_a_limit(server: TorznabServer, jackett: Jackett) -> None:
    [source, _] = await jackett.sources()
    document = '<error code="900" description="Tracker: too many requests" />'
    server.on("/api/", xml(document, 429, Retry_After="120"))
    with pytest.raises(Limited) as caught:
        await jackett.search(source, MOVIE)
    assert caught.value.retry_after_s == 120


async def test_a_stack_trace_is_cut_and_cleaned(server: TorznabServer, jackett: Jackett) -> None:
    [source, _] = await jackett.sources()
    trace = f"Exception at https://t.example/login?password={KEY}&amp;x=1 " + "at Jackett.X() " * 99
    server.on("/api/", xml(f'<error code="900" description="{trace}" />', 400))
    with pytest.raises(Unreachable) as caught:
        await jackett.search(source, MOVIE)
    assert "password=***" in str(caught.value)
    assert len(str(caught.value)) < 300


async def test_no_indexers_is_said(server: TorznabServer, jackett: Jackett) -> None:
    server.on("/api/", xml("<indexers/>"))
    with pytest.raises(Refused, match="has no indexers set up"):
        await jackett.sources()


async def test_check_goes_on_past_a_tracker_that_is_down(
    server: TorznabServer, jackett: Jackett
) -> None:
    server.on(API.format("nebula"), Reply("", 500))
    check = await jackett.check()
    assert check.message == "Jackett answers with 2 indexers; Quasar lists 1 latest releases."
    assert check.facts == {"Indexers": "Nebula, Quasar"}


async def test_what_its_sources_offer(jackett: Jackett) -> None:
    views = await jackett.views()
    assert [view.name for view in views] == [source.name for source in await jackett.sources()]
    assert any(view.has_movies and view.has_music is False for view in views)
