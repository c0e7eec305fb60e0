"""A clock moved by hand."""

from datetime import UTC, datetime, timedelta


class MovedClock:
    """Stands still until `move()` is called."""

    def __init__(self, at: datetime = datetime(2026, 1, 1, 12, tzinfo=UTC)) -> None:
        self._at = at
        self._passed = 0.0

    def now(self) -> datetime:
        return self._at + timedelta(seconds=self._passed)

    def monotonic(self) -> float:
        return self._passed

    def move(self, seconds: float) -> None:
        self._passed += seconds

    def set_back(self, seconds: float) -> None:
        """As somebody who corrects it: time goes on all the same."""
        self._at -= timedelta(seconds=seconds)
