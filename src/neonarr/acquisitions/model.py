"""The story of one wish, and what is told of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from neonarr.base.ids import AcquisitionId, AdapterId, IndexerId, InfoHash, ItemId
from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes
from neonarr.decisions.profiles.model import MAIN_SLOT, FrozenScore


class State(StrEnum):
    WANTED = "wanted"
    """An item without a release yet."""
    SEARCHING = "searching"
    """The indexers are being asked."""
    CHOSEN = "chosen"
    """A release is picked, by a rule or by hand."""
    QUEUED = "queued"
    """Waits for a free download slot."""
    GRABBING = "grabbing"
    """Fetching the torrent and handing it to the download client."""
    DOWNLOADING = "downloading"
    PAUSED = "paused"
    """Stopped in the client, by whomever."""
    WARNING = "warning"
    """The client has it but reports trouble, or does not show it any more."""
    DOWNLOADED = "downloaded"
    """Complete in the client, not in the library yet."""
    IMPORTING = "importing"
    IMPORTED = "imported"
    FAILED = "failed"
    """Needs a person: the reason is in the message."""
    REMOVED = "removed"


class Cleanup(StrEnum):
    """What is still to be done about the torrent in the client."""

    REMOVE = "remove"
    """Take it out of the client, leave its files."""
    REMOVE_WITH_DATA = "remove_with_data"
    DONE = "done"
    """It is gone from the client, or was never there."""


@dataclass(frozen=True, slots=True)
class Acquisition:
    """One row. `token` grows with every save, so a save with an old one is refused."""

    id: AcquisitionId
    public_id: str
    """A UUID: how the outside names it."""
    item_id: ItemId
    kind: MediaKind
    state: State
    token: int
    title: str
    """The release's name once there is one, before that the item's."""
    priority: int
    created_at: datetime
    updated_at: datetime
    due_at: datetime
    attempts: int = 0
    """Failed tries of the current state in a row."""
    guid: str | None = None
    indexer_id: IndexerId | None = None
    indexer: str | None = None
    sealed_link: str | None = None
    """The release's link, encrypted."""
    size: Bytes | None = None
    quality: str = "Unknown"
    info_hash: InfoHash | None = None
    client_id: AdapterId | None = None
    category: str = ""
    content_path: str | None = None
    """Of the finished download, as the client sees it."""
    trouble: str | None = None
    """Stable key of what is wrong now, None if nothing."""
    message: str | None = None
    """The sentence that goes with it."""
    cleanup: Cleanup | None = None
    grabbed_at: datetime | None = None
    completed_at: datetime | None = None
    imported_at: datetime | None = None
    score: FrozenScore | None = None
    """How good the chosen release was by the profile of that moment; None where nobody judged."""
    is_vetted: bool = False
    """Whether its file list was judged."""
    strikes: int = 0
    """For standing still, in a row."""
    is_manual: bool = False
    """Whether a person picked the release."""
    slot: str = MAIN_SLOT
    """Which version of the item this is to become."""
    failed_releases: int = 0
    """How many were tried for it in vain since a person last had a say."""
    place: float | None = None
    """Where somebody put it among those of its priority; None: where its id puts it."""


@dataclass(frozen=True, slots=True)
class Event:
    """One change of a story's state, written in the transaction that made it; or, where `component`
    names its kind, of how a component works: `state` is then ok, warning or error."""

    id: int
    acquisition_id: AcquisitionId | None
    public_id: str | None
    state: str
    previous: str | None
    title: str
    message: str | None
    at: datetime
    component: str | None = None
    todo: str | None = None
