from neonarr.base.ids import AdapterId
from neonarr.downloads.clients import Clients, ConnectedClient
from tests.kit.fake_download_client import FakeDownloadClient


def connected(number: int, priority: int) -> ConnectedClient:
    return ConnectedClient(AdapterId(number), f"C{number}", priority, FakeDownloadClient("/d"))


def test_the_lowest_number_is_preferred_then_the_oldest() -> None:
    clients = Clients()
    first, second, third = connected(3, 10), connected(1, 20), connected(2, 20)

    clients.replace([third, second, first])

    assert clients.preferred() is first
    assert clients.all() == [first, second, third]


def test_none_is_configured() -> None:
    clients = Clients()

    assert clients.preferred() is None
    assert clients.all() == []
    assert clients.get(AdapterId(1)) is None
    assert clients.get(None) is None


def test_a_new_set_takes_the_place_of_the_old() -> None:
    clients = Clients()
    clients.replace([connected(1, 10)], elsewhere=[AdapterId(9)])

    clients.replace([connected(2, 10)])

    assert clients.get(AdapterId(1)) is None
    assert clients.get(AdapterId(2)) is not None
    assert clients.elsewhere == frozenset()
