"""Which attempt at the same release it is."""

from neonarr.releases.facts import Facts
from neonarr.releases.model import Revision
from neonarr.releases.tables.facets import Facet
from neonarr.releases.words import Word


def revision_of(facts: Facts, name: str) -> Revision:
    """Version, reals and whether the group repaired its own."""
    version, real, is_repack = 1, 0, False
    for told, word in facts.get(Facet.REVISION, ()):
        if told == "real":
            real += 1
        elif told[0] != "v" or _is_version(word, name):
            version = max(version, int(told.removeprefix("v")))
            is_repack = is_repack or word.key.startswith(("repack", "rerip"))
    return Revision(version, real, is_repack)


def _is_version(word: Word, name: str) -> bool:
    """Whether a `v2` numbers the release: in brackets of its own, or behind a year or an episode.
    Behind a title it may be the title's."""
    if word.key[0].isdigit() or word.bracket == word.start - 1:
        return True
    return name[: word.start].rstrip(" ._-)]")[-1:].isdigit()
