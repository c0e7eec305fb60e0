"""The programs the tests run against: installed through apt when root, else named in one line."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from setup import apt_install, run

POLICY = Path("/usr/sbin/policy-rc.d")
"""What Debian's packages ask before they start anything; 101 is no.

Source: https://people.debian.org/~hmh/invokerc.d-policyrc.d-specification.txt
"""
PACKAGES = {
    "qbittorrent-nox": ("qbittorrent-nox",),
    "transmission-daemon": ("transmission-daemon",),
    "unar": ("unar",),
    "7zip": ("7zz", "7z"),
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "postgresql": ("initdb",),
    "ffmpeg": ("ffmpeg",),
    "btrfs-progs": ("mkfs.btrfs",),
}
"""Debian package -> what its program may be called."""


def missing() -> list[str]:
    """The packages none of whose programs is here."""
    # Debian keeps the PostgreSQL server's programs off the PATH.
    places = [os.environ.get("PATH", ""), *map(str, Path("/usr/lib/postgresql").glob("*/bin"))]
    path = os.pathsep.join(places)
    return [
        package
        for package, programs in PACKAGES.items()
        if not any(shutil.which(program, path=path) for program in programs)
    ]


@contextmanager
def nothing_starts(policy: Path = POLICY) -> Iterator[None]:
    """Meanwhile no package that is installed starts its daemon: Debian's would, Transmission's with
    discovery on and listening to everybody, and the tests start what they need themselves."""
    kept = policy.with_name(policy.name + ".before-neonarr")
    if policy.exists() and not kept.exists():
        policy.rename(kept)
    policy.write_text("#!/bin/sh\n# Written by Neonarr's ./test while it installs.\nexit 101\n")
    policy.chmod(0o755)
    try:
        yield
    finally:
        policy.unlink()
        if kept.exists():
            kept.rename(policy)


def install(packages: list[str]) -> None:
    with nothing_starts():
        apt_install(packages)
    if "transmission-daemon" in packages:
        # Nor with the next start of the machine.
        disable = ["update-rc.d", "transmission-daemon", "disable"]
        run("keep transmission-daemon from starting by itself", disable)


def main() -> None:
    lacking = missing()
    if lacking and os.geteuid() == 0 and shutil.which("apt-get"):
        install(lacking)
    elif lacking:
        names = " ".join(lacking)
        print(
            f"Not installed: {names}. To test with them: sudo apt install {names}", file=sys.stderr
        )


if __name__ == "__main__":
    main()
