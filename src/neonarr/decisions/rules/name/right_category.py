"""The indexer must file the release where such things belong.

Source: https://torznab.github.io/spec-1.3-draft/torznab/Specification-v1.3.html#predefined-categories
"""

from neonarr.base.kinds import MediaKind
from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation

_NAMES = {1: "games", 2: "movies", 3: "music", 4: "software", 5: "series", 6: "adult", 7: "books"}
"""By the thousands. 8 is Other and says nothing, like the numbers of an indexer's own above."""

_WANTED = {MediaKind.MOVIE: 2, MediaKind.ALBUM: 3}

_NOT_MUSIC = {3020: "music videos", 3030: "audiobooks"}


def right_category(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects what is filed elsewhere only; no category, or none that is known, passes."""
    want, categories = situation.want, candidate.release.categories
    if not categories:
        return None
    wanted = {_WANTED[want.kind]} if want else set(_WANTED.values())
    words = " or ".join(_NAMES[thousand] for thousand in sorted(wanted))
    other = next((name for number, name in _NOT_MUSIC.items() if number in categories), None)
    if other and wanted == {_WANTED[MediaKind.ALBUM]}:
        return Rejection(Reason.WRONG_CATEGORY, other, words)
    filed = {number // 1000 for number in categories} & set(_NAMES)
    if not filed or filed & wanted:
        return None
    got = ", ".join(_NAMES[thousand] for thousand in sorted(filed))
    return Rejection(Reason.WRONG_CATEGORY, got, words)
