"""A film and a download to pack it into."""

from pathlib import Path

import pytest

from neonarr.lab.film import write_film
from tests.importing.archives.packing import SEVEN_ZIP, UNAR, only
from tests.kit.needs import needs


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    needs("unar")
    path = tmp_path_factory.mktemp("film") / "heat.mkv"
    write_film(path, "Heat", size=1, width=160, height=90)
    return path.read_bytes()


@pytest.fixture
def download(tmp_path: Path) -> Path:
    folder = tmp_path / "downloads" / "Heat.1995.1080p.BluRay-CREW"
    folder.mkdir(parents=True)
    (folder / "heat.nfo").write_text("hello")
    return folder


@pytest.fixture(params=["The Unarchiver", "7-Zip"])
def program(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seven_zip: str
) -> None:
    one = [seven_zip] if request.param == "7-Zip" else [needs(name) for name in UNAR]
    only(one, tmp_path, monkeypatch)


@pytest.fixture(scope="session")
def seven_zip() -> str:
    return needs(*SEVEN_ZIP)
