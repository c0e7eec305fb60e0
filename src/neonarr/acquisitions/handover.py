"""What is handed to a download client, and how."""

from neonarr.acquisitions import torrents
from neonarr.acquisitions.model import Acquisition
from neonarr.acquisitions.world import World
from neonarr.base.kinds import MediaKind
from neonarr.downloads.model import AddOptions, ShareGoal
from neonarr.downloads.torrent import Magnet, TorrentFile, read_magnet, read_torrent
from neonarr.settings.model import Preferences, RemoveTorrent

CATEGORIES = {MediaKind.MOVIE: "neonarr-movies", MediaKind.ALBUM: "neonarr-music"}
TAG = "neonarr"

Torrent = TorrentFile | Magnet


async def kept_torrent(world: World, one: Acquisition) -> Torrent | None:
    """What was stored before a client saw it; None if it never came that far."""
    if one.info_hash is None:
        return None
    kept = await world.db.read(torrents.kept_torrent, one.info_hash)
    if kept is None:
        return None
    content, sealed_magnet = kept
    if content is not None:
        return read_torrent(content)
    return read_magnet(world.vault.open(sealed_magnet or "").reveal())


def options_for(one: Acquisition, preferences: Preferences) -> AddOptions:
    """How this acquisition is added to a client."""
    goal = None
    if preferences.remove_torrent is RemoveTorrent.AT_SHARE_GOAL:
        goal = ShareGoal(preferences.share_ratio, preferences.share_minutes * 60)
    return AddOptions(
        category=CATEGORIES[one.kind], tags=(TAG,), to_top=one.priority > 0, share_goal=goal
    )
