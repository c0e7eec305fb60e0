"""What every adapter is given besides its settings."""

from dataclasses import dataclass

from neonarr.adapters._http import Http
from neonarr.base.clock import Clock


@dataclass(frozen=True, slots=True)
class Outside:
    """One for the whole process; `http` is shared, so its connections are too."""

    clock: Clock
    http: Http
