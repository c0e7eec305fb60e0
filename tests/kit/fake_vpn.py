"""A VPN in memory."""

from dataclasses import dataclass

from neonarr.settings.adapters import Check
from neonarr.vpn.model import TunnelState

UP = TunnelState(True, "192.0.2.7", 51413, "VPN: the tunnel is up.")
DOWN = TunnelState(False, "", None, "VPN: its tunnel is down.", "Downloads wait.")
SILENT = TunnelState(None, "", None, "VPN: can't be reached.", "Is it up?")


@dataclass
class FakeVpn:
    state: TunnelState = UP
    client: str = ""
    keeps_port: bool = True
    home: str = ""
    waits: bool = False

    async def look(self) -> TunnelState:
        return self.state

    async def check(self) -> Check:
        return Check(self.state.up is True, self.state.sentence, {})
