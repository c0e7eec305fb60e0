"""The latest word on every component, with the time since when it holds."""

from dataclasses import dataclass
from datetime import datetime

from neonarr.base.clock import Clock


@dataclass(frozen=True, slots=True)
class Component:
    """`kind` is database, download_client, indexer, folder or import."""

    name: str
    kind: str
    status: str
    """ok, warning or error."""
    message: str
    since: datetime
    todo: str = ""


class Board:
    """In memory: each process says what it sees itself."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._components: dict[tuple[str, str], Component] = {}

    def good(self, name: str, kind: str, message: str) -> None:
        self._put(name, kind, "ok", message)

    def warn(self, name: str, kind: str, message: str) -> None:
        self._put(name, kind, "warning", message)

    def bad(self, name: str, kind: str, message: str) -> None:
        self._put(name, kind, "error", message)

    def _put(self, name: str, kind: str, status: str, message: str) -> None:
        before = self._components.get((kind, name))
        is_same = before is not None and before.status == status
        since = before.since if before is not None and is_same else self._clock.now()
        self._components[kind, name] = Component(name, kind, status, message, since)

    def forget(self, kind: str, keep: set[str]) -> None:
        """Drop the components of that kind that are not configured any more."""
        self._components = {
            key: one for key, one in self._components.items() if key[0] != kind or key[1] in keep
        }

    def all(self) -> list[Component]:
        """Worst first, then by kind and name."""
        worst = {"error": 0, "warning": 1, "ok": 2}
        return sorted(self._components.values(), key=lambda c: (worst[c.status], c.kind, c.name))
