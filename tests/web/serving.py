"""The real application on a loopback port, for clients that bring their own HTTP."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import anyio
import uvicorn

from neonarr.settings.vault import Vault
from neonarr.storage.db import open_sqlite
from neonarr.storage.migrate import upgrade
from tests.kit.app import running
from tests.kit.moved_clock import MovedClock

STARTS_WITHIN_S = 60


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Its address while the block runs; the key is `tests.kit.app.API_KEY`."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        servers: list[uvicorn.Server] = []
        thread = threading.Thread(
            target=anyio.run, args=(_serve, folder, listening, servers), daemon=True
        )
        thread.start()
        deadline = time.monotonic() + STARTS_WITHIN_S
        while not (servers and servers[0].started):
            assert thread.is_alive() and time.monotonic() < deadline, "it did not start"
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            servers[0].should_exit = True
            thread.join(STARTS_WITHIN_S)


async def _serve(folder: Path, listening: socket.socket, servers: list[uvicorn.Server]) -> None:
    db = open_sqlite(str(folder / "neonarr.db"))
    upgrade(db)
    async with running(db, MovedClock(), Vault(str(folder)), folder) as app:
        config = uvicorn.Config(
            app.asgi, log_level="error", ws="none", lifespan="off", timeout_graceful_shutdown=1
        )
        servers.append(uvicorn.Server(config))
        await servers[0].serve([listening])
    db.close()
