"""Every rule, the cheapest first among those of one kind; a new one is a file and a line here."""

from collections.abc import Callable

from neonarr.decisions.model import Candidate, Rejection
from neonarr.decisions.rules.moment.delay_over import delay_over
from neonarr.decisions.rules.moment.enough_space import enough_space
from neonarr.decisions.rules.moment.is_available import is_available
from neonarr.decisions.rules.moment.is_monitored import is_monitored
from neonarr.decisions.rules.name.ignored_terms import ignored_terms
from neonarr.decisions.rules.name.no_hardcoded_subs import no_hardcoded_subs
from neonarr.decisions.rules.name.no_sample import no_sample
from neonarr.decisions.rules.name.readable_name import readable_name
from neonarr.decisions.rules.name.required_terms import required_terms
from neonarr.decisions.rules.name.right_category import right_category
from neonarr.decisions.rules.name.right_item import right_item
from neonarr.decisions.rules.name.right_year import right_year
from neonarr.decisions.rules.name.wanted_language import wanted_language
from neonarr.decisions.rules.offer.enabled_protocol import enabled_protocol
from neonarr.decisions.rules.offer.enough_seeders import enough_seeders
from neonarr.decisions.rules.offer.free_of_charge import free_of_charge
from neonarr.decisions.rules.offer.indexer_enabled import indexer_enabled
from neonarr.decisions.rules.offer.indexer_rested import indexer_rested
from neonarr.decisions.rules.offer.old_enough import old_enough
from neonarr.decisions.rules.offer.right_tags import right_tags
from neonarr.decisions.rules.offer.young_enough import young_enough
from neonarr.decisions.rules.past.not_blocklisted import not_blocklisted
from neonarr.decisions.rules.past.not_downloading import not_downloading
from neonarr.decisions.rules.past.not_grabbed_before import not_grabbed_before
from neonarr.decisions.rules.past.not_imported import not_imported
from neonarr.decisions.rules.past.not_just_grabbed import not_just_grabbed
from neonarr.decisions.rules.past.within_churn import within_churn
from neonarr.decisions.rules.quality.better_than_there import better_than_there
from neonarr.decisions.rules.quality.cutoff_unmet import cutoff_unmet
from neonarr.decisions.rules.quality.enough_increment import enough_increment
from neonarr.decisions.rules.quality.enough_score import enough_score
from neonarr.decisions.rules.quality.fitting_size import fitting_size
from neonarr.decisions.rules.quality.upgrades_wanted import upgrades_wanted
from neonarr.decisions.rules.quality.wanted_proper import wanted_proper
from neonarr.decisions.rules.quality.wanted_quality import wanted_quality
from neonarr.decisions.situation import Situation

Rule = Callable[[Candidate, Situation], Rejection | None]
"""None is a yes. A rule that lacks what it judges by says yes: another one rejects that."""

RULES: tuple[Rule, ...] = (
    enabled_protocol,
    indexer_enabled,
    indexer_rested,
    is_monitored,
    is_available,
    right_tags,
    readable_name,
    right_category,
    right_item,
    right_year,
    wanted_quality,
    fitting_size,
    enough_seeders,
    free_of_charge,
    no_sample,
    no_hardcoded_subs,
    wanted_language,
    old_enough,
    young_enough,
    enough_space,
    not_blocklisted,
    not_imported,
    not_grabbed_before,
    enough_score,
    upgrades_wanted,
    cutoff_unmet,
    better_than_there,
    enough_increment,
    wanted_proper,
    within_churn,
    not_downloading,
    not_just_grabbed,
    delay_over,
    ignored_terms,
    required_terms,
)
