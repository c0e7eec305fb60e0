"""What every indexer must do, run over each adapter and the fake."""

import logging
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest

from neonarr.adapters._http import Http
from neonarr.adapters.indexers import ALL
from neonarr.adapters.outside import Outside
from neonarr.base.clock import SystemClock
from neonarr.base.errors import Limited, OutsideError, Refused, Unintelligible, Unreachable
from neonarr.base.kinds import MediaKind
from neonarr.downloads.torrent import Magnet, TorrentFile
from neonarr.search.port import Query
from neonarr.settings.adapters import Role, form_fields
from tests.adapters.conformance.indexers.rigs import RIGS, Fault, Rig
from tests.adapters.indexers.recordings import KEY, TORRENT, TORRENT_HASH
from tests.kit.torznab_server import TorznabServer

pytestmark = pytest.mark.anyio

QUERY = Query("Night Train 2021", MediaKind.MOVIE, "Night Train", None, 2021, "tt0113277")
ERRORS: dict[Fault, type[OutsideError]] = {
    Fault.LIMITED: Limited,
    Fault.WRONG_KEY: Refused,
    Fault.HANGS: Unreachable,
    Fault.BREAKS_OFF: Unreachable,
    Fault.WEB_PAGE: Unintelligible,
    Fault.SERVER_ERROR: Unreachable,
}


@pytest.fixture
def server() -> Iterator[TorznabServer]:
    with TorznabServer() as running:
        yield running


@pytest.fixture(params=list(RIGS))
async def rig(
    request: pytest.FixtureRequest, server: TorznabServer, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[Rig]:
    caplog.set_level(logging.DEBUG)
    http = Http(SystemClock())
    is_to_hang = request.node.callspec.params.get("fault") is Fault.HANGS
    yield RIGS[request.param](server, Outside(SystemClock(), http), 1.0 if is_to_hang else 20.0)
    await http.close()
    assert KEY not in caplog.text


async def test_sources_are_named_and_stay_the_same(rig: Rig) -> None:
    sources = await rig.indexer.sources()
    assert sources
    assert all(source.name for source in sources)
    assert len({source.key for source in sources}) == len(sources)
    assert await rig.indexer.sources() == sources


async def test_releases_are_whole_and_show_no_key(rig: Rig) -> None:
    source = (await rig.indexer.sources())[0]
    releases = await rig.indexer.search(source, QUERY)
    assert releases[0].title == "Night.Train.2021.1080p.BluRay.x264-ORBIT"
    assert 2040 in releases[0].categories
    assert len({release.guid for release in releases}) == len(releases)
    for release in releases:
        assert (release.indexer_id, release.indexer) == (0, source.name)
        assert release.guid and release.link
        assert release.leechers is None or release.leechers >= 0
        assert KEY not in repr(release)


async def test_nothing_found_is_an_answer(rig: Rig) -> None:
    rig.find_nothing()
    [source, *_] = await rig.indexer.sources()
    assert await rig.indexer.search(source, QUERY) == []


@pytest.mark.parametrize("fault", list(Fault))
async def test_faults_while_searching(rig: Rig, fault: Fault) -> None:
    [source, *_] = await rig.indexer.sources()
    await rig.indexer.search(source, QUERY)
    rig.fail(fault)
    with pytest.raises(OutsideError) as caught:
        await rig.indexer.search(source, QUERY)
    assert type(caught.value) is ERRORS[fault]
    assert KEY not in str(caught.value) + repr(caught.value)
    if isinstance(caught.value, Limited):
        assert caught.value.retry_after_s == 90


@pytest.mark.parametrize("fault", list(Fault))
async def test_check_says_what_is_wrong(rig: Rig, fault: Fault) -> None:
    rig.fail(fault)
    check = await rig.indexer.check()
    assert not check.is_ok
    assert len(check.message) > 10
    assert KEY not in repr(check)


async def test_check_says_what_it_found(rig: Rig) -> None:
    check = await rig.indexer.check()
    assert check.is_ok, check
    assert "answers" in check.message
    assert KEY not in repr(check)


async def test_fetches_a_torrent_file(rig: Rig) -> None:
    torrent = await rig.indexer.fetch(rig.links["file"])
    assert isinstance(torrent, TorrentFile)
    assert (torrent.info_hash, torrent.content) == (TORRENT_HASH, TORRENT)


@pytest.mark.parametrize("link", ["magnet", "redirect"])
async def test_fetches_a_magnet(rig: Rig, link: str) -> None:
    magnet = await rig.indexer.fetch(rig.links[link])
    assert isinstance(magnet, Magnet)
    assert magnet.info_hash == "ab" * 20


async def test_what_is_no_torrent_is_unintelligible(rig: Rig) -> None:
    with pytest.raises(Unintelligible, match="usable torrent") as caught:
        await rig.indexer.fetch(rig.links["junk"])
    assert KEY not in str(caught.value)


@pytest.mark.parametrize("kind", [None, *MediaKind])
async def test_any_kind_may_be_asked_for(rig: Rig, kind: MediaKind | None) -> None:
    for source in await rig.indexer.sources():
        await rig.indexer.search(source, replace(QUERY, kind=kind, artist="Night"))


def test_every_adapter_is_under_the_suite() -> None:
    assert {spec.kind for spec in ALL} == set(RIGS) - {"fake"}


@pytest.mark.parametrize("spec", ALL, ids=lambda spec: spec.kind)
def test_every_adapter_has_a_form(spec: object) -> None:
    [found] = [each for each in ALL if each is spec]
    assert found.role is Role.INDEXER
    kinds = {field.name: field.kind for field in form_fields(found.settings)}
    assert kinds == {"url": "text", "api_key": "secret", "timeout_s": "number"}
