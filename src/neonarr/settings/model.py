"""What can be changed while the server runs; each setting with its one-line help."""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from neonarr.base.errors import Invalid


class RemoveTorrent(StrEnum):
    """What happens to the torrent once its files are in the library."""

    AT_SHARE_GOAL = "at_share_goal"
    AFTER_IMPORT = "after_import"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Preferences:
    """Defaults are what a newcomer gets. Folders are absolute once stored."""

    movies_dir: str
    """Where films are filed."""
    music_dir: str
    """Where albums are filed."""
    downloads_dir: str
    """Where the built-in engine downloads to."""
    max_active_downloads: int = 5
    """More wait in the queue, the highest priority first. 1 to 100."""
    remove_torrent: RemoveTorrent = RemoveTorrent.AT_SHARE_GOAL
    share_ratio: float = 1.0
    """Uploaded ÷ downloaded at which seeding is enough."""
    share_minutes: int = 4320
    """Minutes of seeding at which it is enough, whatever the ratio."""
    engine_listen: str = "0.0.0.0:6881"
    """Address and port of the built-in engine."""
    engine_discovery: bool = True
    """DHT, local discovery, peer exchange and UPnP of the built-in engine."""
    engine_down_limit_kib: int = 0
    """KiB/s; 0 is no limit."""
    engine_up_limit_kib: int = 0
    """KiB/s; 0 is no limit."""


_RANGES: dict[str, tuple[float, float]] = {
    "max_active_downloads": (1, 100),
    "share_ratio": (0, 1000),
    "share_minutes": (0, 10_000_000),
    "engine_down_limit_kib": (0, 100_000_000),
    "engine_up_limit_kib": (0, 100_000_000),
}


def checked(name: str, value: Any) -> Any:
    """`value` as that preference holds it. Raises Invalid naming the field and the fix."""
    kind = next((f.type for f in fields(Preferences) if f.name == name), None)
    if kind is None:
        raise Invalid(name, f"There is no setting named {name}.")
    if kind is RemoveTorrent:
        choices = [choice.value for choice in RemoveTorrent]
        if value not in choices:
            raise Invalid(name, f"{name} must be one of {', '.join(choices)}.")
        return RemoveTorrent(value)
    if kind is bool:
        if not isinstance(value, bool):
            raise Invalid(name, f"{name} must be true or false.")
        return value
    if kind is str:
        return _checked_text(name, value)
    return _checked_number(name, value, kind)


def _checked_text(name: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or "\0" in value:
        raise Invalid(name, f"{name} must not be empty.")
    if name.endswith("_dir") and not value.startswith("/"):
        raise Invalid(name, f"{name} must be an absolute path, beginning with /.")
    return value.strip()


def _checked_number(name: str, value: Any, kind: Any) -> int | float:
    low, high = _RANGES[name]
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not low <= value <= high or (kind is int and value != int(value)):
        what = "a whole number" if kind is int else "a number"
        raise Invalid(name, f"{name} must be {what} from {low:g} to {high:g}.")
    return int(value) if kind is int else float(value)
