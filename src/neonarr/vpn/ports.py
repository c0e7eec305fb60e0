"""The port the VPN forwards and the port the client behind it listens on."""

import logging

from neonarr.base.errors import Conflict
from neonarr.downloads.clients import Clients
from neonarr.downloads.port import HasListenPort
from neonarr.vpn.model import PortMisfit
from neonarr.vpn.tunnels import ConnectedVpn, Tunnels

log = logging.getLogger(__name__)


async def misfit(one: ConnectedVpn, tunnels: Tunnels, clients: Clients) -> PortMisfit | None:
    """None when they agree, when no port is forwarded now, or the client can't tell its own.

    Raises OutsideError if the client can't be asked.
    """
    found = await _misfit(one, tunnels, clients)
    tunnels.note_misfit(one.id, found)
    return found


async def _misfit(one: ConnectedVpn, tunnels: Tunnels, clients: Clients) -> PortMisfit | None:
    state, client = tunnels.state(one.id), one.client_of(clients)
    if state is None or not state.up or not state.forwarded_port or client is None:
        return None
    if not isinstance(client.client, HasListenPort):
        return None
    listening = await client.client.listen_port()
    if listening == state.forwarded_port:
        return None
    return PortMisfit(one.name, client.name, state.forwarded_port, listening)


async def put_in_step(one: ConnectedVpn, tunnels: Tunnels, clients: Clients) -> PortMisfit | None:
    """Tell the client to listen on the forwarded port. What was mended; None if nothing had to be.

    Raises OutsideError; raises Conflict if the client did not keep to what it was told.
    """
    found = await misfit(one, tunnels, clients)
    client = one.client_of(clients)
    if found is None or client is None or not isinstance(client.client, HasListenPort):
        return None
    await client.client.set_listen_port(found.forwarded)
    listening = await client.client.listen_port()
    if listening != found.forwarded:
        raise Conflict(
            f"{found.client} was told to listen on port {found.forwarded} and still has "
            f"{listening}. Set it there by hand."
        )
    tunnels.note_misfit(one.id, None)
    log.info("%s listens on %s now, before on %s", found.client, listening, found.listening)
    return found
