"""Judging what a person's search brings: each release for the item it belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from neonarr.acquisitions.judging.ground import Ground, ground_for_kind, grounds_for_item
from neonarr.acquisitions.judging.placing import best_slot
from neonarr.base.ids import ItemId
from neonarr.base.kinds import MediaKind
from neonarr.decisions.choose import filed
from neonarr.decisions.model import Judged
from neonarr.decisions.profiles.model import MAIN_SLOT
from neonarr.library import store as library
from neonarr.library.model import Item
from neonarr.library.store import NewItem
from neonarr.profiles.policies import Policies
from neonarr.releases.model import ParsedName, Release
from neonarr.releases.parse import parse_cached


@dataclass(frozen=True, slots=True)
class JudgedResult:
    """A release with the library's item it belongs to, None if it has none. `scores`: what the
    profile it was judged by gives to each format."""

    judged: Judged
    scores: Mapping[str, int]
    item: Item | None
    has_file: bool


class Interactive:
    """For one answer; what its releases have in common is read once."""

    def __init__(self, connection: Connection, policies: Policies, now: datetime) -> None:
        self._connection, self._policies, self._now = connection, policies, now
        self._of_kind: dict[MediaKind, Mapping[str, Ground]] = {}
        self._of_item: dict[ItemId, Mapping[str, Ground]] = {}
        self._known: dict[NewItem, tuple[Item | None, bool]] = {}

    def judged(self, release: Release) -> JudgedResult:
        """For the version whose profile wants it most, which is where a grab puts it. Every reason
        against it is told, also those that only stop automatic searches."""
        parsed = parse_cached(release.title, filed(release))
        item, has_file = self._item(parsed)
        meant = best_slot(release, self._grounds(item, parsed))
        profile = meant.ground.situation.profile
        return JudgedResult(meant.judged, profile.scores if profile else {}, item, has_file)

    def _item(self, parsed: ParsedName | None) -> tuple[Item | None, bool]:
        if parsed is None:
            return None, False
        named = NewItem(parsed.kind, parsed.title, parsed.artist, parsed.year)
        if named not in self._known:
            item = library.find(self._connection, named)
            self._known[named] = (
                library.item_with_file(self._connection, item.id) if item else (None, False)
            )
        return self._known[named]

    def _grounds(self, item: Item | None, parsed: ParsedName | None) -> Mapping[str, Ground]:
        if item is None:
            kind = parsed.kind if parsed else MediaKind.MOVIE
            if kind not in self._of_kind:
                ground = ground_for_kind(self._connection, self._policies, kind, self._now)
                self._of_kind[kind] = {MAIN_SLOT: ground}
            return self._of_kind[kind]
        if item.id not in self._of_item:
            grounds = grounds_for_item(self._connection, self._policies, item, self._now)
            # A free search looks for no item: that it found this one is no reason for or against.
            self._of_item[item.id] = {
                slot: replace(on, situation=replace(on.situation, want=None))
                for slot, on in grounds.items()
            }
        return self._of_item[item.id]
