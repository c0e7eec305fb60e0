"""Where downloads lie here, as the clients tell it and the mappings translate it."""

import os
from dataclasses import dataclass

from neonarr.acquisitions.handover import CATEGORIES
from neonarr.doctor.visit import Visit
from neonarr.downloads.clients import ConnectedClient
from neonarr.downloads.mappings import mappings
from neonarr.downloads.paths import to_local


@dataclass(frozen=True, slots=True)
class Place:
    """A folder a client saves our downloads to. `local` is where that is here, if it is here."""

    client: ConnectedClient
    remote: str
    local: str


async def places(visit: Visit) -> list[Place]:
    """The folders of all clients that tell how they are set up, each once."""
    found: dict[tuple[int, str], Place] = {}
    for connected in visit.world.clients.all():
        setup = await visit.setup(connected)
        if setup is None:
            continue
        known = await visit.world.db.read(mappings, connected.id)
        ours = [p for c, p in setup.category_paths.items() if c in CATEGORIES.values()]
        for remote in (setup.save_path, *ours):
            if remote:
                place = Place(connected, remote, to_local(remote, known))
                found.setdefault((connected.id, place.local.rstrip("/")), place)
    return list(found.values())


async def visible(visit: Visit) -> list[Place]:
    """Those whose folder is here."""
    return [p for p in await places(visit) if await visit.on_disk(os.path.isdir, p.local)]
