"""Looks at every VPN, lets waiting grabs go when a tunnel is up again, keeps ports in step."""

import asyncio
import logging

from neonarr.acquisitions import store
from neonarr.acquisitions.world import World
from neonarr.base.errors import Conflict, OutsideError
from neonarr.health.board import Board
from neonarr.vpn.addresses import looked
from neonarr.vpn.model import TunnelState
from neonarr.vpn.ports import misfit, put_in_step
from neonarr.vpn.tunnels import ConnectedVpn

log = logging.getLogger(__name__)

LOOK_S = 15.0


class TunnelWatch:
    """Runs until its task is cancelled."""

    def __init__(self, world: World, board: Board) -> None:
        self._world, self._board = world, board

    async def run(self) -> None:
        while True:
            try:
                await self.look()
            except Exception:
                log.exception("looking at the VPNs failed; it is tried again")
            await asyncio.sleep(LOOK_S)

    async def look(self) -> None:
        """One look at every VPN."""
        connected = self._world.tunnels.all()
        self._board.forget("vpn", {one.name for one in connected})
        await asyncio.gather(*(self._look_at(one) for one in connected))

    async def _look_at(self, one: ConnectedVpn) -> None:
        state = await looked(one.vpn)
        if self._world.tunnels.put(one.id, state):
            log.info("%s", state.seen)
            await self._world.db.write(store.hurry, self._world.clock.now())
            self._world.bell.ring()
        if not state.up:
            self._board.bad(one.name, "vpn", state.sentence)
            return
        problem = await self._port_problem(one)
        if problem:
            self._board.warn(one.name, "vpn", problem)
        else:
            self._say_good(one, state)

    def _say_good(self, one: ConnectedVpn, state: TunnelState) -> None:
        if one.client_of(self._world.clients) is None:
            named = one.vpn.client or "preferred"
            self._board.warn(
                one.name,
                "vpn",
                f"{state.seen} There is no download client “{named}” behind it: correct the name "
                "in Settings → VPN.",
            )
        else:
            self._board.good(one.name, "vpn", state.sentence)

    async def _port_problem(self, one: ConnectedVpn) -> str:
        """Empty if the client is reached on the forwarded port, or can't be asked now: that is told
        of the client itself."""
        world = self._world
        try:
            if one.vpn.keeps_port:
                await put_in_step(one, world.tunnels, world.clients)
                return ""
            found = await misfit(one, world.tunnels, world.clients)
        except Conflict as conflict:
            return str(conflict)
        except OutsideError:
            return ""
        return f"{found.sentence} Push the port in Settings → VPN." if found else ""
