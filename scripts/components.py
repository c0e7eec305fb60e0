"""The programs the tests run against: installed through apt when root, else named in one line."""

import os
import shutil
import sys
from pathlib import Path

from setup import apt_install

PACKAGES = {
    "qbittorrent-nox": ("qbittorrent-nox",),
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


def main() -> None:
    lacking = missing()
    if lacking and os.geteuid() == 0 and shutil.which("apt-get"):
        apt_install(lacking)
    elif lacking:
        names = " ".join(lacking)
        print(
            f"Not installed: {names}. To test with them: sudo apt install {names}", file=sys.stderr
        )


if __name__ == "__main__":
    main()
