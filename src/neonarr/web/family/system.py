"""/api, /system/status and /health: whom clients speak to, and how that one feels."""

import os
import platform
import sys
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy import Connection, text

from neonarr.base import version as our_version
from neonarr.storage import migrate
from neonarr.web.family.door import FAMILY_VERSION
from neonarr.web.inside import inside
from neonarr.web.wire import present, stamp

router = APIRouter(tags=["system"])


@router.get("/api", include_in_schema=False)
async def versions() -> dict[str, Any]:
    """The version of the API that movies have."""
    return {"current": "v3", "deprecated": []}


@router.get("/api/v3/system/status")
async def movie_status(request: Request) -> dict[str, Any]:
    """This server as clients of Radarr want it described."""
    return await _status(request, "Radarr")


@router.get("/api/v1/system/status")
async def music_status(request: Request) -> dict[str, Any]:
    """This server as clients of Lidarr want it described."""
    return await _status(request, "Lidarr")


@router.get("/api/v3/health")
@router.get("/api/v1/health")
async def health(request: Request) -> list[dict[str, Any]]:
    """What is wrong, the worst first, in the words of the System page; empty if all is well."""
    wrong = [one for one in inside(request).board.all() if one.status != "ok"]
    return [
        {
            "id": number,
            "source": one.name,
            "type": one.status,
            "message": f"{one.message} {one.todo}".rstrip(),
            "wikiUrl": f"{request.base_url}doctor",
        }
        for number, one in enumerate(wrong, start=1)
    ]


async def _status(request: Request, app_name: str) -> dict[str, Any]:
    found = inside(request)
    db = found.world.db
    engine_version, schema = await db.read(_database, db.is_shared)
    return present(
        {
            "appName": app_name,
            "instanceName": "Neonarr",
            "version": FAMILY_VERSION,
            "packageVersion": our_version.VERSION,
            "packageAuthor": "Neonarr",
            "packageUpdateMechanism": "external",
            "branch": "main",
            "authentication": "forms",
            "urlBase": "",
            "appData": found.data_dir,
            "startTime": stamp(request.app.state.started_at),
            "databaseType": "postgreSQL" if db.is_shared else "sqLite",
            "databaseVersion": engine_version,
            "migrationVersion": schema,
            **_process(),
            **_machine(),
        }
    )


def _database(connection: Connection, is_shared: bool) -> tuple[str, int]:
    """The engine's version in numbers, and the schema's."""
    asked = "show server_version" if is_shared else "select sqlite_version()"
    told = str(connection.execute(text(asked)).scalar_one())
    return told.split(maxsplit=1)[0], int(migrate.version(connection) or 0)


def _process() -> dict[str, Any]:
    package = os.path.dirname(os.path.dirname(our_version.__file__))
    written = os.stat(our_version.__file__).st_mtime
    return {
        "buildTime": stamp(datetime.fromtimestamp(written, UTC)),
        "startupPath": package,
        "runtimeName": platform.python_implementation(),
        "runtimeVersion": platform.python_version(),
        "mode": "console",
        "isDebug": False,
        "isProduction": True,
        "isUserInteractive": False,
        "isAdmin": hasattr(os, "geteuid") and os.geteuid() == 0,
        "isNetCore": False,
    }


def _machine() -> dict[str, Any]:
    try:
        told = platform.freedesktop_os_release()
    except OSError:
        told = {}
    return {
        "osName": told.get("ID", platform.system().lower()),
        "osVersion": told.get("VERSION_ID", platform.release()),
        "isLinux": sys.platform == "linux",
        "isOsx": sys.platform == "darwin",
        "isWindows": sys.platform == "win32",
        "isDocker": os.path.exists("/.dockerenv"),
    }
