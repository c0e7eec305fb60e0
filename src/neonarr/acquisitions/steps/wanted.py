"""What an import is to bring, and what its files are named by."""

from collections.abc import Sequence
from pathlib import PurePath

from sqlalchemy import Connection

from neonarr.acquisitions.model import Acquisition
from neonarr.acquisitions.world import World
from neonarr.base.ids import IndexerId
from neonarr.base.secret import Secret
from neonarr.decisions.profiles.model import MAIN_SLOT
from neonarr.decisions.subject import subject_of
from neonarr.importing.media import AUDIO
from neonarr.importing.model import Wanted
from neonarr.library.model import Item, LibraryFile
from neonarr.naming.formats import formats
from neonarr.profiles.policies import Policies
from neonarr.releases.model import Release
from neonarr.releases.parse import parse_cached


async def wanted_of(
    world: World, story: Acquisition, item: Item, there: Sequence[LibraryFile]
) -> Wanted:
    """`there` is what it replaces. The main version goes without a name of its own, so that one
    that is alone looks plain."""
    return Wanted(
        item,
        story.quality,
        "" if story.slot == MAIN_SLOT else story.slot,
        sum(PurePath(file.path).suffix.lower() in AUDIO for file in there),
        story.title,
        await world.db.read(_told_formats, world.policies, story, item),
        formats(world.preferences()),
    )


def _told_formats(
    connection: Connection, policies: Policies, story: Acquisition, item: Item
) -> tuple[str, ...]:
    """The custom formats the release meets that are to be told in file names."""
    known = policies.policy(connection, item.kind, None).formats
    if not any(one.is_in_file_names for one in known.formats):
        return ()
    release = Release(
        indexer_id=story.indexer_id or IndexerId(0),
        indexer=story.indexer or "",
        guid=story.guid or "",
        title=story.title,
        link=Secret(""),
        size=story.size,
    )
    subject = subject_of(
        release,
        parse_cached(story.title, item.kind),
        original_language=item.facts.original_language,
        year=item.year,
    )
    return tuple(one.name for one in known.met_by(subject) if one.is_in_file_names)
