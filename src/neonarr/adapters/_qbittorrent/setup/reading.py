"""How qBittorrent is set up, read without changing anything.

Source: https://github.com/qbittorrent/qBittorrent/wiki/WebUI-API-(qBittorrent-5.0)#get-application-preferences
"""

import msgspec
from msgspec import UNSET, Struct, UnsetType

from neonarr.adapters._qbittorrent.rows import Row, to_download
from neonarr.adapters._qbittorrent.wire import Wire
from neonarr.base.ids import InfoHash
from neonarr.base.units import Bytes
from neonarr.downloads.model import Download
from neonarr.downloads.setup import AtLimit, ClientSetup

_AT_LIMIT = {0: AtLimit.STOP, 1: AtLimit.REMOVE, 2: AtLimit.KEEP, 3: AtLimit.REMOVE_WITH_DATA}
"""`max_ratio_act`: 2 is super seeding."""


class _Preferences(Struct):
    """The fields we read; older versions lack some."""

    save_path: str = ""
    queueing_enabled: bool = False
    max_active_downloads: int = -1
    max_active_torrents: int = -1
    max_ratio_enabled: bool = False
    max_ratio: float = -1
    max_seeding_time_enabled: bool = False
    max_seeding_time: int = -1
    max_ratio_act: int = 0
    auto_tmm_enabled: bool = False
    excluded_file_names_enabled: bool = False
    excluded_file_names: str = ""


class _Category(Struct):
    save_path: str | UnsetType = msgspec.field(default=UNSET, name="savePath")


class _Transfer(Struct):
    connection_status: str = ""
    dl_rate_limit: int = 0
    up_rate_limit: int = 0


_PREFERENCES = msgspec.json.Decoder(_Preferences)
_CATEGORIES = msgspec.json.Decoder(dict[str, _Category])
_TRANSFER = msgspec.json.Decoder(_Transfer)
_ROWS = msgspec.json.Decoder(list[Row])


def read_setup(wire: Wire, free_space: Bytes | None) -> ClientSetup:
    """Five calls; it is asked for when somebody looks closely."""
    told = _PREFERENCES.decode(wire.ask("app", "preferences"))
    transfer = _TRANSFER.decode(wire.ask("transfer", "info"))
    categories = _CATEGORIES.decode(wire.ask("torrents", "categories"))
    excluded = told.excluded_file_names.splitlines() if told.excluded_file_names_enabled else []
    status = transfer.connection_status
    return ClientSetup(
        version=wire.app_version(),
        save_path=told.save_path,
        category_paths=_category_paths(told, categories),
        categories=frozenset(categories),
        most_active=_most_active(told),
        share_ratio=told.max_ratio if told.max_ratio_enabled else None,
        share_minutes=told.max_seeding_time if told.max_seeding_time_enabled else None,
        at_limit=_AT_LIMIT.get(told.max_ratio_act, AtLimit.KEEP),
        is_slowed=wire.ask("transfer", "speedLimitsMode").strip() == b"1",
        down_limit=Bytes(transfer.dl_rate_limit) if transfer.dl_rate_limit > 0 else None,
        up_limit=Bytes(transfer.up_rate_limit) if transfer.up_rate_limit > 0 else None,
        free_space=free_space,
        is_connected=status != "disconnected" if status else None,
        is_reachable=status == "connected" if status else None,
        excluded_names=tuple(name.strip() for name in excluded if name.strip()),
    )


def read_finished(wire: Wire, limit: int) -> list[Download]:
    """Complete downloads, the newest first."""
    rows = _ROWS.decode(
        wire.ask(
            "torrents",
            "info",
            filter="completed",
            sort="completion_on",
            reverse="true",
            limit=str(limit),
        )
    )
    return [
        to_download(InfoHash(row.infohash_v1 or row.hash), row)
        for row in rows
        if row.hash is not UNSET
    ]


def _category_paths(told: _Preferences, categories: dict[str, _Category]) -> dict[str, str]:
    """A category without a path of its own has a folder of its name below the default one, but
    only where qBittorrent manages torrents itself; relative paths are below the default too."""
    found = {}
    base = told.save_path.rstrip("/\\")
    divider = "\\" if "\\" in told.save_path else "/"
    for name, category in categories.items():
        own = category.save_path or ""
        if own.startswith(("/", "\\\\")) or own[1:2] == ":":
            found[name] = own
        elif own or told.auto_tmm_enabled:
            found[name] = f"{base}{divider}{own or name}"
    return found


def _most_active(told: _Preferences) -> int | None:
    limits = (told.max_active_downloads, told.max_active_torrents)
    known = [limit for limit in limits if limit >= 0]
    return min(known) if told.queueing_enabled and known else None
