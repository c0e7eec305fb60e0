"""Profiles that come in from a file: all of them with the formats they bring, or none."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from neonarr.base.errors import Invalid
from neonarr.decisions.given import shown
from neonarr.decisions.profiles.model import Profile
from neonarr.decisions.profiles.portable import Portable, profile_of
from neonarr.profiles import formats, store, version
from neonarr.profiles.formats import StoredFormat
from neonarr.profiles.store import StoredProfile


@dataclass(frozen=True, slots=True)
class Imported:
    """`formats` are those that were brought along and not here yet."""

    profiles: tuple[StoredProfile, ...]
    formats: tuple[StoredFormat, ...]


def import_profiles(
    connection: Connection, given: Iterable[Portable], *, may_replace: bool = False
) -> Imported:
    """A guide's profile takes the place of its older self; another one of the same name is replaced
    only if it may be. Formats that are here already stay as they are. Raises Invalid."""
    version.grow(connection)
    profiles, brought = [], []
    for one in given:
        brought += _bring(connection, one)
        known = [stored.format for stored in formats.known(connection)]
        profiles.append(_save(connection, profile_of(one, known), may_replace))
    return Imported(tuple(profiles), tuple(brought))


def _bring(connection: Connection, one: Portable) -> list[StoredFormat]:
    here = [stored.format for stored in formats.known(connection)]
    names = {known.name.casefold() for known in here}
    guides = {known.guide.trash_id for known in here if known.guide}
    new = [
        brought
        for brought in one.formats
        if brought.name.casefold() not in names
        and not (brought.guide and brought.guide.trash_id in guides)
    ]
    return formats.import_formats(connection, new)


def _save(connection: Connection, new: Profile, may_replace: bool) -> StoredProfile:
    known = store.profiles(connection, new.kind)
    older = next((one for one in known if _is_older_self(one, new)), None)
    named = next((o for o in known if o.profile.name.casefold() == new.name.casefold()), None)
    if named is not None and older is None:
        if not may_replace:
            raise Invalid(
                "name",
                f"There is a profile {shown(new.name)} already; rename one of them, or import "
                "with replace=true to put this one in its place.",
            )
        older = named
    if older is None:
        return store.add_profile(connection, new)
    return store.change_profile(connection, older.id, new)


def _is_older_self(one: StoredProfile, new: Profile) -> bool:
    before, now = one.profile.guide, new.guide
    return before is not None and now is not None and before.trash_id == now.trash_id
