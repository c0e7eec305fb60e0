"""What can be changed while the server runs; each setting with its one-line help."""

import re
import unicodedata
from dataclasses import dataclass, fields
from enum import EnumType, StrEnum
from typing import Any

from neonarr.base.errors import Invalid

BACKUPS_KEPT = 7
MOVIE_FOLDER_FORMAT = "{Movie Title} {(Release Year)}"
MOVIE_FILE_FORMAT = "{Movie Title} {(Release Year)}{ - Version} {[Quality Title]}"
ALBUM_FOLDER_FORMAT = "{Artist Name}/{Album Title} {(Release Year)}{ [Version]}"
TRACK_FILE_FORMAT = "Disc {medium:0}/{track:00} - {Track Title}"


class RemoveTorrent(StrEnum):
    """What happens to the torrent once its files are in the library."""

    AT_SHARE_GOAL = "at_share_goal"
    AFTER_IMPORT = "after_import"
    NEVER = "never"


class ImportMode(StrEnum):
    """How a file gets from the download into the library."""

    HARDLINK_ONLY = "hardlink_only"
    """Else the import waits and says why."""
    PREFER_HARDLINK = "prefer_hardlink"
    """Else it is copied."""
    COPY = "copy"
    """Always a file of its own; as a reflink where the file system has them."""
    MOVE = "move"
    """As `prefer_hardlink`; the download goes as soon as it no longer seeds."""
    SYMLINK = "symlink"
    """The file stays with the download, which is then never deleted by itself."""


class Propers(StrEnum):
    """What becomes of releases that repair another of the same quality."""

    PREFER = "prefer"
    """Taken first, and to replace what is there."""
    KEEP = "keep"
    """Taken first, but nothing that is there is replaced for it."""
    IGNORE = "ignore"
    """As good as any other; formats may still score them."""


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
    downloads_paused: bool = False
    """Somebody paused everything: nothing begins until they resume."""
    remove_torrent: RemoveTorrent = RemoveTorrent.AT_SHARE_GOAL
    import_mode: ImportMode = ImportMode.PREFER_HARDLINK
    """How files get into the library."""
    share_ratio: float = 1.0
    """Uploaded ÷ downloaded at which seeding is enough."""
    share_minutes: int = 4320
    """Minutes of seeding at which it is enough, whatever the ratio."""
    search_missing_hours: int = 12
    """Hours until what is missing is looked for again; 0 never."""
    search_better_hours: int = 168
    """Hours until something better is looked for, where the profile wants it; 0 never."""
    recycle_days: int = 14
    """Days that files stay in the recycle bin that a better copy replaced or a person removed; 0
    deletes them at once."""
    backup_days: int = 1
    """Days between backups of the database; 0 makes none."""
    backups_kept: int = BACKUPS_KEPT
    """The newest of them."""
    sets_limits: bool = False
    """Whether the speed limits below are set in every client; else theirs are left alone."""
    down_limit_kib: int = 0
    """KiB/s; 0 is no limit."""
    up_limit_kib: int = 0
    slow_down_limit_kib: int = 0
    """While the schedule says so."""
    slow_up_limit_kib: int = 0
    slow_days: str = ""
    """mon, tue … with commas between them; empty is every day."""
    slow_from: str = ""
    """HH:MM in the server's time zone; empty: there is no schedule."""
    slow_to: str = ""
    engine_listen: str = "0.0.0.0:6881"
    """Address and port of the built-in engine."""
    engine_discovery: bool = True
    """DHT, local discovery, peer exchange and UPnP of the built-in engine."""
    engine_down_limit_kib: int = 0
    """KiB/s; 0 is no limit."""
    engine_up_limit_kib: int = 0
    """KiB/s; 0 is no limit."""
    propers: Propers = Propers.PREFER
    min_age_minutes: int = 0
    """Younger releases are left alone for now; 0 takes them at once."""
    retention_days: int = 0
    """Older releases are not taken; 0 takes any."""
    grab_pause_minutes: int = 0
    """After a grab nothing that is no better is grabbed for so long; 0 is no pause."""
    reserve_gb: float = 0.0
    """GB that must stay free where downloads and the library lie."""
    refuses_hardcoded_subs: bool = False
    """Whether subtitles burned into the picture speak against a release."""
    allowed_subs: str = ""
    """Words for burned-in subtitles that are welcome all the same, with commas between them."""
    judges_files: bool = True
    """Whether a torrent's file list may speak against it (programs, locked archives …)."""
    strikes: int = 3
    """After so many a download that stands still has failed; 0 waits for ever."""
    strike_minutes: int = 60
    """So long without progress is a strike; without a file list a third of it."""
    stalled_days: int = 7
    """So long what stood still is not taken again, for seeds may come back; 0 for good."""
    keeps_stalled: bool = False
    """Whether what is given up loads on until the next one is complete. Twice the space."""
    spares_private: bool = True
    """Private torrents get no strikes, unless their trackers have them no more."""
    spared_tags: str = ""
    """Movies and albums with one of these tags get no strikes; with commas between them."""
    movie_folder_format: str = MOVIE_FOLDER_FORMAT
    """How the folder of a movie is named; see `naming/template.py`."""
    movie_file_format: str = MOVIE_FILE_FORMAT
    """How its files are named, without their suffix."""
    album_folder_format: str = ALBUM_FOLDER_FORMAT
    track_file_format: str = TRACK_FILE_FORMAT


_MAY_BE_EMPTY = frozenset({"slow_days", "slow_from", "slow_to", "allowed_subs", "spared_tags"})

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_RANGES: dict[str, tuple[float, float]] = {
    "max_active_downloads": (1, 100),
    "share_ratio": (0, 1000),
    "share_minutes": (0, 10_000_000),
    "search_missing_hours": (0, 8760),
    "search_better_hours": (0, 8760),
    "recycle_days": (0, 3650),
    "backup_days": (0, 365),
    "backups_kept": (1, 1000),
    "down_limit_kib": (0, 100_000_000),
    "up_limit_kib": (0, 100_000_000),
    "slow_down_limit_kib": (0, 100_000_000),
    "slow_up_limit_kib": (0, 100_000_000),
    "engine_down_limit_kib": (0, 100_000_000),
    "engine_up_limit_kib": (0, 100_000_000),
    "min_age_minutes": (0, 10_000_000),
    "retention_days": (0, 100_000),
    "grab_pause_minutes": (0, 10_000_000),
    "reserve_gb": (0, 1_000_000),
    "strikes": (0, 100),
    "strike_minutes": (5, 10_000_000),
    "stalled_days": (0, 3650),
}


def checked(name: str, value: Any, called: str = "") -> Any:
    """`value` as that preference holds it. Raises Invalid naming the field and the fix; the field
    is named as in the API, unless a person knows it as `called`."""
    called = called or camel(name)
    kind = next((f.type for f in fields(Preferences) if f.name == name), None)
    if kind is None:
        raise Invalid(called, f"There is no setting named {called[:100]}.")
    if isinstance(kind, EnumType):
        choices = [choice.value for choice in kind]
        if value not in choices:
            raise Invalid(called, f"{called} must be one of {', '.join(choices)}.")
        return kind(value)
    if kind is bool:
        if not isinstance(value, bool):
            raise Invalid(called, f"{called} must be true or false.")
        return value
    if kind is str:
        return _checked_text(name, value, called)
    return _checked_number(name, value, kind, called)


def camel(name: str) -> str:
    """
    >>> camel("movies_dir")
    'moviesDir'
    """
    first, *more = name.split("_")
    return first + "".join(part.title() for part in more)


def _checked_text(name: str, value: Any, called: str) -> str:
    if not isinstance(value, str) or not (value.strip() or name in _MAY_BE_EMPTY):
        raise Invalid(called, f"{called} must not be empty.")
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in value):
        raise Invalid(called, f"{called} must be text without control characters.")
    text = value.strip()
    if name.endswith("_dir") and not text.startswith("/"):
        raise Invalid(called, f"{called} must be an absolute path, beginning with /.")
    if name == "engine_listen" and not _is_listen_address(text):
        raise Invalid(called, f"{called} must be an address and a port, like 0.0.0.0:6881.")
    _require_schedule(name, text, called)
    return text


def _require_schedule(name: str, text: str, called: str) -> None:
    if name in ("slow_from", "slow_to") and text and not re.fullmatch(_HOUR, text, re.A):
        raise Invalid(called, f"{called} must be a time of day like 08:30, or empty.")
    if name == "slow_days":
        for day in filter(None, map(str.strip, text.lower().split(","))):
            if day not in DAYS:
                raise Invalid(called, f"{called} must be days like mon, tue, or empty.")


_HOUR = r"([01][0-9]|2[0-3]):[0-5][0-9]"


def _is_listen_address(text: str) -> bool:
    """
    >>> [_is_listen_address(t) for t in ("0.0.0.0:6881", "[::]:0", "6881", ":6881", "a:70000")]
    [True, True, False, False, False]
    """
    host, _, port = text.rpartition(":")
    is_port = port.isascii() and port.isdigit() and len(port) < 6 and int(port) <= 65535
    return is_port and bool(re.fullmatch(r"\[[0-9a-fA-F:.]+\]|[\w.-]+", host, re.A))


def _checked_number(name: str, value: Any, kind: Any, called: str) -> int | float:
    low, high = _RANGES[name]
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not low <= value <= high or (kind is int and value != int(value)):
        what = "a whole number" if kind is int else "a number"
        raise Invalid(called, f"{called} must be {what} from {low:.0f} to {high:.0f}.")
    return int(value) if kind is int else float(value)
