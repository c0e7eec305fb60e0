"""The profile and the formats somebody wants tried, saved or not."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from neonarr.base.errors import Invalid
from neonarr.decisions.formats.kinds import CustomFormat
from neonarr.decisions.formats.matching import FormatSet
from neonarr.decisions.formats.reading import read_formats
from neonarr.decisions.given import Given
from neonarr.decisions.profiles.model import Profile
from neonarr.decisions.profiles.whole import read_whole_profile
from neonarr.decisions.situation import Policy
from neonarr.profiles import formats as stored_formats
from neonarr.profiles import store
from neonarr.profiles.policies import Policies
from neonarr.profiles.store import StoredProfile
from neonarr.profiles.tables import ProfileId
from neonarr.web.api.profiles.kept import kind_of


def tried_profile(connection: Connection, asked: Given) -> tuple[StoredProfile | None, Profile]:
    """The stored profile of `profileId`, if any, and how it is tried: as `profile` has it, or as it
    is. A profile that is not stored is of the `kind` beside it. Raises NotFound, Invalid."""
    before = None
    if asked.has("profileId"):
        before = store.expected(connection, ProfileId(asked.whole("profileId")))
    if not asked.has("profile"):
        if before is None:
            raise Invalid("profileId", "Give the profileId of a profile, or a changed profile.")
        return before, before.profile
    kind = before.profile.kind if before else kind_of(asked)
    numbers = stored_formats.format_ids(connection)
    old = before.profile if before else None
    return before, read_whole_profile(asked.value["profile"], kind, numbers, old)


def policy_of(connection: Connection, policies: Policies, profile: Profile, asked: Given) -> Policy:
    """What counts under that profile, with the `formats` that were given, if any."""
    policy = policies.policy(connection, profile.kind, profile)
    if not asked.has("formats"):
        return policy
    return replace(policy, formats=FormatSet(_with_formats(policy.formats.formats, asked)))


def _with_formats(known: Sequence[CustomFormat], asked: Given) -> list[CustomFormat]:
    """Those there are, with the given ones in place of those of the same name."""
    new = {one.name.casefold(): one for one in read_formats(asked.value["formats"])}
    return [*(one for one in known if one.name.casefold() not in new), *new.values()]
