"""A download as its client tells it."""

from dataclasses import dataclass
from enum import StrEnum

from neonarr.base.errors import Invalid
from neonarr.base.ids import InfoHash
from neonarr.base.units import Bytes, Percent


class DownloadState(StrEnum):
    """What every client's own states are mapped to."""

    METADATA = "metadata"
    """A magnet whose file list has not arrived yet."""
    CHECKING = "checking"
    """Existing data is being verified, or resume data read."""
    WAITING = "waiting"
    """In the client's own queue."""
    DOWNLOADING = "downloading"
    STALLED = "stalled"
    """Running, but nobody sends."""
    PAUSED = "paused"
    """Stopped before it was complete."""
    MOVING = "moving"
    COMPLETE = "complete"
    """All wanted data is here, seeding or not."""
    ERROR = "error"
    """The client reports an error or missing files; `message` says it."""


@dataclass(frozen=True, slots=True)
class Download:
    """One download in a client, at one moment."""

    info_hash: InfoHash
    name: str
    state: DownloadState
    progress: Percent
    size: Bytes
    """Of the wanted files; 0 while unknown."""
    done: Bytes
    down_speed: Bytes
    """Per second."""
    up_speed: Bytes
    """Per second."""
    eta_s: int | None
    """None when unknown or endless."""
    seeds: int
    """Connected."""
    peers: int
    """Connected, seeds not counted."""
    ratio: float
    seeding_s: int
    """How long it has been seeding."""
    save_path: str
    """Folder it saves to, as the client sees it."""
    content_path: str
    """The file, or the folder of a torrent with several, as the client sees it."""
    category: str = ""
    is_stopped: bool = False
    """True when the client neither downloads nor seeds it."""
    message: str = ""


@dataclass(frozen=True, slots=True)
class DownloadFile:
    """One file of a download; `path` is relative to the save path, with forward slashes."""

    path: str
    size: Bytes
    progress: Percent
    is_wanted: bool


@dataclass(frozen=True, slots=True)
class ShareGoal:
    """When seeding is enough: whichever is reached first. None means no such goal."""

    ratio: float | None
    seeding_s: int | None


@dataclass(frozen=True, slots=True)
class AddOptions:
    """How to add a download. Raises Invalid for a category that not every client could keep."""

    category: str = ""
    """Names divided by slashes: a client makes folders of them, or a label."""
    save_path: str | None = None
    """As the client sees it; None is the client's default."""
    tags: tuple[str, ...] = ()
    is_paused: bool = False
    skip_checking: bool = False
    to_top: bool = False
    """Ahead of the client's own queue."""
    share_goal: ShareGoal | None = None

    def __post_init__(self) -> None:
        names = self.category.split("/") if self.category else []
        if not all(map(_is_category, names)):
            raise Invalid(
                "category",
                f"Category {self.category!r} can't be kept by every client: write names, parted by "
                "a slash if there are several, without backslash, comma or control characters, no "
                "space around them, none of them “.” or “..”.",
            )


def _is_category(name: str) -> bool:
    """
    >>> _is_category("Films (4K)"), _is_category(".."), _is_category("a,b")
    (True, False, False)
    """
    # Transmission shows its labels parted by commas; a folder's name has 255 bytes.
    is_folder = name not in ("", ".", "..") and len(name.encode(errors="replace")) <= 255
    is_plain = name.isprintable() and name == name.strip()
    return is_folder and is_plain and not {"\\", ","} & set(name)
