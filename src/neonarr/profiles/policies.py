"""What the person set, ready for judging: the formats are compiled once and kept until a save."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection

from neonarr.base.kinds import MediaKind
from neonarr.base.units import Bytes
from neonarr.decisions.formats.matching import FormatSet
from neonarr.decisions.profiles.model import Profile
from neonarr.decisions.qualities.definitions import Definition
from neonarr.decisions.situation import TORRENT, ChurnBudget, Policy, Terms
from neonarr.profiles import definitions, delays, formats, terms, version
from neonarr.profiles.delays import DelayProfile
from neonarr.settings.model import Preferences

GB = 10**9


@dataclass(frozen=True, slots=True)
class _Made:
    """What was made of the saves up to `version`."""

    version: int
    formats: FormatSet
    definitions: Mapping[MediaKind, Mapping[str, Definition]]
    delays: tuple[DelayProfile, ...]
    terms: tuple[Terms, ...]


class Policies:
    """One for the process. Database threads call it, so it locks; what it gives never changes.

    `free_space` tells what is free for a download of that kind, as far as it is known."""

    def __init__(
        self,
        preferences: Callable[[], Preferences],
        free_space: Callable[[MediaKind], Bytes | None] = lambda _: None,
    ) -> None:
        self.free_space = free_space
        self._preferences = preferences
        self._lock = threading.Lock()
        self._made: _Made | None = None

    def policy(
        self,
        connection: Connection,
        kind: MediaKind,
        profile: Profile | None,
        tags: frozenset[str] = frozenset(),
    ) -> Policy:
        """What counts for an item of that kind, with these tags, under that profile."""
        made, set_to = self._current(connection), self._preferences()
        waiting = delays.profile_for(made.delays, tags)
        words = set_to.allowed_subs.casefold().split(",")
        return Policy(
            profile=profile,
            formats=made.formats,
            definitions=made.definitions[kind],
            terms=made.terms,
            delay=waiting.delay if waiting.delay.wait else None,
            protocols=frozenset({TORRENT}) if waiting.takes_torrents else frozenset(),
            propers=set_to.propers,
            min_age=timedelta(minutes=set_to.min_age_minutes) or None,
            retention=timedelta(days=set_to.retention_days) or None,
            refuses_hardcoded_subs=set_to.refuses_hardcoded_subs,
            allowed_subs=frozenset(word.strip() for word in words if word.strip()),
            churn=ChurnBudget(),
            grab_pause=timedelta(minutes=set_to.grab_pause_minutes) or None,
            reserve=round(set_to.reserve_gb * GB),
        )

    def too_slow(self) -> Mapping[str, str]:
        """Formats that are given up until the next save, and the pattern that took too long."""
        return self._made.formats.too_slow if self._made else {}

    def _current(self, connection: Connection) -> _Made:
        now = version.current(connection)
        with self._lock:
            made = self._made
            if made is None or made.version != now:
                stored = formats.formats(connection)
                made = self._made = _Made(
                    now,
                    FormatSet(one.format for one in stored),
                    {kind: definitions.definitions(connection, kind) for kind in MediaKind},
                    delays.delay_profiles(connection),
                    terms.in_force(connection),
                )
            return made
