"""A process with a built-in engine, to be killed: does what it is told on standard input.

`add <torrent file>`, `magnet <link>`, `pause <hash>`; answers each with a line.
"""

import asyncio
import sys
from pathlib import Path

from neonarr.adapters._libtorrent.settings import BuiltinSettings
from neonarr.adapters.download_clients.builtin import Builtin
from neonarr.base.ids import InfoHash
from neonarr.downloads.model import AddOptions, ShareGoal
from neonarr.downloads.torrent import read_magnet, read_torrent

OPTIONS = AddOptions(category="movies", tags=("kept",), share_goal=ShareGoal(1.5, None))


async def main(folder: str) -> None:
    settings = BuiltinSettings(f"{folder}/downloads", f"{folder}/state", "127.0.0.1:0", False)
    engine = Builtin("Engine", settings)
    for line in sys.stdin:
        order, _, about = line.strip().partition(" ")
        if order == "add":
            await engine.add(read_torrent(Path(about).read_bytes()), OPTIONS)
        elif order == "magnet":
            await engine.add(read_magnet(about), OPTIONS)
        elif order == "pause":
            await engine.pause(InfoHash(about))
        print("done", flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
