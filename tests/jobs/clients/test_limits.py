"""Limits are set where they differ, and again where a client forgot them."""

from dataclasses import replace
from pathlib import Path

import pytest

from neonarr.base.errors import Unreachable
from neonarr.base.units import Bytes
from neonarr.downloads.limits import Limits
from neonarr.jobs.clients.limits import apply
from neonarr.settings.vault import Vault
from neonarr.storage.db import Database
from tests.kit.fake_download_client import NO_LIMITS
from tests.kit.moved_clock import MovedClock
from tests.kit.world import Outside, Process

pytestmark = pytest.mark.anyio


async def test_set_once_and_again_after_a_restart(
    database: Database, clock: MovedClock, vault: Vault, tmp_path: Path
) -> None:
    outside = Outside.make(database, clock, vault, tmp_path)
    world, client = Process(outside).world, outside.client
    await apply(world)
    assert client.limitings == 0, "nobody asked for limits"

    outside.preferences = replace(outside.preferences, sets_limits=True, up_limit_kib=5)
    for _ in range(3):
        await apply(world)
    assert (client.limited, client.limitings) == (Limits(None, Bytes(5120)), 1)

    client.limited = NO_LIMITS
    client.fail_with = Unreachable("Fake", "is away", "Start it.")
    await apply(world)
    client.fail_with = None
    await apply(world)
    assert (client.limited, client.limitings) == (Limits(None, Bytes(5120)), 2)
