"""What a VPN must be able to tell."""

from typing import Protocol

from neonarr.settings.adapters import Check
from neonarr.vpn.model import TunnelState


class Vpn(Protocol):
    @property
    def client(self) -> str:
        """The name of the download client behind it; empty for the preferred one."""

    @property
    def keeps_port(self) -> bool:
        """Whether that client's port is to follow the forwarded one by itself."""

    @property
    def home(self) -> str:
        """The address under which the internet sees us without it, or a name of it; empty where
        nobody said."""

    @property
    def waits(self) -> bool:
        """Whether grabs wait also while it can't be asked."""

    async def look(self) -> TunnelState:
        """Never raises; a VPN that can't be asked is a state of its own."""

    async def check(self) -> Check:
        """A real call with these settings; never raises."""
