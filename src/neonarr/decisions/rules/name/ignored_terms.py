"""Its name must not have the words that are ignored."""

from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation, has_term, terms_for
from neonarr.decisions.wording import terms_in_words


def ignored_terms(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects names that have a word some release profile ignores, and names all such words."""
    if not situation.policy.terms:
        return None
    title = candidate.release.title
    found = [
        one
        for terms in terms_for(candidate.release.indexer_id, situation)
        for one in terms.ignored
        if has_term(title, one)
    ]
    if not found:
        return None
    return Rejection(Reason.TERM_IGNORED, terms_in_words(found), "a name without it")
