"""How a libtorrent session is set up: what it listens to and what it tells the outside.

Imported only where libtorrent is needed, for it takes 25 MB of memory.

Source: https://www.libtorrent.org/reference-Settings.html
"""

from typing import Any

import libtorrent as lt

from neonarr.base.errors import Invalid

_KIB = 1024
_ALERTS = ("error", "status", "storage")


def session_settings(
    listen: str, *, discovery: bool, down_limit_kib: int = 0, up_limit_kib: int = 0
) -> dict[str, Any]:
    """libtorrent's settings for one session. Limits are KiB per second, 0 is none.

    With `discovery` off nobody is asked but the trackers in the torrents. A session that listens on
    loopback also sends from loopback only, over TCP, and accepts many peers on its one address.
    """
    host, port = split_listen(listen)
    settings: dict[str, Any] = {
        "listen_interfaces": listen,
        "enable_dht": discovery,
        "enable_lsd": discovery,
        "enable_upnp": discovery,
        "enable_natpmp": discovery,
        "download_rate_limit": down_limit_kib * _KIB,
        "upload_rate_limit": up_limit_kib * _KIB,
        # Without any port nothing is downloaded: if the one set is taken, the system picks one.
        "max_retry_port_bind": 0 if port else 10,
        "alert_queue_size": 100_000,
        "user_agent": "Neonarr",
        # Closing the session waits this many seconds for trackers to hear of it.
        "stop_tracker_timeout": 1,
        # Of a peer that was left, by a pause too; libtorrent's own minute is a minute of nothing
        # where there is one seeder.
        "min_reconnect_time": 5,
        # The server decides how many downloads run at once; the engine runs what it is given.
        "active_downloads": -1,
        "active_seeds": -1,
        "active_limit": -1,
        "active_checking": 2,
    }
    if not discovery:
        settings |= {"dht_bootstrap_nodes": "", "enable_ip_notifier": False}
    if is_loopback(host):
        settings |= {
            "outgoing_interfaces": host,
            "allow_multiple_connections_per_ip": True,
            "enable_incoming_utp": False,
            "enable_outgoing_utp": False,
            "announce_to_all_trackers": True,
            "announce_to_all_tiers": True,
            # Trackers on loopback need not serve exactly /announce.
            "ssrf_mitigation": False,
        }
    return settings


def open_session(settings: dict[str, Any]) -> Any:
    """A running libtorrent session."""
    params = lt.session_params()
    # The getter hands out a copy: changing it in place would change nothing.
    changed: Any = {**params.settings, **settings, "alert_mask": _alert_mask()}
    params.settings = changed
    return lt.session(params)


def set_flags(params: Any, *, discovery: bool, is_paused: bool) -> None:
    """Set a torrent's flags: it starts or stops by our word alone, and with `discovery` off it
    finds peers through its trackers alone."""
    flags = lt.torrent_flags
    params.flags &= ~(flags.auto_managed | flags.paused)
    params.flags |= flags.update_subscribe
    if is_paused:
        params.flags |= flags.paused
    if not discovery:
        params.flags |= flags.disable_dht | flags.disable_lsd | flags.disable_pex


def split_listen(listen: str) -> tuple[str, int]:
    """Host and port of `host:port`. Raises Invalid.

    >>> split_listen("[::1]:6881")
    ('::1', 6881)
    """
    host, colon, port = listen.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not colon or not host or not port.isdigit() or int(port) > 65535:
        raise Invalid("listen", f"{listen!r} is no listen address: write it as 0.0.0.0:6881.")
    return host, int(port)


def is_loopback(host: str) -> bool:
    """
    >>> is_loopback("127.0.0.1"), is_loopback("0.0.0.0")
    (True, False)
    """
    return host.startswith("127.") or host in ("::1", "localhost")


def _alert_mask() -> int:
    mask = 0
    for name in _ALERTS:
        mask |= int(getattr(lt.alert_category, name))
    return mask
