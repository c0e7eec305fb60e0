"""Does each indexer let us in, answer a real search, and offer what we look for?"""

import asyncio
from datetime import datetime

from neonarr.base.errors import OutsideError
from neonarr.doctor.model import Action, Finding, Severity, fine
from neonarr.doctor.visit import Tried, Visit
from neonarr.health.checks import checked
from neonarr.search import store
from neonarr.search.ask import ConnectedIndexer
from neonarr.search.port import Overseen, SourceView
from neonarr.search.store import SourceHealth

ANSWERS_WITHIN_S = 60.0
TRIED = "Asked what it offers, and for its latest releases, with the key that is set."
READ = "Read what it said when it was last asked."
OVERSEEN = "Asked it about its own sources and their categories."


async def look(visit: Visit) -> list[Finding]:
    connected = visit.world.search.indexers
    if not connected:
        return [
            Finding(
                "indexers.none",
                "Indexers",
                Severity.WARNING,
                "Looked for an indexer that is switched on.",
                "There is none.",
                "Nothing can be searched.",
                "Add your Prowlarr, Jackett or a Torznab address in Settings → Indexers.",
                is_told_elsewhere=True,
            )
        ]
    known = await visit.world.db.read(store.sources)
    now = visit.world.clock.now()
    every = await asyncio.gather(*(_one(visit, each, known, now) for each in connected))
    return [finding for found in every for finding in found]


async def _one(
    visit: Visit, connected: ConnectedIndexer, known: list[SourceHealth], now: datetime
) -> list[Finding]:
    ours = [source for source in known if source.adapter_id == connected.adapter_id]
    held = [s for s in ours if s.backoff_until and s.backoff_until > now]
    found = [_held(connected, source) for source in held]
    if not visit.is_thorough or any(source.is_limited for source in held):
        # A rate limit is respected by the doctor too, and a schedule spends nobody's budget.
        found += _still(visit, connected, ours)
        return found or [fine("indexers", connected.name, READ, _last(ours))]
    tried = await _tried(connected)
    visit.tried[connected.adapter_id] = Tried(connected.indexer, now, tried)
    return [*found, *tried]


async def _tried(connected: ConnectedIndexer) -> list[Finding]:
    check = await checked(connected.indexer, connected.name, ANSWERS_WITHIN_S)
    if not check.is_ok:
        return [_silent(connected, check.message)]
    return [fine("indexers", connected.name, TRIED, check.message), *await _overseen(connected)]


def _still(visit: Visit, connected: ConnectedIndexer, ours: list[SourceHealth]) -> list[Finding]:
    """What was wrong when it was really tried; nothing once it has answered a search since."""
    last = visit.tried.get(connected.adapter_id)
    if last is None or last.adapter is not connected.indexer:
        return []
    if any(source.last_ok_at and source.last_ok_at > last.at for source in ours):
        return []
    return [finding for finding in last.findings if finding.severity is not Severity.OK]


def _last(ours: list[SourceHealth]) -> str:
    asked = [source.last_ok_at for source in ours if source.last_ok_at]
    return f"It answered {max(asked):%Y-%m-%d %H:%M} UTC." if asked else "It was not asked yet."


def _held(connected: ConnectedIndexer, source: SourceHealth) -> Finding:
    until = f"{source.backoff_until:%H:%M} UTC" if source.backoff_until else "soon"
    name = source.name if source.name == connected.name else f"{connected.name}: {source.name}"
    return Finding(
        "indexers.limited" if source.is_limited else "indexers.backing_off",
        name,
        Severity.NOTICE if source.is_limited else Severity.WARNING,
        READ,
        source.last_error or "It failed.",
        f"It is left alone until {until}"
        + (", as it asked." if source.is_limited else f" after {source.failures} failures."),
        "Nothing: it is asked again by itself."
        if source.is_limited
        else "Mend what it says, then try it now.",
        None
        if source.is_limited
        else Action("ask_again", "Try it now", {"adapterId": connected.adapter_id}),
        is_told_elsewhere=True,
    )


def _silent(connected: ConnectedIndexer, said: str) -> Finding:
    return Finding(
        "indexers.failed",
        connected.name,
        Severity.ERROR,
        TRIED,
        said,
        "Nothing is found there.",
        "Open it in Settings → Indexers and use Test.",
    )


async def _overseen(connected: ConnectedIndexer) -> list[Finding]:
    if not isinstance(connected.indexer, Overseen):
        return []
    try:
        async with asyncio.timeout(ANSWERS_WITHIN_S):
            views = await connected.indexer.views()
    except (OutsideError, TimeoutError):
        return []  # it has just answered; what it says of others is no duty of it
    troubles = [_view(connected, view) for view in views]
    return [trouble for trouble in troubles if trouble]


def _view(connected: ConnectedIndexer, view: SourceView) -> Finding | None:
    name = view.name if view.name == connected.name else f"{connected.name}: {view.name}"
    if not view.is_enabled:
        return Finding(
            "indexers.switched_off",
            name,
            Severity.NOTICE,
            OVERSEEN,
            f"{connected.name} has it switched off.",
            "It is not searched.",
            f"Switch it on in {connected.name}, or delete it there.",
        )
    if view.trouble:
        return Finding(
            "indexers.own_trouble",
            name,
            Severity.WARNING,
            OVERSEEN,
            view.trouble,
            f"{connected.name} itself reports it.",
            f"See the System and Indexers pages of {connected.name}.",
        )
    return _categories(name, view)


def _categories(name: str, view: SourceView) -> Finding | None:
    if view.has_movies is False and view.has_music is False:
        return Finding(
            "indexers.no_category",
            name,
            Severity.WARNING,
            OVERSEEN,
            "It offers neither movies (2000) nor music (3000).",
            "It is asked for nothing, and costs time.",
            "Switch it off for Neonarr, or choose other categories where it is set up.",
        )
    if view.has_movies is None and view.has_music is None:
        return None
    if view.has_movies and view.has_music:
        return None
    what = "movies, no music" if view.has_movies else "music, no movies"
    return fine("indexers.categories", name, OVERSEEN, f"It offers {what}.")
