"""Does an import take space? Proven by really making a hard link."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from neonarr.acquisitions.states import MOVING
from neonarr.acquisitions.tables import acquisition_table
from neonarr.base.kinds import MediaKind
from neonarr.doctor.disks.proving import Proof, Verdict, prove
from neonarr.doctor.model import Action, Finding, Severity, fine
from neonarr.doctor.places import Place, visible
from neonarr.doctor.visit import Visit
from neonarr.doctor.wording import amount
from neonarr.library.store import file_table
from neonarr.settings.model import ImportMode

TRIED = "Made a hard link from the downloads folder to the library and removed it again."


@dataclass(frozen=True, slots=True)
class Cost:
    """Bytes that copies have taken so far, and that downloads under way would take."""

    so_far: int
    ahead: int


async def look(visit: Visit) -> list[Finding]:
    mode = visit.world.preferences().import_mode
    preferences = visit.world.preferences()
    roots = {MediaKind.MOVIE: preferences.movies_dir, MediaKind.ALBUM: preferences.music_dir}
    found = []
    for place in await visible(visit):
        for kind, root in roots.items():
            proof = await visit.on_disk(prove, place.local, root)
            cost = await visit.world.db.read(cost_of, kind)
            found.append(_told(place, kind, proof, cost, mode))
    return found


def cost_of(connection: Connection, kind: MediaKind) -> Cost:
    of_kind = acquisition_table.c.kind == kind.value
    so_far = (
        select(func.coalesce(func.sum(file_table.c.cost), 0))
        .join(acquisition_table, acquisition_table.c.id == file_table.c.acquisition_id)
        .where(of_kind)
    )
    ahead = select(func.coalesce(func.sum(acquisition_table.c.size), 0)).where(
        of_kind, acquisition_table.c.state.in_([s.value for s in MOVING])
    )
    return Cost(
        int(connection.execute(so_far).scalar_one()), int(connection.execute(ahead).scalar_one())
    )


def _told(place: Place, kind: MediaKind, proof: Proof, cost: Cost, mode: ImportMode) -> Finding:
    folder = "movies" if kind is MediaKind.MOVIE else "music"
    subject = f"{place.client.name} → {folder}"
    if proof.verdict is Verdict.LINKED:
        return fine("hard_links", subject, TRIED, proof.seen)
    return Finding(
        f"hard_links.{proof.key}",
        subject,
        _severity(proof.verdict, mode),
        TRIED,
        proof.seen,
        " ".join(part for part in (proof.cause, _price(proof, cost, mode)) if part),
        proof.fix,
        _action(proof, mode),
    )


def _severity(verdict: Verdict, mode: ImportMode) -> Severity:
    if verdict is Verdict.UNPROVEN or mode in (ImportMode.COPY, ImportMode.SYMLINK):
        return Severity.NOTICE
    if mode is ImportMode.HARDLINK_ONLY:
        return Severity.ERROR
    return Severity.NOTICE if verdict is Verdict.REFLINKED else Severity.WARNING


def _price(proof: Proof, cost: Cost, mode: ImportMode) -> str:
    if proof.verdict is not Verdict.REFUSED or mode is ImportMode.SYMLINK:
        return ""
    if mode is ImportMode.HARDLINK_ONLY:
        return "Nothing can be imported, for the import mode allows hard links only."
    told = "Every import takes its size a second time"
    parts = [f"{amount(cost.ahead)} for what is under way"] if cost.ahead else []
    parts += [f"{amount(cost.so_far)} so far"] if cost.so_far else []
    return f"{told}: {', '.join(parts)}." if parts else f"{told}."


def _action(proof: Proof, mode: ImportMode) -> Action | None:
    is_stuck = proof.verdict in (Verdict.REFUSED, Verdict.REFLINKED)
    if not is_stuck or mode is not ImportMode.HARDLINK_ONLY:
        return None
    return Action("allow_copies", "Allow copies")
