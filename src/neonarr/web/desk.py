"""What the pages and the API show, gathered from the rooms in the API's own shapes."""

import asyncio
import os
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from pydantic.alias_generators import to_camel
from sqlalchemy import Connection

from neonarr.acquisitions import events, store, verdicts
from neonarr.acquisitions.judging import listed
from neonarr.acquisitions.judging.listed import Wanted
from neonarr.acquisitions.model import Acquisition, Event, State
from neonarr.acquisitions.standby.kept import Standby, standbys
from neonarr.acquisitions.states import MOVING, TAKES_SLOT
from neonarr.base.errors import Invalid, NotFound
from neonarr.base.ids import AcquisitionId, ItemId
from neonarr.base.kinds import MediaKind
from neonarr.base.version import VERSION
from neonarr.doctor.wire import plain
from neonarr.library import store as library
from neonarr.library.model import Item, LibraryFile
from neonarr.profiles import slots, terms
from neonarr.profiles import store as stored_profiles
from neonarr.settings.adapters import Role
from neonarr.settings.store import StoredAdapter
from neonarr.settings.store import adapters as stored_adapters
from neonarr.storage.backup import FOLDER, backups_in
from neonarr.web import shapes
from neonarr.web.doctor import mappings
from neonarr.web.doctor.clients import sessions
from neonarr.web.doctor.tunnels import shown as shown_vpn
from neonarr.web.importing import api as importing
from neonarr.web.inside import Inside
from neonarr.web.library import Shown
from neonarr.web.library import listed as listed_library
from neonarr.web.quality import Quality
from neonarr.web.wire import one_line, present, stamp

_INSIDE = frozenset({"default", "least", "check"})
"""What a form field is judged by; its default is told apart, for a secret has none."""


class Desk:
    def __init__(self, inside: Inside) -> None:
        self._inside = inside
        self._world = inside.world
        self.quality = Quality(self._world.db)

    async def downloads(
        self,
        *,
        movie_id: int | None = None,
        status: str | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> tuple[list[dict[str, Any]], int]:
        """Newest first, and how many there are in all. Raises Invalid for an unknown status."""
        item_id = ItemId(movie_id) if movie_id is not None else None
        wanted = store.Page(item_id, _state(status), limit, offset)

        def work(connection: Connection) -> tuple[Any, int]:
            found, total = store.page(connection, wanted)
            return _gather(connection, found), total

        gathered, total = await self._world.db.read(work)
        return self._shown(*gathered), total

    async def download(self, public_id: str) -> dict[str, Any]:
        """Raises NotFound."""

        def work(connection: Connection) -> Any:
            found = store.by_public_id(connection, public_id)
            return _gather(connection, [found]) if found else None

        gathered = await self._world.db.read(work)
        if gathered is None:
            raise NotFound(f"There is no download {public_id}.")
        return self._shown(*gathered)[0]

    async def moving(self) -> list[dict[str, Any]]:
        """Everything that is not imported, failed or removed, in queue order."""

        def work(connection: Connection) -> Any:
            return _gather(connection, store.by_state(connection, MOVING))

        return self._shown(*await self._world.db.read(work))

    async def moves_since(self, version: int) -> list[dict[str, Any]]:
        """What changed in the clients after that version of the live picture."""
        changed = self._world.live.since(version)
        if not changed:
            return []

        def work(connection: Connection) -> list[Acquisition]:
            return store.in_clients(connection, list(State))

        rows = [a for a in await self._world.db.read(work) if a.info_hash in changed]
        return [
            {
                "id": one.public_id,
                "status": one.state.value,
                **shapes.progress(one, self._world.live),
            }
            for one in rows
        ]

    def _shown(
        self,
        found: Sequence[Acquisition],
        items: dict[ItemId, Item],
        files: Sequence[LibraryFile],
        beside: dict[AcquisitionId, Standby],
    ) -> list[dict[str, Any]]:
        shown = []
        for one in found:
            client = self._world.clients.get(one.client_id)
            ours = [f for f in files if f.acquisition_id == one.id]
            label = items[one.item_id].label if one.item_id in items else one.title
            name = client.name if client else None
            told = shapes.download(one, label, name, self._world.live, ours)
            shown.append(told | shapes.standby(beside.get(one.id), self._world.live))
        return shown

    async def items(self, kind: MediaKind) -> list[dict[str, Any]]:
        found = await self._world.db.read(library.items, kind)
        return [shapes.item(one, has_file) for one, has_file in found]

    async def library(
        self, limit: int = 60, offset: int = 0, text: str = "", show: Shown = Shown.THERE
    ) -> tuple[list[dict[str, Any]], int]:
        """What was imported or added, the latest first, and how much there is in all."""
        return await self._world.db.read(listed_library, show, limit, offset, one_line(text))

    async def blocklist(self, limit: int = 50) -> tuple[list[dict[str, Any]], int]:
        """Releases that are not taken by themselves, the latest first, and how many there are."""
        asked = verdicts.Listing(limit)
        found, total = await self._world.db.read(verdicts.blocked, self._world.clock.now(), asked)
        return [shapes.blocked(one) for one in found], total

    async def history(self, limit: int = 50) -> list[dict[str, Any]]:
        """The newest first."""

        def work(connection: Connection) -> tuple[list[Event], dict[int, str]]:
            found = events.latest_events(connection, limit)
            return found, _labels(connection, found)

        found, labels = await self._world.db.read(work)
        return [shapes.event(one, labels.get(one.id, one.title)) for one in found]

    async def decisions(self, wanted: Wanted) -> tuple[list[dict[str, Any]], int]:
        """Without their candidates, the newest first, and how many there are in all."""
        found, total = await self._world.db.read(listed.decisions, wanted)
        return [shapes.decision(one) for one in found], total

    async def decision(self, number: int) -> dict[str, Any]:
        """With every candidate that was kept. Raises NotFound."""
        found = await self._world.db.read(listed.decision, number)
        if found is None:
            raise NotFound(f"Decision {number} is not kept, or there never was one.")
        return shapes.decision(found)

    async def profiles(self, kind: MediaKind) -> list[tuple[int, str]]:
        """Number and name of each profile of the kind."""
        found = await self._world.db.read(stored_profiles.profiles, kind)
        return [(one.id, one.profile.name) for one in found]

    async def told(self, found: Sequence[Event]) -> list[dict[str, Any]]:
        """Events, those of a download with it, for the live stream."""

        def work(connection: Connection) -> tuple[dict[int, str], Any]:
            stories = _stories(connection, found)
            return _labels(connection, found), _gather(connection, list(stories.values()))

        labels, gathered = await self._world.db.read(work)
        downloads = {one["id"]: one for one in self._shown(*gathered)}
        return [
            {
                **shapes.event(one, labels.get(one.id, one.title)),
                **({"download": downloads.get(one.public_id)} if one.public_id else {}),
            }
            for one in found
        ]

    async def health(self) -> dict[str, Any]:
        return shapes.health(self._inside.board.all())

    async def vpns(self) -> list[dict[str, Any]]:
        """The tunnel of each VPN, as last seen."""
        tunnels = self._world.tunnels
        return [shown_vpn(one, tunnels) for one in tunnels.all()]

    async def clients(self) -> list[dict[str, Any]]:
        """How we stand with each download client that is reached over a session."""
        return sessions(self._world.clients)

    async def stats(self) -> dict[str, Any]:
        """What the pages count; today begins at midnight in the time zone of the server."""
        now = self._world.clock.now().astimezone()
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)

        def work(connection: Connection) -> tuple[dict[State, int], int]:
            return store.counts(connection), store.imported_since(connection, midnight)

        counts, today = await self._world.db.read(work)
        down, up = self._world.live.speeds()
        return {
            "active": sum(counts.get(s, 0) for s in TAKES_SLOT),
            "queued": sum(counts.get(s, 0) for s in (State.QUEUED, State.CHOSEN, State.WANTED)),
            "moving": sum(counts.get(s, 0) for s in MOVING),
            "paused": counts.get(State.PAUSED, 0),
            "failed": counts.get(State.FAILED, 0),
            "imported": counts.get(State.IMPORTED, 0),
            "importedToday": today,
            "downSpeed": down,
            "upSpeed": up,
        }

    async def adapters(self, role: Role | None = None) -> list[dict[str, Any]]:
        found = await self._world.db.read(stored_adapters, role)
        return [self.adapter(one) for one in found]

    def adapter(self, one: StoredAdapter) -> dict[str, Any]:
        spec = self._inside.registry.spec(one.role, one.kind)
        every = self._inside.board.all()
        said = next((c for c in every if (c.kind, c.name) == (one.role.value, one.name)), None)
        status = {"ok": said.status == "ok", "message": said.message} if said else None
        return present(
            {
                "id": one.id,
                "role": one.role.value,
                "kind": one.kind,
                "kindLabel": spec.label if spec else f"{one.kind} (unknown to this version)",
                "name": one.name,
                "settings": self._inside.registry.shown(one),
                "isEnabled": one.is_enabled,
                "priority": one.priority,
                "origin": one.origin.split(":")[0],
                "isEditable": one.origin == "user",
                "status": status,
            }
        )

    def adapter_kinds(self, role: Role) -> list[dict[str, Any]]:
        """What can be added, with the form of each."""
        return [
            {
                "kind": spec.kind,
                "label": spec.label,
                "fields": [
                    {to_camel(k): v for k, v in asdict(field).items() if k not in _INSIDE}
                    | {"default": field.default if field.kind != "secret" else None}
                    for field in spec.form
                ],
            }
            for spec in self._inside.registry.offered(role)
        ]

    async def preferences(self) -> dict[str, Any]:
        current = self._inside.preferences
        shown = {to_camel(name): value for name, value in asdict(current.value).items()}
        return {**shown, "locked": [to_camel(name) for name in current.fixed]}

    async def terms(self) -> list[dict[str, Any]]:
        """Words wanted and not wanted in names, the oldest first."""
        found = await self._inside.world.db.read(terms.all_terms)
        return [shapes.terms(one) for one in found]

    async def import_candidates(self, path: str | None) -> list[dict[str, Any]]:
        """What can be imported by hand; None: downloads that failed. Raises Invalid, NotFound."""
        return await importing.listed(self._inside, path)

    async def version_names(self) -> list[str]:
        """Every name a version has anywhere in the library."""
        return await self._inside.world.db.read(slots.names)

    async def mappings(self) -> list[dict[str, Any]]:
        """Where the clients' paths lie here."""
        return await mappings.listed(self._inside)

    async def diagnosis(self) -> dict[str, Any] | None:
        """What the doctor found last; None before the first look."""
        latest = self._inside.doctor.latest
        return plain(latest) if latest else None

    async def newest_backup(self) -> dict[str, Any] | None:
        """Of this data folder; None without one."""
        folder = os.path.join(self._inside.data_dir, FOLDER)
        found = await asyncio.to_thread(backups_in, folder)
        newest = found[0] if found else None
        return {**asdict(newest), "at": stamp(newest.at)} if newest else None

    async def api_key(self) -> str:
        return self._inside.api_key.reveal()

    async def is_claimed(self) -> bool:
        return await self._inside.accounts.is_claimed()

    def version(self) -> str:
        return VERSION


def _gather(
    connection: Connection, found: Sequence[Acquisition]
) -> tuple[
    Sequence[Acquisition],
    dict[ItemId, Item],
    list[LibraryFile],
    dict[AcquisitionId, Standby],
]:
    items = library.items_by_id(connection, {a.item_id for a in found})
    imported = [a.id for a in found if a.state is State.IMPORTED]
    files = library.files_of(connection, imported) if imported else []
    return found, items, files, standbys(connection, [a.id for a in found])


def _labels(connection: Connection, found: Sequence[Event]) -> dict[int, str]:
    stories = _stories(connection, found)
    items = library.items_by_id(connection, {s.item_id for s in stories.values()})
    labels = {}
    for one in found:
        story = stories.get(one.acquisition_id)
        if story and story.item_id in items:
            labels[one.id] = items[story.item_id].label
    return labels


def _stories(
    connection: Connection, found: Sequence[Event]
) -> dict[AcquisitionId | None, Acquisition]:
    """What the events tell of, where it is still there."""
    ids = {e.acquisition_id for e in found if e.acquisition_id is not None}
    stories = (store.get(connection, story_id) for story_id in ids)
    return {story.id: story for story in stories if story}


def _state(status: str | None) -> State | None:
    if not status:
        return None
    try:
        return State(status.lower())
    except ValueError as error:
        names = ", ".join(state.value for state in State)
        raise Invalid("status", f"status must be one of {names}.") from error
