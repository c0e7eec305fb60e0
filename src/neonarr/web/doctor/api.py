"""/api/v1/doctor: what was found last, look again, and do what can be done."""

import asyncio
from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from neonarr.doctor.acting import Hands, act
from neonarr.doctor.wire import plain
from neonarr.web.inside import Inside, inside
from neonarr.web.wire import IN_ANY_CASE, INPUT

router = APIRouter(prefix="/api/v1/doctor", tags=["doctor"])


class LookBody(BaseModel):
    model_config = INPUT
    _names = IN_ANY_CASE

    thorough: bool = True


class ActionBody(BaseModel):
    model_config = INPUT
    _names = IN_ANY_CASE

    key: str = Field(max_length=64)
    parameters: dict[str, Any] = {}


@router.get("")
async def latest(request: Request) -> dict[str, Any]:
    """The latest diagnosis, the worst first; made now if there is none yet."""
    doctor = inside(request).doctor
    return plain(doctor.latest or await doctor.visit(is_thorough=False))


@router.post("")
async def look(request: Request, body: LookBody | None = None) -> dict[str, Any]:
    """Look at everything now; a thorough look searches every indexer for real."""
    is_thorough = body is None or body.thorough
    return plain(await inside(request).doctor.visit(is_thorough=is_thorough))


@router.post("/act")
async def act_on(request: Request, body: ActionBody) -> dict[str, Any]:
    """Do what a finding offers; what it was about is looked at again at once."""
    found = inside(request)
    deed = await act(_hands(found), body.key, body.parameters)
    diagnosis = await found.doctor.again(deed.checks)
    return {"success": True, "message": deed.said, "diagnosis": plain(diagnosis)}


def _hands(found: Inside) -> Hands:
    return Hands(found.world, found.preferences, found.data_dir, found.reconnect, asyncio.to_thread)
