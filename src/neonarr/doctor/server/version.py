"""Which version runs, on what."""

import platform
from importlib.util import find_spec

from neonarr.base.version import VERSION
from neonarr.doctor.model import Finding, Severity, fine
from neonarr.doctor.visit import Visit

TRIED = "Read our version and looked for the parts that are optional."


async def look(_: Visit) -> list[Finding]:
    seen = f"Neonarr {VERSION} on Python {platform.python_version()}, {platform.system()} "
    seen += f"{platform.machine()}."
    if find_spec("libtorrent") is not None:
        return [fine("version", "Neonarr", TRIED, seen)]
    return [
        Finding(
            "version.no_engine",
            "Neonarr",
            Severity.NOTICE,
            TRIED,
            f"{seen} libtorrent is not installed.",
            "There is no package of it for this Python, so the built-in engine can't run.",
            "Use a qBittorrent, or run Neonarr on Python 3.11 to 3.13.",
        )
    ]
