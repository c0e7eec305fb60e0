"""The download clients that are configured now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from neonarr.base.ids import AdapterId
from neonarr.downloads.port import DownloadClient


@dataclass(frozen=True, slots=True)
class ConnectedClient:
    """A configured client. The lowest `priority` number is preferred for new downloads."""

    id: AdapterId
    name: str
    priority: int
    client: DownloadClient


class Clients:
    """The set in use; `main` replaces it when settings change."""

    def __init__(self) -> None:
        self._by_id: dict[AdapterId, ConnectedClient] = {}
        self.elsewhere: frozenset[AdapterId] = frozenset()
        """Built-in engines of other processes on the same database: their downloads are theirs."""

    def replace(
        self, connected: Sequence[ConnectedClient], elsewhere: Collection[AdapterId] = ()
    ) -> None:
        order = sorted(connected, key=lambda c: (c.priority, c.id))
        self._by_id = {one.id: one for one in order}
        self.elsewhere = frozenset(elsewhere)

    def get(self, client_id: AdapterId | None) -> ConnectedClient | None:
        return self._by_id.get(client_id) if client_id is not None else None

    def preferred(self) -> ConnectedClient | None:
        """Where new downloads go; None when no client is configured."""
        return next(iter(self._by_id.values()), None)

    def all(self) -> list[ConnectedClient]:
        return list(self._by_id.values())
