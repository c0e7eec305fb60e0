"""The VPNs downloads go through: /api/v1/vpn."""

from typing import Any

from fastapi import APIRouter, Request

from neonarr.base.errors import Conflict, NotFound, OutsideError
from neonarr.base.ids import AdapterId
from neonarr.vpn.ports import put_in_step
from neonarr.vpn.tunnels import ConnectedVpn, Tunnels
from neonarr.web.inside import inside
from neonarr.web.wire import RowId, present

router = APIRouter(tags=["vpn"])


@router.get("/api/v1/vpn")
async def vpns(request: Request) -> list[dict[str, Any]]:
    """The tunnel of each VPN as last seen. `isUp` is missing where the VPN can't be asked."""
    tunnels = inside(request).world.tunnels
    return [shown(one, tunnels) for one in tunnels.all()]


@router.post("/api/v1/vpn/{vpn_id}/port")
async def push_port(request: Request, vpn_id: RowId) -> dict[str, Any]:
    """Have the download client behind it listen on the forwarded port; safe to repeat."""
    world = inside(request).world
    one = world.tunnels.get(AdapterId(vpn_id))
    if one is None:
        raise NotFound(f"There is no VPN {vpn_id}, or it is off.")
    try:
        mended = await put_in_step(one, world.tunnels, world.clients)
    except OutsideError as error:
        raise Conflict(str(error)) from None
    state = world.tunnels.state(one.id)
    if mended and state:
        inside(request).board.good(one.name, "vpn", state.sentence)
    return shown(one, world.tunnels)


def shown(one: ConnectedVpn, tunnels: Tunnels) -> dict[str, Any]:
    state, misfit = tunnels.state(one.id), tunnels.misfit(one.id)
    return present(
        {
            "id": one.id,
            "name": one.name,
            "isUp": state.up if state else None,
            "exitAddress": (state.exit_address or None) if state else None,
            "forwardedPort": state.forwarded_port if state else None,
            "seen": state.seen if state else "Not asked yet.",
            "todo": (state.todo or None) if state else None,
            "portMisfit": misfit.sentence if misfit else None,
        }
    )
