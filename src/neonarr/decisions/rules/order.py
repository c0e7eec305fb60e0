"""Every rule, in the order its reason is shown; a new one is a file and a line here."""

from collections.abc import Callable

from neonarr.decisions.model import Blocklist, Candidate, Limits, Rejection, Want
from neonarr.decisions.rules.enough_seeders import enough_seeders
from neonarr.decisions.rules.fitting_size import fitting_size
from neonarr.decisions.rules.not_blocklisted import not_blocklisted
from neonarr.decisions.rules.readable_name import readable_name
from neonarr.decisions.rules.right_category import right_category
from neonarr.decisions.rules.right_item import right_item
from neonarr.decisions.rules.right_year import right_year
from neonarr.decisions.rules.wanted_quality import wanted_quality

Rule = Callable[[Candidate, Want | None, Limits, Blocklist], Rejection | None]
"""None is a yes. A rule that lacks what it judges by says yes: another one rejects that."""

RULES: tuple[Rule, ...] = (
    readable_name,
    right_category,
    right_item,
    right_year,
    wanted_quality,
    fitting_size,
    enough_seeders,
    not_blocklisted,
)
