"""It must be the whole thing."""

import re

from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation
from neonarr.decisions.wording import size_in_words

_SAMPLE = re.compile(r"(?<![^\W_])sample(?![^\W_])", re.IGNORECASE)
_LARGEST = 70 * 2**20
"""Bytes; the family draws the line there too."""


def no_sample(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects what calls itself a sample and is as small as one: a movie may be called so too."""
    release = candidate.release
    if not release.size or release.size >= _LARGEST or not _SAMPLE.search(release.title):
        return None
    return Rejection(Reason.SAMPLE, size_in_words(release.size), "the whole")
