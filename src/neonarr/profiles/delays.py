"""How long a release must wait for a better one; one delay counts for everything."""

from datetime import timedelta

import msgspec
from sqlalchemy import Connection

from neonarr.decisions.situation import Delay
from neonarr.profiles import version
from neonarr.settings.store import save_setting, setting_value

_KEY = "delay"
NO_DELAY = Delay(timedelta(0))


def delay(connection: Connection) -> Delay:
    """`NO_DELAY` where nothing was saved."""
    kept = setting_value(connection, _KEY)
    return NO_DELAY if kept is None else msgspec.convert(kept, Delay)


def save_delay(connection: Connection, new: Delay) -> None:
    version.grow(connection)
    save_setting(connection, _KEY, msgspec.to_builtins(new))
