"""Every check there is: the one table of them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from neonarr.doctor.clients import paths, session, setup, tunnels
from neonarr.doctor.disks import folders, hard_links, roots, trend
from neonarr.doctor.indexers import answers
from neonarr.doctor.model import Finding
from neonarr.doctor.server import backups, clock, database, memory, version
from neonarr.doctor.visit import Visit

Look = Callable[[Visit], Awaitable[list[Finding]]]


@dataclass(frozen=True, slots=True)
class Check:
    """`key` begins the key of each of its findings; `within_s` is the longest it may take."""

    key: str
    label: str
    look: Look
    within_s: float
    before_download: bool = False
    """It is part of the look before the first download."""


CHECKS = (
    Check("session", "Connection", session.look, 30, before_download=True),
    Check("setup", "Client settings", setup.look, 30, before_download=True),
    Check("tunnel", "VPN", tunnels.look, 30, before_download=True),
    Check("paths", "Paths", paths.look, 60, before_download=True),
    Check("hard_links", "Hard links", hard_links.look, 30, before_download=True),
    Check("folders", "Folders", folders.look, 20, before_download=True),
    Check("roots", "Library disks", roots.look, 20, before_download=True),
    Check("indexers", "Indexers", answers.look, 120),
    Check("database", "Database", database.look, 60),
    Check("trend", "Disk trend", trend.look, 20),
    Check("clock", "Clock", clock.look, 5),
    Check("memory", "Memory", memory.look, 5),
    Check("backups", "Backups", backups.look, 10),
    Check("version", "Version", version.look, 5),
)

LABELS = {check.key: check.label for check in CHECKS}


def label_of(finding_key: str) -> str:
    """What its check is called.

    >>> label_of("hard_links.two_mounts")
    'Hard links'
    """
    return LABELS.get(finding_key.partition(".")[0], finding_key)
