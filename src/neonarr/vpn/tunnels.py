"""The VPNs that are configured now, and what was last seen of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from neonarr.base.ids import AdapterId
from neonarr.downloads.clients import Clients, ConnectedClient
from neonarr.vpn.model import PortMisfit, TunnelState
from neonarr.vpn.port import Vpn


@dataclass(frozen=True, slots=True)
class ConnectedVpn:
    id: AdapterId
    name: str
    vpn: Vpn

    def client_of(self, clients: Clients) -> ConnectedClient | None:
        """The download client behind it; None when it is not configured (any more)."""
        if not self.vpn.client:
            return clients.preferred()
        name = self.vpn.client.casefold()
        return next((one for one in clients.all() if one.name.casefold() == name), None)


def _unasked(one: ConnectedVpn) -> TunnelState:
    return TunnelState(None, "", None, f"{one.name}: its tunnel has not been looked at yet.")


class Tunnels:
    """In memory: each process looks itself."""

    def __init__(self) -> None:
        self._connected: dict[AdapterId, ConnectedVpn] = {}
        self._states: dict[AdapterId, TunnelState] = {}
        self._misfits: dict[AdapterId, PortMisfit | None] = {}

    def replace(self, connected: Sequence[ConnectedVpn]) -> None:
        """States of a VPN whose adapter stays are kept."""
        before = self._connected
        self._connected = {one.id: one for one in connected}
        self._states = {
            one.id: self._states[one.id]
            for one in connected
            if one.id in self._states and before[one.id].vpn is one.vpn
        }

    def all(self) -> list[ConnectedVpn]:
        return list(self._connected.values())

    def get(self, vpn_id: AdapterId) -> ConnectedVpn | None:
        return self._connected.get(vpn_id)

    def state(self, vpn_id: AdapterId) -> TunnelState | None:
        """None before the first look."""
        return self._states.get(vpn_id)

    def put(self, vpn_id: AdapterId, state: TunnelState) -> bool:
        """True if the tunnel has come up since the look before."""
        before = self._states.get(vpn_id)
        if vpn_id not in self._connected:
            return False  # switched off while it was asked
        self._states[vpn_id] = state
        return state.up is True and (before is None or before.up is not True)

    def misfit(self, vpn_id: AdapterId) -> PortMisfit | None:
        """As of the last look."""
        return self._misfits.get(vpn_id)

    def note_misfit(self, vpn_id: AdapterId, found: PortMisfit | None) -> None:
        self._misfits[vpn_id] = found

    def down_before(self, client: ConnectedClient, clients: Clients) -> TunnelState | None:
        """The state of a tunnel that this client is behind and that is down, or not known where
        that is to be waited for; else None."""
        for one in self._connected.values():
            state = self._states.get(one.id, _unasked(one))
            if state.up or (state.up is None and not one.vpn.waits):
                continue
            behind = one.client_of(clients)
            if behind is not None and behind.id == client.id:
                return state
        return None
