"""What must be known before the database is open: environment first, then config.toml.

Names of the variables are fixed (docs/MAP.md); every one may also stand in config.toml in the data
folder, in lower case: `neonarr_port = 8084`.
"""

import os
import tomllib
from typing import Any

from pydantic import BaseModel, Field, SecretStr, ValidationError, field_validator

from neonarr.base.errors import Invalid
from neonarr.settings.address import wrong_with


class Boot(BaseModel):
    """Settings a process starts with."""

    neonarr_data_dir: str = "./data"
    neonarr_host: str = "127.0.0.1"
    neonarr_port: int = Field(8083, ge=0, le=65535)
    neonarr_database_url: SecretStr | None = None
    neonarr_api_key: SecretStr | None = None
    neonarr_movies_dir: str | None = None
    neonarr_music_dir: str | None = None
    neonarr_downloads_dir: str | None = None
    neonarr_engine_listen: str | None = None
    neonarr_engine_discovery: str | None = None
    qbittorrent_url: str | None = None
    qbittorrent_username: str | None = None
    qbittorrent_password: SecretStr | None = None
    qbittorrent_api_key: SecretStr | None = None
    transmission_url: str | None = None
    transmission_username: str | None = None
    transmission_password: SecretStr | None = None
    gluetun_url: str | None = None
    gluetun_api_key: SecretStr | None = None
    gluetun_own_address: str | None = None
    prowlarr_url: str | None = None
    prowlarr_api_key: SecretStr | None = None
    jackett_url: str | None = None
    jackett_api_key: SecretStr | None = None
    torznab_url: str | None = None
    torznab_api_key: SecretStr | None = None

    @field_validator("neonarr_database_url")
    @classmethod
    def _is_postgres(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not value.get_secret_value().startswith(("postgresql://", "postgres://")):
            raise ValueError("must begin with postgresql:// (leave it empty for SQLite)")
        return value

    @field_validator(
        "qbittorrent_url",
        "transmission_url",
        "gluetun_url",
        "prowlarr_url",
        "jackett_url",
        "torznab_url",
    )
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        # A query was always passed over here, and a server must not stop starting for it.
        plain = value.partition("?")[0] if value else None
        if plain and (wrong := wrong_with(plain)):
            raise ValueError(wrong.removesuffix("."))
        return plain

    @field_validator("neonarr_engine_discovery")
    @classmethod
    def _is_switch(cls, value: str | None) -> str | None:
        if value not in (None, "on", "off"):
            raise ValueError("must be on or off")
        return value


def read_boot() -> Boot:
    """This process's settings. Raises Invalid naming the variable and the fix."""
    folder = os.environ.get("NEONARR_DATA_DIR") or "./data"
    try:
        return Boot(**(_config_file(os.path.join(folder, "config.toml")) | _environment()))
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "settings"
        raise Invalid(name, f"{name}: {first['msg'].removeprefix('Value error, ')}.") from None


def _environment() -> dict[str, str]:
    """Names in any case; an empty value counts as not given."""
    return {name.lower(): value for name, value in os.environ.items() if value}


def _config_file(path: str) -> dict[str, Any]:
    try:
        with open(path, "rb") as file:
            return {key.lower(): value for key, value in tomllib.load(file).items()}
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise Invalid(
            "NEONARR_DATA_DIR",
            f"{path} can't be read ({error.strerror}). Set NEONARR_DATA_DIR to a folder that "
            "the user who runs Neonarr may read and write.",
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Invalid("config.toml", f"{path} can't be read: {error}.") from error
