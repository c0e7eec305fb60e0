"""Its name must have the words that are required."""

from neonarr.decisions.model import Candidate, Reason, Rejection
from neonarr.decisions.situation import Situation, has_term, terms_for
from neonarr.decisions.wording import terms_in_words


def required_terms(candidate: Candidate, situation: Situation) -> Rejection | None:
    """Rejects names that have none of the words of a release profile that requires any."""
    if not situation.policy.terms:
        return None
    title = candidate.release.title
    for terms in terms_for(candidate.release.indexer_id, situation):
        if terms.required and not any(has_term(title, one) for one in terms.required):
            wanted = terms_in_words(terms.required)
            return Rejection(Reason.TERM_MISSING, f"“{title}”", wanted)
    return None
