"""Runs the server: says where it is, serves, and stops within seconds when told to."""

import logging
import os
import signal
import socket
import sys
from types import FrameType

import uvicorn

from neonarr.base.errors import Invalid
from neonarr.main import Server, build
from neonarr.people.keys import KEY_FILE
from neonarr.people.store import is_claimed
from neonarr.settings.boot import Boot, read_boot
from neonarr.storage.migrate import NewerSchema
from neonarr.storage.process_lock import AlreadyRunning

GRACE_S = 2
"""How long open live pages may hold up the end."""
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"

log = logging.getLogger(__name__)


def serve() -> int:
    """The exit code: 0 after a clean stop, 1 if it could not start."""
    logging.basicConfig(level=logging.INFO, format=LOG_FORMAT, stream=sys.stderr)
    # Its start and stop lines would only repeat ours.
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    try:
        boot = read_boot()
        with _listen(boot.neonarr_host, boot.neonarr_port) as listener:
            server = build(boot)
            try:
                return 0 if _run(server, boot, listener) else 1
            finally:
                server.close()
    except (Invalid, AlreadyRunning, NewerSchema) as error:
        print(f"Neonarr can't start: {error}", file=sys.stderr)
    except OSError as error:
        print(f"Neonarr can't start: {_told(error)}", file=sys.stderr)
    return 1


def _told(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return (
        f"{where}{error.strerror or error}. Give the user that runs Neonarr the right to write "
        "there, or set NEONARR_DATA_DIR to another folder."
    )


def _run(server: Server, boot: Boot, listener: socket.socket) -> bool:
    """Serve until told to stop; False if it never came to that."""
    config = uvicorn.Config(
        server.app,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=GRACE_S,
        server_header=False,
        h11_max_incomplete_event_size=128 * 1024,
        lifespan="on",
    )
    running = uvicorn.Server(config)
    stop_serving = running.shutdown

    async def shutdown(sockets: list[socket.socket] | None = None) -> None:
        # Open live pages would hold up the end for all of GRACE_S.
        server.end_streams()
        await stop_serving(sockets)

    running.shutdown = shutdown  # type: ignore[method-assign]

    def stop(_signal: int, _frame: FrameType | None) -> None:
        running.should_exit = True

    _say_hello(server, boot, listener)
    running.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    running.run(sockets=[listener])
    return running.started


def _say_hello(server: Server, boot: Boot, listener: socket.socket) -> None:
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else shown}:{port}"  # noqa: S104
    lines = [f"Neonarr is at {address}"]
    if not server.db.setup(is_claimed):
        token = server.claim_token.reveal()
        lines.append(f"First start: claim the admin account at {address}/setup?token={token}")
    key_file = os.path.join(os.path.abspath(boot.neonarr_data_dir), KEY_FILE)
    lines.append(f"The API key is in {key_file}")
    print("\n".join(lines), flush=True)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        said = error.strerror
        raise Invalid(
            "NEONARR_PORT",
            f"{host}:{port} can't be listened on ({said}). Stop what is using it, or set "
            "NEONARR_HOST and NEONARR_PORT to something free.",
        ) from error
    listener.listen(128)
    return listener
