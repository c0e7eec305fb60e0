"""Is it alive, is it well."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from sqlalchemy import text

from neonarr.web.inside import inside

router = APIRouter(tags=["system"])


@router.get("/ping")
@router.head("/ping", include_in_schema=False)
async def ping() -> dict[str, str]:
    return {"status": "OK"}


@router.get("/health/live")
async def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/health/ready")
async def ready(request: Request) -> JSONResponse:
    """The database answers too; 503 if not."""
    try:
        await inside(request).world.db.read(lambda c: c.execute(text("select 1")).scalar())
    except Exception:
        return JSONResponse({"status": "error", "message": "The database does not answer."}, 503)
    return JSONResponse({"status": "ok"})


@router.get("/health")
async def health(request: Request) -> dict[str, Any]:
    """Every component with what it says and since when."""
    await inside(request).check_health()
    shown: dict[str, Any] = await request.app.state.desk.health()
    return shown
