"""A film and a download to pack it into."""

from pathlib import Path

import pytest

from neonarr.lab.film import write_film
from tests.importing.archives.packing import SEVEN_ZIP, UNAR, only, reads_rar
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
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(named(request.param), tmp_path, monkeypatch)


@pytest.fixture(params=["The Unarchiver", *(["7-Zip"] if reads_rar() else [])])
def rar_program(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Debian's 7-Zip is built without RAR; another one, first in the PATH, is tested with it."""
    only(named(request.param), tmp_path, monkeypatch)


def named(program: str) -> list[str]:
    return [needs(*SEVEN_ZIP)] if program == "7-Zip" else [needs(name) for name in UNAR]


@pytest.fixture(scope="session")
def seven_zip() -> str:
    return needs(*SEVEN_ZIP)
