"""How long a torrent is to seed: the indexer's own goal, else the one in the settings. Pure but for
the look-up.

Worked examples, with ratio 1.0 or 4,320 minutes in the settings:
- nothing set for the indexer -> 1.0 or 72 h; whoever wants torrents gone after the import has that
- ratio 2 set for it -> 2.0 or 72 h, and until then we never remove the torrent by ourselves
"""

from dataclasses import dataclass

from sqlalchemy import Connection

from neonarr.base.ids import IndexerId
from neonarr.downloads.model import Download, DownloadState, ShareGoal
from neonarr.search.wishes import Wishes, share_minutes, share_ratio, wishes_of
from neonarr.settings.model import Preferences, RemoveTorrent


@dataclass(frozen=True, slots=True)
class Sharing:
    """`goal` None: the torrent seeds as long as its client lets it, or not at all. `is_owed`: the
    indexer counts it, so that leaving early would be a hit and run."""

    goal: ShareGoal | None
    is_owed: bool = False

    def forbids_removal(self, seen: Download) -> bool:
        """Whether taking it out of the client now would be a hit and run."""
        return self.is_owed and seen.state is DownloadState.COMPLETE and not self.is_reached(seen)

    def is_reached(self, seen: Download) -> bool:
        """Either half is enough; without a goal nothing is ever reached."""
        if self.goal is None:
            return False
        ratio, seconds = self.goal.ratio, self.goal.seeding_s
        has_ratio = ratio is not None and seen.ratio >= ratio
        return has_ratio or (seconds is not None and seen.seeding_s >= seconds)


def sharing(wished: Wishes, preferences: Preferences) -> Sharing:
    """For what came from an indexer with these wishes."""
    ratio, minutes = share_ratio(wished.share_ratio), share_minutes(wished.share_minutes)
    is_owed = ratio is not None or minutes is not None
    if not is_owed and preferences.remove_torrent is not RemoveTorrent.AT_SHARE_GOAL:
        return Sharing(None)
    goal = ShareGoal(
        preferences.share_ratio if ratio is None else ratio,
        60 * (preferences.share_minutes if minutes is None else minutes),
    )
    return Sharing(goal, is_owed)


def sharing_of(
    connection: Connection, indexer_id: IndexerId | None, preferences: Preferences
) -> Sharing:
    """For what that source brought; as in the settings where it is not known any more."""
    return sharing(wishes_of(connection, indexer_id), preferences)
