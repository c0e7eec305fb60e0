"""VPNs in the API and on their page."""

import httpx2
import pytest

from neonarr.jobs.tunnels import TunnelWatch
from tests.kit.app import App
from tests.kit.gluetun import KEY, ImitatedGluetun

pytestmark = pytest.mark.anyio


async def test_a_vpn_is_added_seen_and_its_port_pushed(app: App, api: httpx2.AsyncClient) -> None:
    with ImitatedGluetun() as running:
        settings = {"url": running.url, "apiKey": KEY, "keepsPort": False}
        body = {"role": "vpn", "kind": "gluetun", "name": "gluetun", "settings": settings}
        tried = (await api.post("/api/v1/settings/adapters/test", json=body)).json()
        assert tried["ok"], tried
        assert tried["facts"] == {"Exit address": "192.0.2.7", "Forwarded port": "51413"}
        added = await api.post("/api/v1/settings/adapters", json=body)
        assert added.status_code == 201, added.text
        assert KEY not in added.text
        vpn_id = added.json()["id"]
        await TunnelWatch(app.world, app.inside.board).look()

        [told] = (await api.get("/api/v1/vpn")).json()
        assert (told["isUp"], told["exitAddress"], told["forwardedPort"]) == (
            True,
            "192.0.2.7",
            51413,
        )
        assert "peers can't reach it" in told["portMisfit"]
        pushed = await api.post(f"/api/v1/vpn/{vpn_id}/port")
        assert pushed.status_code == 200, pushed.text
        assert "portMisfit" not in pushed.json()
        [listed] = (await api.get("/api/v1/settings/adapters?role=vpn")).json()
        assert listed["status"]["ok"], listed
        assert (await api.post(f"/api/v1/vpn/{vpn_id}/port")).status_code == 200
    assert (await api.post("/api/v1/vpn/999/port")).status_code == 404
