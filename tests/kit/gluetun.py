"""gluetun's control server as it was and as it is, on loopback.

OLD answers for OpenVPN alone, without a key; NEW wants a key with a role for every route. Route and
shape of every answer: https://github.com/qdm12/gluetun/tree/master/internal/server
"""

import json
from dataclasses import dataclass, field

from tests.kit.torznab_server import Asked, Reply, TorznabServer, json_reply

KEY = "a key of gluetun's"
ALL_ROUTES = frozenset({"/v1/vpn/status", "/v1/publicip/ip", "/v1/portforward"})


@dataclass
class ImitatedGluetun:
    """Tests change what it tells; `routes` are those of our role."""

    is_old: bool = False
    status: str = "running"
    address: str = "192.0.2.7"
    port: int = 51413
    routes: frozenset[str] = ALL_ROUTES
    server: TorznabServer = field(default_factory=TorznabServer)

    def __enter__(self) -> "ImitatedGluetun":
        self.server.on("/", self._old if self.is_old else self._new)
        self.server.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.__exit__(None, None, None)

    @property
    def url(self) -> str:
        return self.server.url

    def _new(self, asked: Asked) -> Reply:
        if asked.headers.get("x-api-key") != KEY or asked.path not in self.routes:
            return Reply("Unauthorized\n", 401)
        ports = [self.port] if self.port else None
        told = {
            "/v1/vpn/status": {"status": self.status},
            "/v1/publicip/ip": {"public_ip": self.address, "country": "Iceland"},
            "/v1/portforward": {"port": self.port, "ports": ports},
        }
        return json_reply(json.dumps(told[asked.path]))

    def _old(self, asked: Asked) -> Reply:
        told = {
            "/v1/openvpn/status": {"status": self.status},
            "/v1/publicip/ip": {"public_ip": self.address},
            "/v1/openvpn/portforwarded": {"port": self.port},
        }
        if asked.path not in told:
            return Reply("route not supported\n", 400)
        return json_reply(json.dumps(told[asked.path]))
