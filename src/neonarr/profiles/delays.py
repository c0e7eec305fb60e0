"""How long a release must wait for a better one: by an item's tags, or for everything else."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import msgspec
from sqlalchemy import Connection

from neonarr.base.errors import Conflict, Invalid, NotFound
from neonarr.base.plain import from_plain
from neonarr.decisions.situation import Delay
from neonarr.profiles import version
from neonarr.settings.store import save_setting, setting_value

NO_DELAY = Delay(timedelta(0))
DEFAULT = 1
"""The number of the one that counts where no other does; it stays the last and has no tags."""
MOST = 200

_KEY = "delay_profiles"
_ONLY_KEY = "delay"
"""Where it was kept when there was but one."""


@dataclass(frozen=True, slots=True)
class DelayProfile:
    """It counts for items that have one of its `tags` (labels). What is said of Usenet is only told
    back: there is nothing that downloads from it."""

    id: int
    delay: Delay
    tags: frozenset[str] = frozenset()
    takes_torrents: bool = True
    takes_usenet: bool = False
    usenet_minutes: int = 0


@dataclass(frozen=True, slots=True)
class _Kept:
    """In the order in which they count, the default last. A number is never given again."""

    profiles: tuple[DelayProfile, ...]
    last_id: int = DEFAULT


def delay_profiles(connection: Connection) -> tuple[DelayProfile, ...]:
    """In the order in which they count, the default last: one that waits for nothing, where nothing
    was saved."""
    return _kept(connection).profiles


def profile_for(profiles: Sequence[DelayProfile], tags: frozenset[str]) -> DelayProfile:
    """The first that shares a tag, else the default."""
    return next((one for one in profiles if one.tags & tags), profiles[-1])


def expected(connection: Connection, number: int) -> DelayProfile:
    """The profile. Raises NotFound."""
    return _expected(_kept(connection), number)


def add_delay(connection: Connection, new: DelayProfile) -> DelayProfile:
    """Under a number of its own, counting after the other tagged ones. Raises Invalid."""
    version.grow(connection)
    kept = _kept(connection)
    if len(kept.profiles) >= MOST:
        raise Invalid("tags", f"There are {MOST} delay profiles already; delete some first.")
    made = _checked(replace(new, id=kept.last_id + 1))
    *tagged, default = kept.profiles
    _save(connection, _Kept((*tagged, made, default), made.id))
    return made


def change_delay(connection: Connection, new: DelayProfile) -> DelayProfile:
    """The one of that number becomes `new` in its place. Raises NotFound, Invalid."""
    version.grow(connection)
    kept = _kept(connection)
    _expected(kept, new.id)
    _checked(new)
    changed = tuple(new if one.id == new.id else one for one in kept.profiles)
    _save(connection, replace(kept, profiles=changed))
    return new


def delete_delay(connection: Connection, number: int) -> None:
    """Raises NotFound, and Conflict for the default."""
    version.grow(connection)
    kept = _kept(connection)
    gone = _expected(kept, number)
    if number == DEFAULT:
        raise Conflict("This delay counts where no other does; set it to 0 minutes instead.")
    others = tuple(one for one in kept.profiles if one is not gone)
    _save(connection, replace(kept, profiles=others))


def move_delay(connection: Connection, number: int, after: int | None) -> tuple[DelayProfile, ...]:
    """All of them, that one now right behind the other; None: before all. Raises NotFound, and
    Conflict for the default."""
    version.grow(connection)
    kept = _kept(connection)
    moved = _expected(kept, number)
    if DEFAULT in (number, after):
        raise Conflict("The delay that counts where no other does stays the last.")
    before = _expected(kept, after) if after is not None else None
    others = [one for one in kept.profiles if one is not moved]
    if before is not moved:
        others.insert(others.index(before) + 1 if before else 0, moved)
        kept = replace(kept, profiles=tuple(others))
        _save(connection, kept)
    return kept.profiles


def _expected(kept: _Kept, number: int) -> DelayProfile:
    for one in kept.profiles:
        if one.id == number:
            return one
    raise NotFound(f"There is no delay profile {number}.")


def _checked(one: DelayProfile) -> DelayProfile:
    if one.id == DEFAULT and one.tags:
        raise Invalid("tags", "The delay that counts where no other does can't have tags.")
    if one.id != DEFAULT and not one.tags:
        raise Invalid("tags", "Give it a tag at least, or it would count for nothing.")
    if not one.takes_torrents and not one.takes_usenet:
        raise Invalid("enableTorrent", "Allow torrents or Usenet, or nothing could be taken.")
    return one


def _kept(connection: Connection) -> _Kept:
    kept = setting_value(connection, _KEY)
    if kept is not None:
        return from_plain(kept, _Kept)
    only = setting_value(connection, _ONLY_KEY)
    delay = NO_DELAY if only is None else from_plain(only, Delay)
    return _Kept((DelayProfile(DEFAULT, delay),))


def _save(connection: Connection, kept: _Kept) -> None:
    save_setting(connection, _KEY, msgspec.to_builtins(kept))
