"""How things stand with an item and outside, as far as the rules ask."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from neonarr.base.ids import IndexerId
from neonarr.base.kinds import MediaKind
from neonarr.decisions.situation import IndexerState, Outside, Standing
from neonarr.library.model import Item
from neonarr.profiles.policies import Policies
from neonarr.search.store import SourceHealth, sources
from neonarr.search.wishes import languages, wishes
from neonarr.settings.adapters import Role
from neonarr.settings.store import StoredAdapter, adapters
from neonarr.settings.tags import labels


def with_facts(standing: Standing, item: Item) -> Standing:
    """The same with what is known of the item."""
    facts = item.facts
    return replace(
        standing,
        minutes=facts.minutes,
        original_language=facts.original_language,
        tags=facts.tags,
        is_monitored=item.is_monitored,
        available_at=facts.available_at,
    )


def outside(connection: Connection, policies: Policies, kind: MediaKind, now: datetime) -> Outside:
    """Every source of the configured indexers, and the space there is for that kind."""
    states = {one.id: _state(one) for one in adapters(connection, Role.INDEXER)}
    return Outside(
        now=now,
        free_space=policies.free_space(kind),
        indexers={
            IndexerId(source.id): _with_health(states[source.adapter_id], source)
            for source in sources(connection)
            if source.adapter_id in states
        },
    )


def _state(configured: StoredAdapter) -> IndexerState:
    wished = wishes(configured.settings)
    return IndexerState(
        is_enabled=configured.is_enabled,
        priority=configured.priority,
        tags=labels(wished.tags),
        min_seeders=wished.min_seeders,
        is_freeleech_only=wished.freeleech_only,
        multi_languages=languages(wished.multi_languages),
    )


def _with_health(state: IndexerState, source: SourceHealth) -> IndexerState:
    return replace(state, resting_until=source.backoff_until) if source.backoff_until else state
