"""The presets, stored on the first start."""

from sqlalchemy import Connection

from neonarr.base.kinds import MediaKind
from neonarr.profiles import formats, store


def seed(connection: Connection) -> None:
    """Store the presets of each kind that has no profile. The last one of a kind can't be deleted,
    so what a person took away never comes back."""
    for kind in MediaKind:
        if store.default_profile(connection, kind) is not None:
            continue
        # Making them compiles patterns, which later starts need not pay for.
        from neonarr.decisions.profiles.presets import presets  # noqa: PLC0415

        made = presets(kind)
        scored = {one.name: one for preset in made for one in preset.formats}
        formats.import_formats(connection, scored.values())
        for preset in made:
            store.add_profile(connection, preset.profile)
