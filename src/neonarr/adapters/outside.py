"""What every adapter is given besides its settings."""

from dataclasses import dataclass, field

from neonarr.adapters._http import Http
from neonarr.base.clock import Clock
from neonarr.settings.memory import BriefMemory, Memory


@dataclass(frozen=True, slots=True)
class Outside:
    """One for the whole process; `http` is shared, so its connections are too."""

    clock: Clock
    http: Http
    memory: Memory = field(default_factory=BriefMemory)
