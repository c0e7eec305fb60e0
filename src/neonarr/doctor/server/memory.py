"""Is there memory left, for us and around us?"""

from contextlib import suppress

from neonarr.doctor.model import Finding, Severity, fine
from neonarr.doctor.visit import Visit
from neonarr.doctor.wording import amount

TRIED = "Read what this process uses, what the machine has left, and the container's limit."
LITTLE = 150_000_000
PROC, CGROUP = "/proc", "/sys/fs/cgroup"


async def look(visit: Visit) -> list[Finding]:
    return await visit.on_disk(looked)


def looked(proc: str = PROC, cgroup: str = CGROUP) -> list[Finding]:
    """Blocking."""
    own = _kib(f"{proc}/self/status", "VmRSS:")
    left = _kib(f"{proc}/meminfo", "MemAvailable:")
    limit, used = _number(f"{cgroup}/memory.max"), _number(f"{cgroup}/memory.current")
    room = limit - used if limit is not None and used is not None else None
    if room is not None:  # files the kernel remembers count as used, and give way to anything
        room += _named(f"{cgroup}/memory.stat", "inactive_file") or 0
    tightest = min((x for x in (left, room) if x is not None), default=None)
    seen = f"This process uses {amount(own or 0)}"
    if tightest is None:
        return [fine("memory", "Memory", TRIED, f"{seen}.")]
    seen += f"; {amount(max(0, tightest))} are left."
    if tightest >= LITTLE:
        return [fine("memory", "Memory", TRIED, seen)]
    is_container = room is not None and room == tightest
    return [
        Finding(
            "memory",
            "Memory",
            Severity.WARNING,
            TRIED,
            seen,
            f"The container's limit of {amount(limit or 0)} is nearly reached."
            if is_container
            else "The machine is short of memory.",
            "Raise the limit, or stop something else: the system ends programs when none is left.",
        )
    ]


def _kib(path: str, name: str) -> int | None:
    """In bytes; None where it is not told."""
    found = _named(path, name)
    return None if found is None else found * 1024


def _named(path: str, name: str) -> int | None:
    with suppress(OSError, ValueError), open(path, encoding="ascii", errors="replace") as file:
        for line in file:
            first, *rest = line.split()
            if first == name:
                return int(rest[0])
    return None


def _number(path: str) -> int | None:
    with suppress(OSError, ValueError), open(path, encoding="ascii") as file:
        return int(file.read())
    return None
