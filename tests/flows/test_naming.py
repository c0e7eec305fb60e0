"""Files are named as the person set it."""

import pytest

from neonarr.acquisitions.model import State
from neonarr.acquisitions.start import want, want_slots
from neonarr.base.kinds import MediaKind
from neonarr.decisions.formats.reading import read_formats
from neonarr.library.store import NewItem
from neonarr.profiles import formats
from tests.kit.slots import changed, item_with_slots
from tests.kit.world import Outside, Process, album_files
from tests.naming.guide import VARIANTS

pytestmark = pytest.mark.anyio

HEAT = NewItem(MediaKind.MOVIE, "Heat", year=1995, tmdb_id=949, is_monitored=True)
TAPE = NewItem(MediaKind.ALBUM, "On Tape", "The Testers", 2021, is_monitored=True)
HD = "Heat.1995.Extended.1080p.BluRay.DTS.5.1.x264-GRP"
UHD = "Heat.1995.2160p.BluRay.HDR.x265-GRP"


async def scored(outside: Outside, name: str, pattern: str, is_shown: bool) -> None:
    given = {
        "name": name,
        "includeCustomFormatWhenRenaming": is_shown,
        "specifications": [
            {
                "name": name,
                "implementation": "ReleaseTitleSpecification",
                "fields": {"value": pattern},
            }
        ],
    }
    await outside.db.write(formats.import_formats, read_formats([given]))


async def test_a_movie_by_a_guide_s_template(process: Process, outside: Outside) -> None:
    changed(
        outside,
        movie_folder_format=VARIANTS["folder"]["plex-tmdb"],
        movie_file_format=VARIANTS["file"]["plex-tmdb"],
    )
    await scored(outside, "Told", "x264", True)
    await scored(outside, "Quiet", "BluRay", False)
    await item_with_slots(outside.db, outside.clock, HEAT, {})
    offered = outside.offer(HD)
    one = await want(process.world, HEAT)
    await process.settle()

    done = await process.finish(one)

    assert (done.state, done.message) == (State.IMPORTED, None)
    # The film of the tests is MJPEG with PCM, and the file knows better than its name.
    name = (
        "Heat (1995) {tmdb-949}/Heat (1995) {tmdb-949} - {edition-Extended} [Told][Bluray-1080p]"
        "[PCM 1.0][V_MJPEG]-GRP.mkv"
    )
    assert sorted(outside.library()) == [name]
    assert outside.library()[name] == next(iter(offered.content.values()))


async def test_versions_stay_side_by_side(process: Process, outside: Outside) -> None:
    changed(outside, movie_file_format="{Movie Title}")
    await item_with_slots(outside.db, outside.clock, HEAT, {"main": "1080p", "4K": "4K with HDR"})
    outside.offer(HD)
    outside.offer(UHD)

    stories = await want_slots(process.world, HEAT)
    await process.settle()
    for one in stories:
        assert (await process.finish(one)).state is State.IMPORTED

    assert sorted(outside.library()) == ["Heat (1995)/Heat - 4K.mkv", "Heat (1995)/Heat.mkv"]


async def test_a_new_template_names_what_comes_and_lets_be_what_is_there(
    process: Process, outside: Outside
) -> None:
    await item_with_slots(outside.db, outside.clock, TAPE, {"main": "FLAC", "portable": "Portable"})
    outside.offer("The Testers - On Tape (2021) [FLAC]", album_files())
    outside.offer("The Testers - On Tape (2021) [MP3 V0]", album_files())
    main, portable = await want_slots(process.world, TAPE)
    await process.settle()
    await process.finish(main)
    changed(
        outside,
        album_folder_format="{Artist NameThe}/{Album.Title}",
        track_file_format="{track:000} {Artist Name} - {Track Title}",
    )

    await process.finish(portable)

    assert sorted(outside.library()) == [
        "Testers, The/On.Tape [portable]/001 The Testers - First.flac",
        "Testers, The/On.Tape [portable]/002 The Testers - Second.flac",
        "The Testers/On Tape (2021)/01 - First.flac",
        "The Testers/On Tape (2021)/02 - Second.flac",
    ]
