"""Whether what arrived in the library is what was seeded."""

from pathlib import Path
from typing import Any

from neonarr.lab.world import sha256


def problems(download: dict[str, Any], expected: dict[str, str]) -> list[str]:
    """What is wrong with an imported download, as sentences; empty when all is well.

    `expected` maps the SHA-256 of each file that must have arrived to its name at the source.
    """
    paths = [Path(path) for path in download.get("importedPaths") or ()]
    found = {sha256(path): path for path in paths if path.is_file()}
    wrong = [
        f"{path} was reported as imported, but is not there." for path in paths if not path.exists()
    ]
    wrong += [
        f"{name} did not arrive with the checksum it has at the source."
        for digest, name in expected.items()
        if digest not in found
    ]
    wrong += [
        f"{path} is none of the files that were asked for."
        for digest, path in found.items()
        if digest not in expected
    ]
    if download.get("importMethod") == "hardlink":
        wrong += [
            f"{path} is said to be a hard link, but has no second name."
            for path in found.values()
            if path.stat().st_nlink < 2
        ]
    return wrong
