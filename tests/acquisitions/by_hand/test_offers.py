"""What is offered, beside whatever number of downloads there were before."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from neonarr.acquisitions import store
from neonarr.acquisitions.by_hand.offers import in_folder, under_way
from neonarr.acquisitions.model import Acquisition
from neonarr.base.ids import AdapterId
from neonarr.downloads import mappings
from neonarr.downloads.paths import new_mapping
from neonarr.storage.db import Database
from tests.downloads.test_mappings import saved_client
from tests.flows.test_control import imported
from tests.kit.world import Process, film_bytes

pytestmark = pytest.mark.anyio


async def stored(process: Process, like: Acquisition, count: int, client_id: AdapterId) -> None:
    """So many more that were imported from `/data` of that client."""
    outside = process.outside
    await outside.db.write(
        lambda c: [
            store.add(
                c,
                replace(
                    like,
                    public_id=f"{client_id} {n}",
                    client_id=client_id,
                    content_path=f"/data/Film {n}",
                ),
            )
            for n in range(count)
        ]
    )


async def test_what_downloads_stand_for_is_read_in_one_go_each_by_its_client_s_mappings(
    process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = process.outside
    one = await imported(process)
    ids = [saved_client(outside.db, outside.clock, name) for name in ("qB", "Other")]
    for client_id in ids:
        await stored(process, one, 20, client_id)
    first = new_mapping(ids[0], "/data", "/mnt/qb")
    await outside.db.write(mappings.save, first, [])
    read, reads = Database.read, 0

    async def counted(*args: Any, **kwargs: Any) -> Any:
        nonlocal reads
        reads += 1
        return await read(*args, **kwargs)

    monkeypatch.setattr(Database, "read", counted)
    taken = await under_way(process.world)

    assert reads == 1
    assert {f"/mnt/qb/Film {n}" for n in range(20)} < set(taken)
    assert {f"/data/Film {n}" for n in range(20)} < set(taken)
    assert one.content_path in taken
    assert len(taken) == 41


async def test_what_was_imported_is_not_offered_again(process: Process) -> None:
    one = await imported(process)
    assert one.content_path
    top = Path(process.outside.preferences.downloads_dir)
    (top / "Ronin.1998.mkv").write_bytes(film_bytes())

    offered = await in_folder(process.world, str(top))
    assert [offer.name for offer in offered] == ["Ronin.1998.mkv"]
