"""What a release's name claims is held against what came."""

from pathlib import Path

import pytest

from neonarr.acquisitions import verdicts
from neonarr.acquisitions.model import State
from neonarr.acquisitions.start import want
from neonarr.base.kinds import MediaKind
from neonarr.library.store import NewItem
from neonarr.profiles.seed import seed
from tests.kit.black_film import write_black_film
from tests.kit.needs import needs
from tests.kit.rar import old_names, write_rar
from tests.kit.world import Outside, Process, film_bytes

pytestmark = pytest.mark.anyio

HEAT = NewItem(MediaKind.MOVIE, "Heat", year=1995, is_monitored=True)
BEST, GOOD = "Heat.1995.1080p.BluRay.x264-BAD", "Heat.1995.1080p.WEB-DL.x264-GRP"


def film(folder: Path, width: int, height: int) -> bytes:
    path = folder / "made.mkv"
    write_black_film(path, width=width, height=height)
    return path.read_bytes()


async def test_a_far_smaller_picture_fails_the_release_and_the_next_is_taken(
    process: Process, outside: Outside, tmp_path: Path
) -> None:
    await outside.db.write(seed)
    outside.offer(GOOD)
    outside.offer(BEST, {"film.mkv": film(tmp_path, 640, 360)})
    one = await process.settled(await want(process.world, HEAT))

    now = await process.finish(one)

    assert (now.state, now.title) == (State.DOWNLOADING, GOOD)
    assert "claims 1080p, and its picture has 640 × 360" in (now.message or "") + "".join(
        event.message or "" for event in await process.events(now)
    )
    assert (await outside.db.read(verdicts.blocklist, outside.clock.now())).names == {BEST}
    assert outside.library() == {}


async def test_a_somewhat_smaller_picture_is_imported_with_a_note(
    process: Process, outside: Outside, tmp_path: Path
) -> None:
    outside.offer(BEST, {"film.mkv": film(tmp_path, 1280, 720)})

    done = await process.finish(await process.settled(await process.pick(BEST)))

    assert done.state is State.IMPORTED
    assert done.message == "Its name claims 1080p, and its picture has 1280 × 720."
    assert done.trouble is None


async def test_a_packed_release_is_imported_and_its_torrent_left_alone(
    process: Process, outside: Outside, tmp_path: Path
) -> None:
    needs("unar")
    volumes = old_names("heat", 3)
    write_rar(tmp_path / "made", volumes, "heat.mkv", film_bytes())
    outside.offer(BEST, {name: (tmp_path / "made" / name).read_bytes() for name in volumes})

    done = await process.finish(await process.settled(await process.pick(BEST)))

    assert (done.state, done.message) == (State.IMPORTED, None)
    assert list(outside.library()) == ["Heat (1995)/Heat (1995) [Bluray-1080p].mkv"]
    assert [held.name for held in outside.client.held.values()] == [BEST]
    for name in volumes:
        content = (Path(done.content_path or "") / name).read_bytes()
        assert content == (tmp_path / "made" / name).read_bytes()


async def test_a_locked_release_fails_and_is_not_taken_again(
    process: Process, outside: Outside, tmp_path: Path
) -> None:
    needs("unar")
    write_rar(tmp_path / "made", ["heat.rar"], "heat.mkv", film_bytes(), locked=True)
    outside.offer(BEST, {"heat.rar": (tmp_path / "made" / "heat.rar").read_bytes()})

    failed = await process.finish(await process.settled(await process.pick(BEST)))

    assert (failed.state, failed.trouble) == (State.FAILED, "locked_archive")
    assert (await outside.db.read(verdicts.blocklist, outside.clock.now())).names == {BEST}
