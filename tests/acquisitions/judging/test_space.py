"""What is free: the least of all places that answer."""

import threading
from pathlib import Path, PurePath

import pytest

from neonarr.acquisitions.judging.space import Space
from neonarr.base.errors import Unreachable
from neonarr.base.ids import AdapterId
from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes
from neonarr.downloads.clients import Clients, ConnectedClient
from neonarr.importing.disk import free_space
from neonarr.settings.model import Preferences
from tests.kit.fake_download_client import FakeDownloadClient

pytestmark = pytest.mark.anyio

M, A = MediaKind.MOVIE, MediaKind.ALBUM


@pytest.fixture
def client(tmp_path: Path) -> FakeDownloadClient:
    return FakeDownloadClient(str(tmp_path))


@pytest.fixture
def clients(client: FakeDownloadClient) -> Clients:
    found = Clients()
    found.replace([ConnectedClient(AdapterId(1), "Fake", 1, client)])
    return found


def space(clients: Clients, tmp_path: Path) -> Space:
    folders = Preferences(str(tmp_path / "not/yet/there"), str(tmp_path), str(tmp_path))
    return Space(clients, lambda: folders)


async def test_nothing_is_known_before_the_first_look(clients: Clients, tmp_path: Path) -> None:
    assert space(clients, tmp_path).free(M) is None


async def test_the_least_of_client_and_library(
    clients: Clients, client: FakeDownloadClient, tmp_path: Path
) -> None:
    found = space(clients, tmp_path)
    client.free = Bytes(7)
    await found.look()
    assert (found.free(M), found.free(A)) == (7, 7)

    client.free = Bytes(1 << 62)
    await found.look()
    here = free_space(PurePath(tmp_path))
    assert here is not None
    for kind in (M, A):
        assert found.free(kind) == pytest.approx(here, rel=0.05)


async def test_a_client_that_does_not_answer_stands_in_nobodys_way(
    clients: Clients, client: FakeDownloadClient, tmp_path: Path
) -> None:
    found = space(clients, tmp_path)
    client.free = Bytes(7)
    await found.look()
    client.fail_with = Unreachable("Fake", "is away.")
    await found.look()

    assert found.free(M) != 7


async def test_a_disk_that_is_away_is_asked_once_and_never_waited_for(
    clients: Clients, client: FakeDownloadClient, tmp_path: Path
) -> None:
    is_back, asked = threading.Event(), []

    def asleep(path: PurePath) -> Bytes | None:
        asked.append(path)
        is_back.wait(60)
        return Bytes(3)

    folders = Preferences("/away", "/away", str(tmp_path))
    found = Space(clients, lambda: folders, asleep, look_s=0.05)
    client.free = Bytes(7)
    try:
        await found.look()
        await found.look()
        assert (found.free(M), asked) == (7, [PurePath("/away")])
    finally:
        is_back.set()
