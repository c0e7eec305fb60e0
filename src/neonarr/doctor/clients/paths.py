"""Is what a client reports visible here, and if not, where is it?"""

import os
from collections.abc import Sequence

from neonarr.acquisitions.handover import CATEGORIES
from neonarr.base.errors import OutsideError
from neonarr.doctor.clients.deriving import Derived, Sample, derive, is_here
from neonarr.doctor.model import Action, Finding, Severity, fine
from neonarr.doctor.places import Place, places
from neonarr.doctor.visit import Visit
from neonarr.downloads.clients import ConnectedClient
from neonarr.downloads.mappings import mappings
from neonarr.downloads.model import Download
from neonarr.downloads.paths import PathMapping, to_local
from neonarr.downloads.setup import Inspected

LOOKED_AT, SAMPLES = 40, 6
TRIED = "Took the paths and the finished downloads it reports, and looked for them here."


async def look(visit: Visit) -> list[Finding]:
    by_client: dict[int, list[Place]] = {}
    for place in await places(visit):
        by_client.setdefault(place.client.id, []).append(place)
    found = []
    for ours in by_client.values():
        found += await _client(visit, ours)
    return found


async def _client(visit: Visit, ours: list[Place]) -> list[Finding]:
    connected = ours[0].client
    known = await visit.world.db.read(mappings, connected.id)
    samples = await _samples(connected)
    bad: list[Place] = []
    well: list[Finding] = []
    for place in ours:
        own = [(s, to_local(s.save_path, known)) for s in samples if _is_in(s, place)]
        proof = await visit.on_disk(_proof, place.local, tuple(own))
        if proof is None:
            bad.append(place)
        else:
            well.append(fine("paths", connected.name, TRIED, _seen(place, proof)))
    if not bad:
        return well
    derived = await visit.on_disk(derive, tuple(samples), _starts(visit), tuple(known))
    return well + await _troubles(visit, bad, derived, samples)


async def _samples(connected: ConnectedClient) -> list[Sample]:
    """Of different folders first; without those whose files it does not tell."""
    if not isinstance(connected.client, Inspected):
        return []
    try:
        finished = await connected.client.finished(LOOKED_AT)
        chosen = _varied([d for d in finished if d.content_path and d.save_path])
        return [
            Sample(d.content_path, d.save_path, tuple(files))
            for d in chosen
            if (files := await connected.client.files(d.info_hash))
        ]
    except OutsideError:
        return []


def _varied(finished: Sequence[Download]) -> list[Download]:
    ours = set(CATEGORIES.values())
    seen: set[str] = set()
    first: list[Download] = []
    rest: list[Download] = []
    for download in sorted(finished, key=lambda d: d.category not in ours):
        (rest if download.save_path in seen else first).append(download)
        seen.add(download.save_path)
    return (first + rest)[:SAMPLES]


def _is_in(sample: Sample, place: Place) -> bool:
    return sample.save_path.rstrip("/\\") == place.remote.rstrip("/\\")


def _proof(local: str, samples: Sequence[tuple[Sample, str]]) -> str | None:
    """A file that shows the place is right; empty where none can be looked for yet; None if it is
    not here, or another folder is in its place."""
    shown = [is_here(sample, folder) for sample, folder in samples]
    found = next((path for path in shown if path), None)
    if found:
        return found
    if samples:
        return None
    # The folder of a category is made with its first download.
    folder = local if os.path.isdir(local) else os.path.dirname(local)
    return "" if len(folder) > 1 and os.path.isdir(folder) else None


def _seen(place: Place, proof: str) -> str:
    where = (
        f"{place.remote} is here"
        if place.remote == place.local
        else (f"{place.remote} is {place.local} here")
    )
    if proof:
        return f"{where}: {proof} was found, in the right size."
    return f"{where}. Nothing finished lies there yet that could prove it."


def _starts(visit: Visit) -> tuple[str, ...]:
    preferences = visit.world.preferences()
    return preferences.downloads_dir, preferences.movies_dir, preferences.music_dir


async def _troubles(
    visit: Visit, bad: list[Place], derived: list[Derived], samples: list[Sample]
) -> list[Finding]:
    """One finding for all the places that one mapping mends."""
    found: dict[Derived | str, Finding] = {}
    for place in bad:
        wrong = _what_is_wrong(place, await visit.on_disk(os.path.isdir, place.local))
        fitting = [d for d in derived if _covers(d, place)]
        one = max(fitting, key=lambda d: len(d.remote), default=None)
        if one:
            found.setdefault(one, _solved(place, one, wrong))
            continue
        own = tuple((s, s.save_path) for s in samples if _is_in(s, place))
        unmapped = await visit.on_disk(_proof, place.remote, own)
        told = _astray(place, unmapped, wrong) if unmapped else _unsolved(place, own, wrong)
        found[place.local] = told
    return list(found.values())


def _covers(derived: Derived, place: Place) -> bool:
    mapping = PathMapping(0, place.client.id, derived.remote, derived.local)
    return to_local(place.remote, [mapping]) != place.remote


def _what_is_wrong(place: Place, is_there: bool) -> str:
    if is_there:
        return (
            f"{place.local} is here, but holds nothing of what {place.client.name} says is in it."
        )
    return f"{place.client.name} saves to {place.remote}; there is no {place.local} here."


def _solved(place: Place, derived: Derived, wrong: str) -> Finding:
    count = "1 download" if derived.proven == 1 else f"{derived.proven} downloads"
    return Finding(
        "paths.mapping_found",
        place.client.name,
        Severity.ERROR,
        TRIED,
        wrong,
        f"It sees its files under other names: what it calls {derived.remote} is {derived.local} "
        f"here. Proven by {count}: {derived.proof} was found, in the right size.",
        "Save this path mapping, or mount the folder here under the name the client uses.",
        Action(
            "save_mapping",
            "Save the mapping",
            {
                "clientId": place.client.id,
                "remotePath": derived.remote,
                "localPath": derived.local,
            },
        ),
    )


def _astray(place: Place, proof: str, wrong: str) -> Finding:
    return Finding(
        "paths.mapping_astray",
        place.client.name,
        Severity.ERROR,
        TRIED,
        wrong,
        f"A path mapping leads astray: what it calls {place.remote} has that name here too. Proven "
        f"by {proof}, which was found, in the right size.",
        f"Delete the mapping that leads to {place.local}, in Settings → Path mappings.",
    )


def _unsolved(place: Place, own: Sequence[tuple[Sample, str]], wrong: str) -> Finding:
    why = (
        "Its finished downloads were looked for below every mount and were not found: the folder "
        "is not mounted here."
        if own
        else "Nothing it has finished could tell where the folder is."
    )
    return Finding(
        "paths.not_visible",
        place.client.name,
        Severity.ERROR,
        TRIED,
        wrong,
        why,
        "Mount that folder here (in a container: the same volume, best under the same path), or "
        "add a path mapping in Settings → Path mappings.",
    )
