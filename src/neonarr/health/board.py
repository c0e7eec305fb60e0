"""The latest word on every component, with the time since when it holds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from neonarr.base.clock import Clock


@dataclass(frozen=True, slots=True)
class Component:
    """`kind` is database, download_client, indexer, vpn, folder, import, upgrade, format or
    doctor."""

    name: str
    kind: str
    status: str
    """ok, warning or error."""
    message: str
    since: datetime
    todo: str = ""


class Board:
    """In memory: each process says what it sees itself. `on_change` is called after a change."""

    def __init__(self, clock: Clock, on_change: Callable[[], Any] = lambda: None) -> None:
        self._clock, self._on_change = clock, on_change
        self._components: dict[tuple[str, str], Component] = {}

    def good(self, name: str, kind: str, message: str) -> None:
        self._put(name, kind, "ok", message)

    def answered(self, name: str, kind: str) -> None:
        """It works; what was said of it when it was last looked at closely stays."""
        before = self._components.get((kind, name))
        if before is None or before.status != "ok":
            self.good(name, kind, f"{name} answers.")

    def is_warned(self, name: str, kind: str) -> bool:
        """Whether it works, but not well."""
        known = self._components.get((kind, name))
        return known is not None and known.status == "warning"

    def warn(self, name: str, kind: str, message: str, todo: str = "") -> None:
        self._put(name, kind, "warning", message, todo)

    def bad(self, name: str, kind: str, message: str, todo: str = "") -> None:
        self._put(name, kind, "error", message, todo)

    def _put(self, name: str, kind: str, status: str, message: str, todo: str = "") -> None:
        before = self._components.get((kind, name))
        is_same = before is not None and before.status == status
        since = before.since if before is not None and is_same else self._clock.now()
        self._components[kind, name] = now = Component(name, kind, status, message, since, todo)
        if now != before:
            self._on_change()

    def forget(self, kind: str, keep: set[str]) -> None:
        """Drop the components of that kind that are not configured any more."""
        kept = {k: one for k, one in self._components.items() if k[0] != kind or k[1] in keep}
        if len(kept) < len(self._components):
            self._components = kept
            self._on_change()

    def all(self) -> list[Component]:
        """Worst first, then by kind and name."""
        worst = {"error": 0, "warning": 1, "ok": 2}
        return sorted(self._components.values(), key=lambda c: (worst[c.status], c.kind, c.name))
