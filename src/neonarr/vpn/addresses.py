"""Whether what goes through a tunnel really leaves by another address than ours."""

import asyncio
import ipaddress
import socket
from dataclasses import replace

from neonarr.vpn.model import TunnelState
from neonarr.vpn.port import Vpn

_ELSEWHERE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
"""Addresses of nobody. Connecting a datagram socket only looks up the way: nothing is sent."""


async def looked(vpn: Vpn) -> TunnelState:
    """What the VPN tells of itself, held against the addresses this server knows to be its own: a
    tunnel with our own exit address is none, so it counts as down. Never raises."""
    state = await vpn.look()
    if not state.up or not state.exit_address:
        return state
    known = await own_addresses(vpn.home)
    if _public(state.exit_address) not in known:
        return replace(state, is_compared=bool(known))
    return TunnelState(
        False,
        state.exit_address,
        None,
        f"{state.seen} But that is this server's own address: nothing goes through the tunnel.",
        "See gluetun's log, and that the client's container has gluetun's network; or correct Own "
        "address in Settings → VPN.",
    )


async def own_addresses(home: str) -> frozenset[str]:
    """Under which the internet sees this server, as far as it can be known without asking anybody
    outside: what `home` (an address, or a name that follows it) says, and the public addresses of
    this machine's own interfaces. Empty behind a router, where nobody said."""
    return frozenset(filter(None, [*_interfaces(), *await _named(home)]))


def _interfaces() -> list[str]:
    found = []
    for family, elsewhere in _ELSEWHERE:
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as way:
                way.connect((elsewhere, 9))
                found.append(_public(way.getsockname()[0]))
        except OSError:
            continue  # no way out of this kind
    return found


async def _named(home: str) -> list[str]:
    if not home:
        return []
    try:
        loop = asyncio.get_running_loop()
        told = await loop.getaddrinfo(home, None, type=socket.SOCK_STREAM)
    except OSError:
        return []
    return [_public(str(address[0])) for *_, address in told]


def _public(address: str) -> str:
    """In one spelling; empty for one the internet does not see, and for what is none."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    return str(found) if found.is_global else ""
