"""gluetun's control server, old and new routes.

Up to 3.41 most routes are open; later ones answer 401 without a role of their own. The key goes in
a header: as a part of the address it is accepted, but the route is then not found.

Source: https://github.com/qdm12/gluetun-wiki/blob/main/setup/advanced/control-server.md
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from neonarr.adapters._address import refuse_pages, tidy
from neonarr.adapters._http import raise_for_status
from neonarr.adapters.outside import Outside
from neonarr.base.errors import OutsideError, Refused, Unintelligible
from neonarr.base.secret import Secret
from neonarr.settings.adapters import AdapterSpec, Check, Role, setting
from neonarr.vpn.model import TunnelState

STATUS = ("/v1/vpn/status", "/v1/openvpn/status")
PORT = ("/v1/portforward", "/v1/openvpn/portforwarded")
ADDRESS = ("/v1/publicip/ip",)
"""The route of now, then that of older versions, which answers for OpenVPN alone."""
UNKNOWN_ROUTE = frozenset({400, 404, 405})
STATUSES = frozenset({"running", "stopped", "starting", "stopping", "crashed"})


@dataclass(frozen=True, slots=True)
class GluetunSettings:
    url: str = setting(
        "Address", help="Of the control server, port 8000.", placeholder="http://gluetun:8000"
    )
    api_key: Secret = setting(
        "API key",
        default=Secret(""),
        help="Of a role in gluetun's /gluetun/auth/config.toml with the routes "
        "GET /v1/vpn/status, GET /v1/publicip/ip and GET /v1/portforward.",
    )
    client: str = setting(
        "Download client behind it",
        default="",
        help="Its name here. Empty is the one preferred for new downloads.",
    )
    keeps_port: bool = setting(
        "Keep its port in step",
        default=True,
        help="When the forwarded port changes, the download client is told to listen there.",
    )
    home: str = setting(
        "Own address",
        default="",
        help="Under which the internet sees you without the VPN: an address, or a dynamic DNS "
        "name. If the exit address is the same, the tunnel counts as down.",
        placeholder="home.example.org",
    )
    waits: bool = setting(
        "Wait while it can't be asked",
        default=False,
        help="Then grabs wait too while the control server does not answer or refuses the key.",
    )
    timeout_s: int = setting("Time-out (seconds)", default=10)


class Gluetun:
    def __init__(self, name: str, settings: GluetunSettings, outside: Outside) -> None:
        self._name, self._settings, self._outside = name, settings, outside
        self._url = tidy(settings.url).removesuffix("/v1")

    @property
    def client(self) -> str:
        return self._settings.client

    @property
    def keeps_port(self) -> bool:
        return self._settings.keeps_port

    @property
    def home(self) -> str:
        return self._settings.home

    @property
    def waits(self) -> bool:
        return self._settings.waits

    async def look(self) -> TunnelState:
        try:
            return await self._look()
        except OutsideError as error:
            return TunnelState(None, "", None, f"{self._name}: {error.said}", error.todo)

    async def check(self) -> Check:
        state = await self.look()
        facts = {"Exit address": state.exit_address} if state.exit_address else {}
        if state.forwarded_port:
            facts["Forwarded port"] = str(state.forwarded_port)
        return Check(state.up is True, state.sentence, facts)

    async def _look(self) -> TunnelState:
        said = await self._ask(STATUS)
        status = said.get("status") if isinstance(said, dict) else None
        if status not in STATUSES:
            raise Unintelligible(self._name, "is not gluetun's control server.", "Check the port.")
        if status != "running":
            return TunnelState(
                False,
                "",
                None,
                f"{self._name}: its tunnel is {_WORDS.get(status, status)}.",
                "Downloads wait until it is up again. gluetun's log says why.",
            )
        missing: list[str] = []
        address = await self._detail(ADDRESS, missing)
        forwarded = await self._detail(PORT, missing)
        return _up(self._name, address, parse_port(forwarded), missing)

    async def _detail(self, routes: Sequence[str], missing: list[str]) -> Any:
        """None, and the route in `missing`, where our role lacks it."""
        try:
            return await self._ask(routes)
        except Refused:
            missing.append(routes[0])
            return None

    async def _ask(self, routes: Sequence[str]) -> Any:
        """The JSON of the first route this version knows. Raises OutsideError."""
        key = self._settings.api_key.reveal()
        for route in routes:
            answer = await self._outside.http.get(
                self._name,
                self._url + route,
                headers={"X-API-Key": key} if key else {},
                timeout_s=self._settings.timeout_s,
            )
            if answer.status not in UNKNOWN_ROUTE or route == routes[-1]:
                break
        if answer.status in (401, 403):
            raise Refused(
                self._name,
                f"does not let us see {route}." if key else f"wants an API key for {route}.",
                "In /gluetun/auth/config.toml give a role with this key the route "
                f"“GET {routes[0]}”, and restart gluetun.",
            )
        raise_for_status(self._name, answer)
        try:
            return json.loads(answer.content)
        except ValueError:
            raise Unintelligible(
                self._name, "is not gluetun's control server.", "Check host and port."
            ) from None


def parse_port(said: Any) -> int | None:
    """
    >>> parse_port({"port": 0, "ports": None}), parse_port({"port": 51413, "ports": [51413]})
    (None, 51413)
    """
    port = said.get("port") if isinstance(said, dict) else None
    is_port = isinstance(port, int) and not isinstance(port, bool) and 0 < port < 65536
    return port if is_port else None


def parse_address(said: Any) -> str:
    """Empty before gluetun has looked its address up.

    >>> parse_address({"public_ip": "192.0.2.1", "country": "Iceland"}), parse_address(None)
    ('192.0.2.1', '')
    """
    address = said.get("public_ip") if isinstance(said, dict) else None
    return address[:60] if isinstance(address, str) else ""


_WORDS = {"crashed": "down (crashed)", "starting": "not up yet", "stopping": "going down"}


def parse_place(said: Any) -> str:
    """Where the exit address is, as gluetun looked it up; empty if it did not.

    >>> parse_place({"public_ip": "192.0.2.1", "city": "Reykjavík", "country": "Iceland"})
    'Reykjavík, Iceland'
    """
    parts = [said.get("city"), said.get("country")] if isinstance(said, dict) else []
    return ", ".join(part[:60] for part in parts if isinstance(part, str) and part)


def _up(name: str, told: Any, port: int | None, missing: list[str]) -> TunnelState:
    address, place = parse_address(told), parse_place(told)
    parts = [f"{name}: the tunnel is up"]
    where = f" ({place})" if place else ""
    parts += [f"its exit address is {address}{where}"] if address else []
    parts += [f"port {port} is forwarded"] if port else []
    todo = ""
    if missing:
        routes = " and ".join(f"“GET {route}”" for route in missing)
        todo = f"To see more, give our role the route {routes} in /gluetun/auth/config.toml."
    return TunnelState(True, address, port, ", ".join(parts) + ".", todo)


SPEC = AdapterSpec(
    Role.VPN,
    "gluetun",
    "gluetun",
    GluetunSettings,
    Gluetun,
    refuse_misfits=refuse_pages(
        "the control server", "/v1/vpn", "/v1/openvpn", "/v1/publicip", "/v1/portforward"
    ),
)
