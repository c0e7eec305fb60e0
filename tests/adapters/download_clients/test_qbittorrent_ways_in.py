"""Through a reverse proxy: TLS with a CA of one's own, a path, a login of the proxy's own; and the
settings that can't work."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from neonarr.adapters._qbittorrent.settings import QbittorrentSettings, refuse_misfits
from neonarr.adapters.download_clients.qbittorrent import Qbittorrent
from neonarr.base.errors import Invalid, OutsideError
from neonarr.base.ids import InfoHash
from neonarr.base.secret import Secret
from neonarr.downloads.session import Phase, SessionState
from tests.kit.imitated_qbittorrent.server import ImitatedQbittorrent
from tests.kit.moved_clock import MovedClock
from tests.kit.reverse_proxy import ReverseProxy, make_ca

SOME = InfoHash("ab" * 20)


@pytest.fixture(params=["4.5.2", "5.2"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ImitatedQbittorrent]:
    with ImitatedQbittorrent(request.param, tmp_path / "q") as running:
        yield running


async def state_at(url: str, **more: Any) -> SessionState:
    """Where three calls lead."""
    settings = QbittorrentSettings(url, "admin", Secret("correct horse"), timeout_s=5, **more)
    client = Qbittorrent("qB", settings, MovedClock())
    for _ in range(3):
        try:
            await client.downloads([SOME])
        except OutsideError:
            pass
    state = client.session()
    await client.close()
    return state


@pytest.mark.anyio
async def test_a_path_behind_tls_of_our_own_ca(server: ImitatedQbittorrent, tmp_path: Path) -> None:
    ca_file, chain = make_ca(tmp_path, "ours")
    other, _ = make_ca(tmp_path, "another")
    with ReverseProxy(server.url, prefix="/qbittorrent", chain=chain) as proxy:
        right = await state_at(proxy.url + "/", ca_file=str(ca_file))
        assert right.state is Phase.READY
        assert (await state_at(proxy.url, verify_tls=False)).state is Phase.READY

        for wrong in ({}, {"ca_file": str(other)}):
            state = await state_at(proxy.url, **wrong)
            assert state.state is Phase.TLS
            assert "its certificate is not trusted" in state.means
            assert "CA file" in state.todo
        missing = await state_at(proxy.url, ca_file="/no/such.pem")
        assert (missing.state, "/no/such.pem can't be read" in missing.means) == (Phase.TLS, True)
        (tmp_path / "rubbish.pem").write_text("rubbish")
        rubbish = await state_at(proxy.url, ca_file=str(tmp_path / "rubbish.pem"))
        assert rubbish.state is Phase.TLS

        off = await state_at(proxy.url.replace("/qbittorrent", ""), ca_file=str(ca_file))
        assert off.state is Phase.NOT_THE_CLIENT


@pytest.mark.anyio
async def test_the_proxys_own_login(server: ImitatedQbittorrent) -> None:
    with ReverseProxy(server.url, login="door:open sesame") as proxy:
        assert (await state_at(proxy.url)).state is Phase.PROXY_LOGIN
        known = {"proxy_username": "door", "proxy_password": Secret("open sesame")}
        assert (await state_at(proxy.url, **known)).state is Phase.READY
        proxy.refused = 0
        wrong = await state_at(proxy.url, proxy_username="door", proxy_password=Secret("x"))
        assert (wrong.state, wrong.retry_at) == (Phase.PROXY_REFUSED, None)
        assert proxy.refused == 1, "a proxy may ban too: sent once"


@pytest.mark.anyio
async def test_a_proxy_that_hands_its_login_on(tmp_path: Path) -> None:
    """qBittorrent 5.2 takes it for a login to itself, and counts it as a wrong one."""
    with (
        ImitatedQbittorrent("5.2", tmp_path) as server,
        ReverseProxy(server.url, login="door:open sesame", hands_on=True) as proxy,
    ):
        known = {"proxy_username": "door", "proxy_password": Secret("open sesame")}
        state = await state_at(proxy.url, **known)
        assert (state.state, state.retry_at) == (Phase.PROXY_REFUSED, None)
        assert "must not hand them on" in state.todo
        assert server.door.logins == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"url": "http://nas:8080/api/v2/"}, "url"),
        ({"url": "http://nas:8080/api/v2/auth/login"}, "url"),
        ({"url": "http://nas:8080/index.html"}, "url"),
        ({"url": "http://http://nas"}, "url"),
        ({"url": "http://nas:0"}, "url"),
        ({"api_key": Secret("adminadmin")}, "api_key"),
        ({"api_key": Secret("qbt_" + "k" * 28), "proxy_username": "door"}, "proxy_username"),
        ({"proxy_username": "do:or"}, "proxy_username"),
        ({"ca_file": "/ca.pem"}, "ca_file"),
        ({"url": "https://nas", "ca_file": "ca.pem"}, "ca_file"),
    ],
)
def test_settings_that_can_not_work(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        refuse_misfits(QbittorrentSettings(**{"url": "http://nas:8080", **changed}))
    assert refused.value.field == field
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"url": "nas:8080"},
        {"url": "https://nas/qbittorrent/", "ca_file": "/ca.pem"},
        {"api_key": Secret("qbt_" + "k" * 28)},
        {"proxy_username": "door", "username": "admin"},
    ],
)
def test_settings_that_can(changed: dict[str, Any]) -> None:
    refuse_misfits(QbittorrentSettings(**{"url": "http://nas:8080", **changed}))
