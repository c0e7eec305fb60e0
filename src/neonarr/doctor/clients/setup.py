"""Is anything set in a download client that will stop or surprise us?"""

from collections.abc import Iterator

from neonarr.acquisitions.handover import CATEGORIES
from neonarr.base.units import Bytes
from neonarr.doctor.model import Action, Finding, Severity, fine
from neonarr.doctor.visit import Visit
from neonarr.doctor.wording import amount
from neonarr.downloads.setup import AtLimit, ClientSetup
from neonarr.settings.model import Preferences, RemoveTorrent

TRIED = "Read its settings: queue, share limits, speed limits, categories, connection."
CRAWLS = Bytes(100_000)
"""Bytes per second below which a limit is more likely forgotten than meant."""
TIGHT, LOW = 10_000_000_000, 1_000_000_000


async def look(visit: Visit) -> list[Finding]:
    findings = []
    for connected in visit.world.clients.all():
        setup = await visit.setup(connected)
        if setup is None:
            continue
        troubles = list(troubles_of(setup, connected.name, visit.world.preferences()))
        findings += troubles or [fine("setup", connected.name, TRIED, _facts(setup))]
    return findings


def troubles_of(setup: ClientSetup, name: str, wanted: Preferences) -> Iterator[Finding]:
    """Everything about it that stops or surprises us."""
    for trouble in (_queue, _limits, _speed, _space, _network, _excluded):
        found = trouble(setup, name, wanted)
        if found:
            yield found


def _facts(setup: ClientSetup) -> str:
    known = [f"Version {setup.version}", f"saves to {setup.save_path}"]
    ours = [
        f"{category} to {path}"
        for category, path in setup.category_paths.items()
        if category in CATEGORIES.values()
    ]
    if setup.free_space is not None:
        known.append(f"{amount(setup.free_space)} free there")
    return ", ".join(known + ours) + "."


def _queue(setup: ClientSetup, name: str, wanted: Preferences) -> Finding | None:
    most = setup.most_active
    if most is None or most >= wanted.max_active_downloads:
        return None
    if most == 0:
        return Finding(
            "setup.queue_closed",
            name,
            Severity.ERROR,
            TRIED,
            f"The queue of {name} lets no download run.",
            "Its limit of active downloads is 0.",
            f"Raise it in the queueing options of {name}, or switch its queueing off.",
        )
    return Finding(
        "setup.queue",
        name,
        Severity.WARNING,
        TRIED,
        f"{name} runs at most {most} at once; here up to {wanted.max_active_downloads} are handed "
        "over.",
        "The rest waits in its own queue, and looks stalled from here.",
        f"Switch queueing off in {name}, raise its limit, or hand over no more than it runs.",
        Action("hand_over_at_most", f"Hand over {most} at once", {"count": most}),
    )


def _limits(setup: ClientSetup, name: str, wanted: Preferences) -> Finding | None:
    if setup.at_limit not in (AtLimit.REMOVE, AtLimit.REMOVE_WITH_DATA):
        return None
    limits = []
    if setup.share_ratio is not None:
        limits.append(f"ratio {setup.share_ratio:g}")
    if setup.share_minutes is not None:
        limits.append(f"{setup.share_minutes} minutes")
    if not limits:
        return None
    with_data = setup.at_limit is AtLimit.REMOVE_WITH_DATA
    is_late = setup.share_ratio is None or setup.share_ratio >= wanted.share_ratio
    is_harmless = is_late and wanted.remove_torrent is RemoveTorrent.AT_SHARE_GOAL
    return Finding(
        "setup.removes_itself",
        name,
        Severity.ERROR if with_data else Severity.NOTICE if is_harmless else Severity.WARNING,
        TRIED,
        f"{name} removes torrents by itself at {' or '.join(limits)}"
        + (", with their files." if with_data else "."),
        "It may do so before the import, and the download is then lost."
        if with_data
        else "A torrent that is gone can't be followed to its own share goal.",
        f"Let {name} stop torrents at its limit instead; Neonarr removes them when they are "
        "imported and have shared enough.",
    )


def _speed(setup: ClientSetup, name: str, _: Preferences) -> Finding | None:
    limit = setup.down_limit
    if not setup.is_slowed and limit is None:
        return None
    what = "Its alternative speed limits are on" if setup.is_slowed else "It has a speed limit"
    told = f": {amount(limit)}/s down." if limit else "."
    is_slow = limit is not None and limit < CRAWLS
    return Finding(
        "setup.alternative_limits" if setup.is_slowed else "setup.speed_limit",
        name,
        Severity.WARNING if is_slow else Severity.NOTICE,
        TRIED,
        what + told,
        "Downloads will crawl." if is_slow else "Downloads are as slow as that allows.",
        f"Switch it off in {name} if that is not meant (the speedometer in its status bar).",
    )


def _space(setup: ClientSetup, name: str, _: Preferences) -> Finding | None:
    free = setup.free_space
    if free is None or free >= TIGHT:
        return None
    return Finding(
        "setup.space",
        name,
        Severity.ERROR if free < LOW else Severity.WARNING,
        TRIED,
        f"{amount(free)} are free where {name} saves ({setup.save_path}).",
        "A film may not fit; a full disk stops all of its downloads.",
        "Free some space there, or let it save to another disk.",
    )


def _network(setup: ClientSetup, name: str, _: Preferences) -> Finding | None:
    if setup.is_connected is False:
        return Finding(
            "setup.disconnected",
            name,
            Severity.WARNING,
            TRIED,
            f"{name} says it is not connected to the network.",
            "It is bound to an interface or address that is not there, often a VPN that is down.",
            f"Bring the VPN up, or choose another network interface in {name}.",
        )
    if setup.is_reachable is False:
        return Finding(
            "setup.firewalled",
            name,
            Severity.NOTICE,
            TRIED,
            f"{name} says that no peer has connected to it from outside.",
            "Its port is not open to the internet; it gets fewer peers, and shares less.",
            "Forward its listening port in the router or VPN, if you can.",
        )
    return None


def _excluded(setup: ClientSetup, name: str, _: Preferences) -> Finding | None:
    media = (".mkv", ".mp4", ".avi", ".m4v", ".ts", ".flac", ".mp3", ".m4a", ".ogg", ".srt")
    bad = [p for p in setup.excluded_names if p.lower().lstrip("*") in (*media, ".*", "")]
    if not bad:
        return None
    return Finding(
        "setup.excluded",
        name,
        Severity.ERROR,
        TRIED,
        f"{name} leaves out files named {', '.join(bad)}.",
        "Those are what is to be imported.",
        f"Take them off its list of excluded file names (Options → Downloads in {name}).",
    )
