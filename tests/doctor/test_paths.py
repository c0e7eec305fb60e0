"""Where a client's files are here: seen, derived, proven."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from neonarr.base.ids import AdapterId, InfoHash
from neonarr.base.units import Bytes, Percent
from neonarr.doctor.clients import deriving, paths
from neonarr.doctor.clients.deriving import Derived, Sample, derive, is_here
from neonarr.doctor.model import Severity
from neonarr.downloads.mappings import save
from neonarr.downloads.model import AddOptions, DownloadFile
from neonarr.downloads.paths import new_mapping
from neonarr.downloads.setup import ClientSetup
from neonarr.downloads.torrent import TorrentEntry
from neonarr.settings import store as settings
from neonarr.settings.adapters import Role
from tests.kit.app import App
from tests.kit.fake_download_client import Held

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def _only_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is looked for on the rest of this machine."""
    near = [str(tmp_path)]
    monkeypatch.setattr(deriving, "_starting_points", lambda _starts: near)


def file(path: str, size: int, progress: float = 100, *, is_wanted: bool = True) -> DownloadFile:
    return DownloadFile(path, Bytes(size), Percent(progress), is_wanted)


def sample(save_path: str, *files: DownloadFile) -> Sample:
    first = files[0].path.partition("/")[0]
    return Sample(f"{save_path}/{first}", save_path, files)


def write(folder: Path, path: str, size: int) -> None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(b"x" * size)


HEAT = sample("/downloads/films", file("Heat/heat.mkv", 700), file("Heat/heat.srt", 30))


def test_content_must_be_there_in_its_size(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    assert is_here(HEAT, str(folder)) is None
    write(folder, "Heat/heat.mkv", 700)
    assert is_here(HEAT, str(folder)) is None, "the subtitle is missing"
    write(folder, "Heat/heat.srt", 31)
    assert is_here(HEAT, str(folder)) is None, "of another size"
    write(folder, "Heat/heat.srt", 30)
    assert is_here(HEAT, str(folder)) == str(folder / "Heat/heat.mkv")


def test_files_that_are_not_wanted_or_unfinished_need_not_be_there(tmp_path: Path) -> None:
    write(tmp_path, "A/a.mkv", 5)
    some = sample(
        "/d", file("A/a.mkv", 5), file("A/b.mkv", 5, is_wanted=False), file("A/c.mkv", 5, 40)
    )
    assert is_here(some, str(tmp_path))
    assert is_here(sample("/d", file("A/b.mkv", 5, 40)), str(tmp_path)) is None, "nothing shown"


def test_the_widest_mapping_is_derived(tmp_path: Path) -> None:
    folder = tmp_path / "tank" / "qb" / "films"
    write(folder, "Heat/heat.mkv", 700)
    write(folder, "Heat/heat.srt", 30)
    write(tmp_path / "tank" / "qb" / "music", "Blue/01.flac", 9)
    blue = sample("/downloads/music", file("Blue/01.flac", 9))
    assert derive([HEAT, blue], []) == [
        Derived("/downloads", str(tmp_path / "tank" / "qb"), str(folder / "Heat/heat.mkv"), 2)
    ]


def test_two_disks_need_two_mappings(tmp_path: Path) -> None:
    write(tmp_path / "a" / "films", "Heat/heat.mkv", 700)
    write(tmp_path / "a" / "films", "Heat/heat.srt", 30)
    write(tmp_path / "b" / "sound", "Blue/01.flac", 9)
    blue = sample("/downloads/music", file("Blue/01.flac", 9))
    found = [(d.remote, d.local, d.proven) for d in derive([HEAT, blue], [])]
    assert sorted(found) == [
        ("/downloads", str(tmp_path / "a"), 1),
        ("/downloads/music", str(tmp_path / "b" / "sound"), 1),
    ]
    first = [new_mapping(AdapterId(1), "/downloads", str(tmp_path / "a"))]
    [second] = derive([HEAT, blue], [], first)
    assert second.remote == "/downloads/music", "the first is saved: only the other is missing"


def test_a_mapping_never_hides_what_is_seen_already(tmp_path: Path) -> None:
    write(tmp_path / "same" / "music", "Blue/01.flac", 9)
    blue = sample(str(tmp_path / "same" / "music"), file("Blue/01.flac", 9))
    write(tmp_path / "volume" / "films", "Heat/heat.mkv", 700)
    heat = sample(str(tmp_path / "same" / "films"), file("Heat/heat.mkv", 700))
    [found] = derive([heat, blue], [])
    assert (found.remote, found.local) == (
        str(tmp_path / "same" / "films"),
        str(tmp_path / "volume" / "films"),
    )


def test_a_namesake_with_other_content_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "a", "Heat/heat.mkv", 1)
    assert derive([HEAT], []) == []
    write(tmp_path / "b" / "c", "Heat/heat.mkv", 700)
    write(tmp_path / "b" / "c", "Heat/heat.srt", 30)
    [found] = derive([HEAT], [])
    assert (found.remote, found.local) == (
        "/downloads/films",
        str(tmp_path / "b" / "c"),
    )


def test_windows_and_single_files(tmp_path: Path) -> None:
    write(tmp_path / "share" / "done", "heat.mkv", 7)
    single = Sample(r"D:\done\heat.mkv", "D:\\done", (file("heat.mkv", 7),))
    [found] = derive([single], [])
    assert (found.remote, found.local) == ("D:", str(tmp_path / "share"))


def test_a_tree_too_large_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deriving, "MOST_FOLDERS", 2)
    for n in range(5):
        (tmp_path / f"{n}").mkdir()
    deep = tmp_path / "0" / "1" / "2" / "3" / "4" / "5"
    write(deep, "Heat/heat.mkv", 700)
    write(deep, "Heat/heat.srt", 30)
    assert derive([HEAT], []) == []


def finished(app: App, save_path: str, name: str = "Heat", size: int = 7) -> None:
    """The fake client has it complete and says it lies there."""
    app.outside.client.held[InfoHash(f"{len(app.outside.client.held):040x}")] = Held(
        name=name,
        files=(TorrentEntry(f"{name}/film.mkv", Bytes(size)),),
        save_path=save_path,
        options=AddOptions(category="neonarr-movies"),
        is_stopped=False,
        progress=100.0,
    )


Looked = Callable[..., Any]


async def of_the_client(look: Looked) -> Any:
    return [f for f in await look(paths.look) if f.subject == "Fake download_client"]


async def test_same_paths_on_both_sides(app: App, look: Looked) -> None:
    [found] = await of_the_client(look)
    assert found.severity is Severity.OK and "could prove it" in found.seen
    downloads = Path(app.outside.client.folder)
    write(downloads, "Heat/film.mkv", 7)
    finished(app, str(downloads))
    [found] = await of_the_client(look)
    assert found.severity is Severity.OK and str(downloads / "Heat/film.mkv") in found.seen


async def test_seen_elsewhere_a_mapping_is_offered_saved_and_then_all_is_well(
    app: App, look: Looked, tmp_path: Path
) -> None:
    app.outside.client.told = ClientSetup("1", "/downloads")
    write(tmp_path / "volume", "Heat/film.mkv", 7)
    finished(app, "/downloads")
    [found] = await of_the_client(look)
    assert (found.key, found.severity) == ("paths.mapping_found", Severity.ERROR)
    assert "there is no /downloads here" in found.seen
    assert str(tmp_path / "volume/Heat/film.mkv") in found.cause
    client = (await app.world.db.read(settings.adapters, Role.DOWNLOAD_CLIENT))[0].id
    assert found.action and dict(found.action.parameters) == {
        "clientId": client,
        "remotePath": "/downloads",
        "localPath": str(tmp_path / "volume"),
    }
    mapping = new_mapping(client, "/downloads", str(tmp_path / "volume"))
    await app.world.db.write(save, mapping, [])
    [found] = await of_the_client(look)
    assert found.severity is Severity.OK and "was found, in the right size" in found.seen


async def test_another_folder_of_the_same_name(app: App, look: Looked, tmp_path: Path) -> None:
    """Both sides have one: the classic of two containers."""
    here = tmp_path / "same"
    here.mkdir()
    app.outside.client.told = ClientSetup("1", str(here))
    write(tmp_path / "volume", "Heat/film.mkv", 7)
    finished(app, str(here))
    [found] = await of_the_client(look)
    assert found.key == "paths.mapping_found" and "holds nothing of what" in found.seen


async def test_a_mapping_for_each_of_two_disks_one_click_after_the_other(
    app: App, look: Looked, tmp_path: Path
) -> None:
    client = (await app.world.db.read(settings.adapters, Role.DOWNLOAD_CLIENT))[0].id
    app.outside.client.told = ClientSetup("1", "/films", {"neonarr-music": "/films/sound"})
    write(tmp_path / "a", "Heat/film.mkv", 7)
    write(tmp_path / "b", "Blue/film.mkv", 7)
    finished(app, "/films")
    finished(app, "/films/sound", "Blue")
    both = await of_the_client(look)
    assert {f.action.parameters["remotePath"] for f in both} == {"/films", "/films/sound"}
    await app.world.db.write(save, new_mapping(client, "/films", str(tmp_path / "a")), [])
    [well, found] = await of_the_client(look)
    assert well.severity is Severity.OK
    assert found.action.parameters["localPath"] == str(tmp_path / "b")


async def test_a_mapping_where_none_is_needed(app: App, look: Looked, tmp_path: Path) -> None:
    client = (await app.world.db.read(settings.adapters, Role.DOWNLOAD_CLIENT))[0].id
    here = tmp_path / "same"
    write(here, "Heat/film.mkv", 7)
    finished(app, str(here))
    app.outside.client.told = ClientSetup("1", str(here))
    wrong = new_mapping(client, str(here), str(tmp_path / "other"))
    await app.world.db.write(save, wrong, [])
    [found] = await of_the_client(look)
    assert found.key == "paths.mapping_astray" and found.action is None
    assert str(tmp_path / "other") in found.fix


async def test_nowhere_to_be_found(app: App, look: Looked) -> None:
    app.outside.client.told = ClientSetup("1", "/nowhere/at/all")
    [found] = await of_the_client(look)
    assert found.key == "paths.not_visible" and "could tell" in found.cause
    finished(app, "/nowhere/at/all")
    [found] = await of_the_client(look)
    assert found.key == "paths.not_visible" and "below every mount" in found.cause
    assert found.action is None and "Path mappings" in found.fix


async def test_the_folder_of_a_category_may_not_be_made_yet(app: App, look: Looked) -> None:
    folder = app.outside.client.folder
    app.outside.client.told = ClientSetup(
        "1", folder, {"neonarr-movies": f"{folder}/films", "theirs": "/nowhere/x"}
    )
    assert [f.severity for f in await of_the_client(look)] == [Severity.OK] * 2


async def test_a_mapping_that_leads_nowhere_is_noticed(
    app: App, look: Looked, tmp_path: Path
) -> None:
    client = (await app.world.db.read(settings.adapters, Role.DOWNLOAD_CLIENT))[0].id
    app.outside.client.told = ClientSetup("1", "/downloads")
    wrong = new_mapping(AdapterId(client), "/downloads", str(tmp_path / "gone" / "away"))
    await app.world.db.write(save, wrong, [])
    [found] = await of_the_client(look)
    assert found.severity is Severity.ERROR
    assert os.path.join("gone", "away") in found.seen
