"""What is told of a torrent to Transmission, and what its answer to an addition means."""

import base64
from typing import Any

from neonarr.adapters._redact import quoted
from neonarr.adapters._transmission.answers import Added, read
from neonarr.adapters._transmission.session import SUCCESS, Answered
from neonarr.base.errors import Refused, Rejected, Unintelligible
from neonarr.downloads.model import AddOptions, ShareGoal
from neonarr.downloads.torrent import Magnet, TorrentFile

_SINGLE, _UNLIMITED = 1, 2
"""seedRatioMode and seedIdleMode: a limit of its own, or none, whatever the session's is."""


def addition(
    torrent: TorrentFile | Magnet, options: AddOptions, default_folder: str
) -> dict[str, Any]:
    """The arguments of torrent-add."""
    # Since 4.0 labels are taken here; before, they are passed over and set afterwards.
    arguments: dict[str, Any] = {"paused": options.is_paused, **labels(options)}
    folder = options.save_path or default_folder
    if folder:
        arguments["download-dir"] = folder
    if isinstance(torrent, TorrentFile):
        return arguments | {"metainfo": base64.b64encode(torrent.content).decode()}
    return arguments | {"filename": torrent.link.reveal()}


def is_new(service: str, torrent: TorrentFile | Magnet, answered: Answered) -> bool:
    """False if Transmission had it already. Raises Rejected, Refused, Unintelligible."""
    if answered.result == "duplicate torrent":  # before 2.80, and where two files clash
        return False
    if answered.result != SUCCESS:
        raise _refusal(service, torrent, answered.result)
    added = read(service, answered.arguments, Added)
    named = added.torrent_added or added.torrent_duplicate
    if named is None or named.hash_string not in (torrent.info_hash, torrent.other_hash):
        raise Unintelligible(service, "took a torrent, but not the one it was given.")
    return added.torrent_added is not None


def labels(options: AddOptions) -> dict[str, list[str]]:
    """The category and the tags. Transmission shows labels parted by commas: none may hold one."""
    clean = [label.replace(",", " ").strip() for label in (options.category, *options.tags)]
    kept = [label for label in clean if label]
    return {"labels": kept} if kept else {}


def goal_arguments(goal: ShareGoal | None) -> dict[str, Any]:
    """Of torrent-set. Transmission has no goal for the time of seeding, and its limit on being idle
    would end seeding before either goal."""
    if goal is None:
        return {}
    unlimited = {"seedRatioMode": _UNLIMITED, "seedIdleMode": _UNLIMITED}
    if goal.ratio is None:
        return unlimited
    return unlimited | {"seedRatioMode": _SINGLE, "seedRatioLimit": goal.ratio}


def _refusal(service: str, torrent: TorrentFile | Magnet, result: str) -> Refused | Rejected:
    said = quoted(result)
    if "torrent" not in result.lower():
        return Refused(service, f"did not take this torrent and says: {said}.")
    is_hybrid = torrent.other_hash is not None
    return Rejected(
        service,
        f"does not accept this torrent ({said}).",
        "It is a hybrid of v1 and v2, which Transmission reads from 4.0 on. Choose another release."
        if is_hybrid
        else "Choose another release.",
    )
