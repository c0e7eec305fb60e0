"""One shop for all: making and seeding films takes longer than downloading them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.qbittorrent import PrivateQbittorrent
from tests.kit.server import Home
from tests.kit.shop import Shop


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    made = Shop(tmp_path_factory.mktemp("shop"))
    yield made
    made.close()


@pytest.fixture
def home(tmp_path: Path, shop: Shop) -> Iterator[Home]:
    """Where a server keeps everything; what was started is stopped at the end."""
    made = Home(tmp_path / "home", dict(shop.env))
    yield made
    made.close()


@pytest.fixture
def qbittorrent(tmp_path: Path) -> Iterator[PrivateQbittorrent]:
    with PrivateQbittorrent(tmp_path / "qbittorrent") as started:
        yield started
