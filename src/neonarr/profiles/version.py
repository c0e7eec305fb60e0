"""A number that grows with every save: whoever made something of the profiles compares it."""

from sqlalchemy import Connection

from neonarr.settings.store import save_setting, setting_value
from neonarr.storage.db import serialize

_KEY = "profiles_version"


def current(connection: Connection) -> int:
    """The number now; 0 before the first save."""
    return int(setting_value(connection, _KEY) or 0)


def grow(connection: Connection) -> None:
    """Begin a save: others wait until it is done, and everybody will see that there was one."""
    serialize(connection, "profiles")
    save_setting(connection, _KEY, current(connection) + 1)
