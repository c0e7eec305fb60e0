"""The Prowlarr adapter, its silent failures above all."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest

from neonarr.adapters._http import Http
from neonarr.adapters._prowlarr import parse_releases
from neonarr.adapters.indexers.prowlarr import Prowlarr, ProwlarrSettings
from neonarr.adapters.outside import Outside
from neonarr.base.clock import SystemClock
from neonarr.base.errors import Limited, Refused, Unintelligible, Unreachable
from neonarr.base.kinds import MediaKind
from neonarr.base.secret import Secret
from neonarr.search.port import Query, Source
from tests.adapters.indexers.recordings import KEY, recorded
from tests.kit.moved_clock import MovedClock
from tests.kit.torznab_server import Asked, Reply, TorznabServer, html, json_reply, xml

pytestmark = pytest.mark.anyio

NEBULA, QUASAR = Source("3", "Nebula"), Source("5", "Quasar")
MOVIE = Query("Night Train 2021", MediaKind.MOVIE, "Night Train", None, 2021, "tt0113277")
ALBUM = Query("Orbit Tides", MediaKind.ALBUM, "Tides {live}", "Orbit")
SEARCH = "/api/v1/search"


@pytest.fixture
def server() -> Iterator[TorznabServer]:
    def answer(asked: Asked) -> Reply:
        return recorded(running, f"prowlarr/2.3/{asked.path.rpartition('/')[2]}.json")

    with TorznabServer({"/api/v1/": answer}) as running:
        running.on("/api/v1/indexerstatus", Reply("[]"))
        yield running


@pytest.fixture
async def prowlarr(server: TorznabServer, clock: MovedClock) -> AsyncIterator[Prowlarr]:
    http = Http(SystemClock())
    settings = ProwlarrSettings(server.url, Secret(KEY))
    yield Prowlarr("Prowlarr", settings, Outside(clock, http))
    await http.close()


async def test_sources_are_the_enabled_torrent_indexers(prowlarr: Prowlarr) -> None:
    assert await prowlarr.sources() == [NEBULA, QUASAR]


async def test_the_key_travels_in_a_header_only(server: TorznabServer, prowlarr: Prowlarr) -> None:
    await prowlarr.search(NEBULA, MOVIE)
    for asked in server.asked:
        assert asked.headers["x-api-key"] == KEY
        assert KEY not in str(asked.query)


async def test_an_id_goes_into_the_query_and_categories_are_repeated(
    server: TorznabServer, prowlarr: Prowlarr
) -> None:
    await prowlarr.search(NEBULA, MOVIE)
    [asked] = server.asked_for(SEARCH)
    assert asked.query == {
        "type": ["movie"], "query": ["{ImdbId:tt0113277}"], "categories": ["2000", "2040"],
        "indexerIds": ["3"], "limit": ["100"], "offset": ["0"],
    }  # fmt: skip


async def test_words_where_the_indexer_knows_no_ids(
    server: TorznabServer, prowlarr: Prowlarr
) -> None:
    await prowlarr.search(QUASAR, MOVIE)
    [asked] = server.asked_for(SEARCH)
    assert (asked.one("type"), asked.one("query")) == ("search", "Night Train 2021")


async def test_words_follow_an_id_that_found_nothing(
    server: TorznabServer, prowlarr: Prowlarr
) -> None:
    server.on(
        SEARCH,
        lambda asked: (
            recorded(server, "prowlarr/2.3/search.json")
            if asked.one("type") == "search"
            else Reply("[]")
        ),
    )
    assert len(await prowlarr.search(NEBULA, MOVIE)) == 2
    assert [a.one("type") for a in server.asked_for(SEARCH)] == ["movie", "search"]


async def test_an_album_is_asked_for_by_artist_and_title(
    server: TorznabServer, prowlarr: Prowlarr
) -> None:
    assert await prowlarr.search(NEBULA, ALBUM) == [], "it offers no music"
    assert not server.asked_for(SEARCH)
    await prowlarr.search(QUASAR, ALBUM)
    asked = server.asked_for(SEARCH)[0]
    assert asked.one("query") == "{Artist:Orbit}{Album:Tides live}"
    assert asked.query["categories"] == ["3000", "3040"]


async def test_reads_the_recorded_answer(server: TorznabServer, prowlarr: Prowlarr) -> None:
    first, second = await prowlarr.search(NEBULA, MOVIE)
    assert first.guid == first.page_url == "https://nebula.example/details/101"
    assert (first.seeders, first.leechers, first.is_freeleech) == (12, 0, True)
    assert first.categories == (2000, 2040)
    assert first.link.reveal() == (
        f"{server.url}/3/download?apikey={KEY}&link=TEZn&file=Night.Train"
    )
    assert second.guid.startswith("sha256-")
    assert (second.seeders, second.leechers, second.size) == (None, None, None)
    assert second.info_hash == "ab" * 20
    assert second.link.reveal().startswith(server.url), "what it calls magnetUrl is no magnet"


async def test_an_indexer_on_hold_is_no_empty_answer(
    server: TorznabServer, prowlarr: Prowlarr, clock: MovedClock
) -> None:
    server.on(SEARCH, Reply("[]"))
    until = clock.now() + timedelta(hours=1)
    failure = {"indexerId": 3, "disabledTill": until.isoformat()}
    server.on("/api/v1/indexerstatus", Reply(json.dumps([failure])))
    with pytest.raises(
        Unreachable, match=r"has put Nebula on hold until \d{4}-\d\d-\d\d \d\d:\d\d"
    ):
        await prowlarr.search(NEBULA, MOVIE)
    assert await prowlarr.search(QUASAR, MOVIE) == []


async def test_a_failure_just_now_is_no_empty_answer(
    server: TorznabServer, prowlarr: Prowlarr, clock: MovedClock
) -> None:
    server.on(SEARCH, Reply("[]"))
    failure = {"indexerId": 3, "mostRecentFailure": clock.now().isoformat()}
    server.on("/api/v1/indexerstatus", Reply(json.dumps([failure])))
    with pytest.raises(Unreachable, match="could not search Nebula"):
        await prowlarr.search(NEBULA, MOVIE)
    clock.move(60)
    assert await prowlarr.search(NEBULA, MOVIE) == [], "an old failure says nothing about now"


async def test_who_finds_nothing_at_once_shares_one_question(
    server: TorznabServer, prowlarr: Prowlarr
) -> None:
    server.on(SEARCH, Reply("[]"))
    await prowlarr.sources()
    server.on("/api/v1/indexerstatus", Reply("[]", delay_s=0.3))
    await asyncio.gather(*(prowlarr.search(QUASAR, MOVIE) for _ in range(8)))
    assert len(server.asked_for("/api/v1/indexerstatus")) < 8


async def test_a_gone_indexer_is_said(prowlarr: Prowlarr) -> None:
    with pytest.raises(Refused, match="no longer has Asleep"):
        await prowlarr.search(Source("6", "Asleep"), MOVIE)


@pytest.mark.parametrize(
    ("reply", "error", "words"),
    [
        (json_reply('{"message": "All selected indexers being unavailable"}', 400), Unreachable,
         "Nebula is unavailable"),
        (json_reply('{"message": "Invalid query"}', 400), Refused, "answered 400: Invalid query"),
        (json_reply('{"error": "Unauthorized"}', 401), Refused, "Check the API key"),
        (html(), Unintelligible, "a web page"),
        (Reply("[{"), Unintelligible, "no JSON"),
        (Reply("[" * 100_000), Unintelligible, "no JSON"),
        (Reply("{}"), Unintelligible, "did not answer with a list"),
        (Reply("", 429, {"Retry-After": "60"}), Limited, "answered 429"),
    ],
)  # fmt: skip
async def test_refusals(
    server: TorznabServer, prowlarr: Prowlarr, reply: Reply, error: type[Exception], words: str
) -> None:
    server.on(SEARCH, reply)
    with pytest.raises(error, match=words):
        await prowlarr.search(NEBULA, MOVIE)


@pytest.mark.parametrize(
    ("status", "error"), [(410, Refused), (429, Limited), (500, Unreachable), (404, Refused)]
)
async def test_a_dead_download_link_is_said(
    server: TorznabServer, prowlarr: Prowlarr, status: int, error: type[Exception]
) -> None:
    server.on(
        "/3/download", xml(f'<error code="{status}" description="Indexer is disabled" />', status)
    )
    with pytest.raises(error, match="Indexer is disabled"):
        await prowlarr.fetch(Secret(f"{server.url}/3/download?apikey={KEY}"))
    server.on("/3/download", Reply("", status))
    with pytest.raises(error, match=f"Prowlarr: answered {status}"):
        await prowlarr.fetch(Secret(f"{server.url}/3/download?apikey={KEY}"))


async def test_check_tells_what_it_found(prowlarr: Prowlarr) -> None:
    check = await prowlarr.check()
    assert check.message == (
        "Prowlarr 2.3.0.5236 answers with 2 torrent indexers; Nebula lists 2 latest releases."
    )
    assert check.facts == {"Version": "2.3.0.5236", "Indexers": "Nebula, Quasar"}


async def test_check_knows_another_program(server: TorznabServer, prowlarr: Prowlarr) -> None:
    server.on("/api/v1/system/status", json_reply('{"appName": "Lidarr", "version": "3"}'))
    check = await prowlarr.check()
    assert (check.is_ok, check.message) == (False, "Prowlarr: is Lidarr. Check its address.")


async def test_check_finds_a_hidden_failure(
    server: TorznabServer, prowlarr: Prowlarr, clock: MovedClock
) -> None:
    server.on(SEARCH, Reply("[]"))
    at = clock.now().isoformat()
    failed = [{"indexerId": key, "mostRecentFailure": at} for key in (3, 5)]
    server.on("/api/v1/indexerstatus", Reply(json.dumps(failed)))
    check = await prowlarr.check()
    assert (check.is_ok, "could not search" in check.message) == (False, True)


@pytest.mark.parametrize(
    "row",
    [{}, {"title": 1, "guid": []}, {"title": "X"}, {"title": "X", "downloadUrl": None},
     {"title": "X", "downloadUrl": "http://h/", "size": "big", "seeders": True, "categories": 7,
      "indexerFlags": "free", "publishDate": 12, "leechers": None},
     {"title": "a\x00b\ud800", "downloadUrl": "http://h/", "size": 2**70, "seeders": -3}],
)  # fmt: skip
def test_odd_rows_break_nothing(row: dict[str, object]) -> None:
    for release in parse_releases("Prowlarr", [row, None, 3], "Nebula"):
        assert release.title.isprintable()
        assert (release.size, release.seeders) == (None, None)


async def test_what_it_thinks_of_its_own(
    server: TorznabServer, prowlarr: Prowlarr, clock: MovedClock
) -> None:
    until = clock.now() + timedelta(hours=1)
    failed = [{"indexerId": 3, "disabledTill": f"{until:%Y-%m-%dT%H:%M:%SZ}"}]
    server.on("/api/v1/indexerstatus", json_reply(json.dumps(failed)))
    complaint = {"type": "warning", "message": "Indexers unavailable due to failures: Nebula"}
    told = [complaint, {"type": "ok", "message": "Fine."}]
    server.on("/api/v1/health", json_reply(json.dumps(told)))
    views = {view.name: view for view in await prowlarr.views()}
    assert f"{until:%H:%M} UTC" in views["Nebula"].trouble
    assert views["Quasar"].trouble == "" and views["Quasar"].is_enabled
    assert views["Prowlarr"].trouble == complaint["message"]
    assert views["Nebula"].has_movies is not None
    assert any(not view.is_enabled for view in views.values()), "those switched off are told too"
