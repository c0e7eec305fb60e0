"""What the environment says: preferences nobody else may change, and services to use."""

import os
from typing import Any

from pydantic import SecretStr

from neonarr.base.secret import Secret
from neonarr.settings.adapters import Role
from neonarr.settings.boot import Boot
from neonarr.settings.model import Preferences, checked

Service = tuple[Role, str, str, dict[str, Any]]
"""(role, kind, name, settings) of a service the environment names."""


def defaults_of(folder: str) -> Preferences:
    """What a newcomer gets: library and downloads in the data folder, on one file system."""
    return Preferences(
        movies_dir=os.path.join(folder, "library", "movies"),
        music_dir=os.path.join(folder, "library", "music"),
        downloads_dir=os.path.join(folder, "downloads"),
    )


def fixed_of(boot: Boot) -> dict[str, Any]:
    """Preferences by name that the environment gives. Raises Invalid."""
    folders = {
        "movies_dir": boot.neonarr_movies_dir,
        "music_dir": boot.neonarr_music_dir,
        "downloads_dir": boot.neonarr_downloads_dir,
    }
    fixed: dict[str, Any] = {n: os.path.abspath(path) for n, path in folders.items() if path}
    if boot.neonarr_engine_listen:
        fixed["engine_listen"] = boot.neonarr_engine_listen
    if boot.neonarr_engine_discovery:
        fixed["engine_discovery"] = boot.neonarr_engine_discovery == "on"
    return {n: checked(n, value, f"NEONARR_{n.upper()}") for n, value in fixed.items()}


def from_environment(boot: Boot) -> list[Service]:
    """The download clients, the VPN and the indexers that environment variables name."""
    found: list[Service] = []
    if boot.qbittorrent_url:
        settings = {
            "url": boot.qbittorrent_url,
            "username": boot.qbittorrent_username or "",
            "password": _secret(boot.qbittorrent_password),
            "api_key": _secret(boot.qbittorrent_api_key),
        }
        found.append((Role.DOWNLOAD_CLIENT, "qbittorrent", "qBittorrent", settings))
    if boot.transmission_url:
        settings = {
            "url": boot.transmission_url,
            "username": boot.transmission_username or "",
            "password": _secret(boot.transmission_password),
        }
        found.append((Role.DOWNLOAD_CLIENT, "transmission", "Transmission", settings))
    if boot.gluetun_url:
        settings = {
            "url": boot.gluetun_url,
            "api_key": _secret(boot.gluetun_api_key),
            "home": boot.gluetun_own_address or "",
        }
        found.append((Role.VPN, "gluetun", "gluetun", settings))
    indexers = (
        ("prowlarr", "Prowlarr", boot.prowlarr_url, boot.prowlarr_api_key),
        ("jackett", "Jackett", boot.jackett_url, boot.jackett_api_key),
        ("torznab", "Torznab", boot.torznab_url, boot.torznab_api_key),
    )
    for kind, name, url, key in indexers:
        if url:
            settings = {"url": url, "api_key": _secret(key)}
            found.append((Role.INDEXER, kind, name, settings))
    return found


def _secret(value: SecretStr | None) -> Secret:
    return Secret(value.get_secret_value() if value else "")
