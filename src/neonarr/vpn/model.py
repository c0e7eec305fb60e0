"""What is known of a VPN. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TunnelState:
    """One look at a VPN. What was `seen` and what there is `todo` are sentences for a person."""

    up: bool | None
    """None when the VPN could not be asked: then nothing is known of the tunnel."""
    exit_address: str
    """Under which the internet sees what goes through it; empty while not known."""
    forwarded_port: int | None
    """On which peers reach what is behind it; None if there is none (yet)."""
    seen: str
    todo: str = ""
    is_compared: bool = False
    """True where the exit address was found to differ from those known to be our own."""

    @property
    def sentence(self) -> str:
        return f"{self.seen} {self.todo}".rstrip()


@dataclass(frozen=True, slots=True)
class PortMisfit:
    """The client listens where no peer can reach it."""

    vpn: str
    client: str
    forwarded: int
    listening: int

    @property
    def sentence(self) -> str:
        return (
            f"{self.vpn} forwards port {self.forwarded}, but {self.client} listens on "
            f"{self.listening}: peers can't reach it."
        )
