"""What the person set, ready for judging: the formats are compiled once and kept until a save."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from neonarr.base.kinds import MediaKind
from neonarr.decisions.formats.matching import FormatSet
from neonarr.decisions.profiles.model import Profile
from neonarr.decisions.qualities.definitions import Definition
from neonarr.decisions.situation import ChurnBudget, Delay, Policy
from neonarr.profiles import definitions, delays, formats, version


@dataclass(frozen=True, slots=True)
class _Made:
    """What was made of the saves up to `version`."""

    version: int
    formats: FormatSet
    definitions: Mapping[MediaKind, Mapping[str, Definition]]
    delay: Delay | None


class Policies:
    """One for the process. Database threads call it, so it locks; what it gives never changes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: _Made | None = None

    def policy(self, connection: Connection, kind: MediaKind, profile: Profile | None) -> Policy:
        """What counts for an item of that kind under that profile."""
        made = self._current(connection)
        return Policy(
            profile=profile,
            formats=made.formats,
            definitions=made.definitions[kind],
            delay=made.delay,
            churn=ChurnBudget(),
        )

    def _current(self, connection: Connection) -> _Made:
        now = version.current(connection)
        with self._lock:
            made = self._made
            if made is None or made.version != now:
                stored = formats.formats(connection)
                delay = delays.delay(connection)
                made = self._made = _Made(
                    now,
                    FormatSet(one.format for one in stored),
                    {kind: definitions.definitions(connection, kind) for kind in MediaKind},
                    delay if delay != delays.NO_DELAY else None,
                )
            return made
