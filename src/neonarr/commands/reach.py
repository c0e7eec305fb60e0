"""The database of this data folder, whoever has it.

A database in a file has one process. While a server runs, it does what is asked over its API;
otherwise the database is opened here. PostgreSQL takes both.
"""

import json
import os
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import Connection

from neonarr.base.errors import Invalid
from neonarr.people.keys import KEY_FILE
from neonarr.settings.boot import Boot
from neonarr.storage.process_lock import AlreadyRunning

TIMEOUT_S = 120.0
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where to ask, not to listen


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the API; without a body it only asks."""

    path: str
    body: object = None
    query: tuple[tuple[str, str], ...] = ()


def reached(boot: Boot, call: Call, work: Callable[[Connection], Any]) -> Any:
    """What the running server answers to `call`; without one, what `work` returns.

    Raises UserError, OSError.
    """
    from neonarr.main import SQLITE_FILE, opened  # noqa: PLC0415 - loads the whole house

    folder = os.path.abspath(boot.neonarr_data_dir)
    is_file = not boot.neonarr_database_url
    if is_file and not os.path.exists(os.path.join(folder, SQLITE_FILE)):
        raise Invalid(
            "NEONARR_DATA_DIR",
            f"There is no Neonarr in {folder}. Set NEONARR_DATA_DIR to its data folder; a new one "
            "is made by starting it once.",
        )
    try:
        with opened(boot) as db:
            return db.setup(work)
    except AlreadyRunning:
        return _answered(boot, folder, call)


def _answered(boot: Boot, folder: str, call: Call) -> Any:
    address = _address(boot)
    body = None if call.body is None else json.dumps(call.body, separators=(",", ":")).encode()
    asked = urllib.request.Request(  # noqa: S310 - http, written below
        f"{address}{call.path}?{urlencode(call.query)}",
        data=body,
        headers={"X-Api-Key": _key(boot, folder), "Content-Type": "application/json"},
    )
    # A proxy of the environment is meant for the internet; it would see the key.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(asked, timeout=TIMEOUT_S) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            raise Invalid("answer", _refusal(error.code, error.read(), address)) from error
    except (OSError, ValueError) as error:
        raise Invalid("NEONARR_PORT", _unanswered(address, folder, error)) from error


def _address(boot: Boot) -> str:
    host = _EVERYWHERE.get(boot.neonarr_host, boot.neonarr_host)
    return f"http://{f'[{host}]' if ':' in host else host}:{boot.neonarr_port}"


def _key(boot: Boot, folder: str) -> str:
    if boot.neonarr_api_key:
        return boot.neonarr_api_key.get_secret_value()
    path = os.path.join(folder, KEY_FILE)
    try:
        with open(path, encoding="ascii") as file:
            return file.read().strip()
    except (OSError, ValueError) as error:
        raise Invalid(
            "NEONARR_API_KEY",
            f"A server uses this data folder, and its API key can't be read from {path}. Run this "
            "as the user that runs the server, or set NEONARR_API_KEY.",
        ) from error


def _refusal(status: int, body: bytes, address: str) -> str:
    """The server's own sentence."""
    if status == 401:
        return (
            f"The server at {address} is not the one of this data folder: it refuses its API key. "
            "Set NEONARR_HOST and NEONARR_PORT to where that one listens."
        )
    try:
        told = json.loads(body)
        return str(told["error"])
    except (ValueError, TypeError, KeyError):
        return f"What listens at {address} answered {status}; is it Neonarr?"


def _unanswered(address: str, folder: str, error: Exception) -> str:
    said = getattr(error, "reason", None) or error
    return (
        f"A server uses {folder}, but none answers at {address} ({said}). Set NEONARR_HOST and "
        "NEONARR_PORT to where it listens, or stop it first."
    )
