"""The settings of the built-in engine."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BuiltinSettings:
    """Made by the server, not by a form."""

    downloads_dir: str
    state_dir: str
    """Where its torrents and how far they are is kept; one engine at a time."""
    listen: str = "0.0.0.0:6881"
    discovery: bool = True
    """DHT, local peers, peer exchange, UPnP and NAT-PMP."""
    down_limit_kib: int = 0
    """Per second; 0 is none."""
    up_limit_kib: int = 0
    engine_id: str = ""
    """Tells the engines of several servers on one database apart."""
