"""What vetting says of a story's download, and how the story goes on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from neonarr.acquisitions.handover import kept_torrent
from neonarr.acquisitions.model import Acquisition, Cleanup
from neonarr.acquisitions.standby.kept import standbys
from neonarr.acquisitions.steps.next_release import after_failure
from neonarr.acquisitions.world import World
from neonarr.decisions.model import want_of
from neonarr.downloads.torrent import TorrentFile
from neonarr.library import store as library
from neonarr.library.model import Item
from neonarr.search.wishes import wishes_of
from neonarr.settings.model import Preferences, RemoveTorrent
from neonarr.settings.tags import labels
from neonarr.vetting.listing import Entry, Expected, Fault, Objection, objections
from neonarr.vetting.strikes import Cause, Patience

_ALWAYS = frozenset({Fault.DANGEROUS, Fault.DISGUISED, Fault.LOCKED, Fault.NO_MEDIA})
"""What no person's choice outweighs: which film it is and how large, they may know better."""

STRIKES = frozenset(cause.value for cause in Cause)
"""The troubles strikes are told under."""


def against(
    item: Item, story: Acquisition, files: Sequence[Entry], preferences: Preferences
) -> tuple[Objection, ...]:
    """All that its files say against it. `files` is not empty."""
    found = objections(files, Expected(want_of(item), item.facts.minutes))
    if not preferences.judges_files:
        return tuple(one for one in found if one.fault is Fault.NO_MEDIA)
    return tuple(one for one in found if one.fault in _ALWAYS or not story.is_manual)


def in_words(found: Sequence[Objection]) -> str:
    """The worst three, as one text."""
    more = f" (and {len(found) - 3} more)" if len(found) > 3 else ""
    return " ".join(one.message for one in found[:3]) + more


def refused(
    story: Acquisition, found: Sequence[Objection], preferences: Preferences
) -> dict[str, Any]:
    """How a story changes whose download is not let in: it is removed with its data, whatever else
    happens to torrents."""
    removing = replace(preferences, remove_torrent=RemoveTorrent.AFTER_IMPORT)
    changes = after_failure(story, removing, found[0].fault.value, in_words(found))
    return changes | {"cleanup": Cleanup.REMOVE_WITH_DATA}


def patience_of(preferences: Preferences) -> Patience:
    """What downloads are allowed. Without metadata they wait a third as long, unknown to their
    trackers a twelfth."""
    wait_s = preferences.strike_minutes * 60.0
    return Patience(preferences.strikes, wait_s, wait_s / 3, wait_s / 12)


def blocked_for(preferences: Preferences) -> timedelta | None:
    """How long a release that stood still is not taken again; None: for good."""
    return timedelta(days=preferences.stalled_days) if preferences.stalled_days else None


async def is_spared(world: World, story: Acquisition, cause: Cause) -> bool:
    """Whether the person wants no strikes for its torrent, its tags or its indexer. That a torrent
    is private speaks for patience with its few seeds, not where its tracker has it no more."""
    preferences = world.preferences()
    item = await world.db.read(library.item, story.item_id)
    if item and labels(preferences.spared_tags) & item.facts.tags:
        return True
    if preferences.spares_private and cause is not Cause.UNREGISTERED:
        torrent = await kept_torrent(world, story)
        if isinstance(torrent, TorrentFile) and torrent.is_private:
            return True
    return (await world.db.read(wishes_of, story.indexer_id)).never_gives_up


async def stands_by(world: World, story: Acquisition, cause: Cause) -> bool:
    """Whether a download that has had its chance stays in its client, in case it comes first. One
    does for a story; what no tracker has any more does not."""
    if not world.preferences().keeps_stalled or cause is Cause.UNREGISTERED:
        return False
    return not await world.db.read(standbys, [story.id])
