"""WANTED: ask the indexers, judge what they offer, choose."""

import asyncio
from datetime import timedelta

from sqlalchemy import Connection

from neonarr.acquisitions.judging.ground import SlotGone, ground_for_item
from neonarr.acquisitions.judging.kept import Decision, record
from neonarr.acquisitions.model import State
from neonarr.acquisitions.steps.turn import Turn
from neonarr.decisions.choose import choose_in
from neonarr.decisions.model import Choice
from neonarr.decisions.upgrading import frozen
from neonarr.library import store as library
from neonarr.library.model import Item
from neonarr.search.ask import Answer
from neonarr.search.query import for_item

SEARCH_AGAIN_S = (900, 3600, 6 * 3600, 24 * 3600)
"""Pauses after a search without a usable release, the last one for good."""


async def search(turn: Turn) -> None:
    """CHOSEN with the best candidate, or WANTED again with the reason and the next time."""
    world, now = turn.world, turn.world.clock.now()
    item = await world.db.read(library.item, turn.acquisition.item_id)
    if item is None:
        await turn.finish(state=State.REMOVED, message="Its movie or album was deleted.")
        return
    await turn.note(state=State.SEARCHING)
    query = for_item(item)
    answers = await world.search.ask_all(query)
    own = turn.acquisition.id
    slot = turn.acquisition.slot
    try:
        ground = await world.db.read(ground_for_item, world.policies, item, now, own, slot)
    except SlotGone as gone:
        await turn.finish(state=State.REMOVED, message=str(gone))
        return
    releases = [release for answer in answers for release in answer.releases]
    # A thousand candidates take a quarter of a second: not in the loop that serves everybody.
    choice = await asyncio.to_thread(choose_in, releases, ground.situation)

    def keep(connection: Connection) -> None:
        record(connection, Decision(own, item.id, query.text, ground, choice, now))

    if choice.best is None:
        wait_s = SEARCH_AGAIN_S[min(turn.acquisition.attempts, len(SEARCH_AGAIN_S) - 1)]
        await turn.finish(
            keep,
            state=State.WANTED,
            trouble="nothing_found",
            message=_why_nothing(item, answers, choice),
            attempts=turn.acquisition.attempts + 1,
            due_at=now + timedelta(seconds=wait_s),
        )
        return
    candidate = choice.best.candidate
    release = candidate.release
    await turn.finish(
        keep,
        state=State.CHOSEN,
        title=release.title,
        guid=release.guid,
        indexer_id=release.indexer_id,
        indexer=release.indexer,
        sealed_link=world.vault.seal(release.link),
        size=release.size,
        quality=candidate.quality,
        score=frozen(candidate, ground.situation.policy),
        is_manual=False,
    )


def _why_nothing(item: Item, answers: list[Answer], choice: Choice) -> str:
    failed = [a.name for a in answers if not a.is_ok]
    if not answers:
        return "There is no indexer to ask. Add one in Settings → Indexers."
    if len(failed) == len(answers):
        return f"No indexer answered ({', '.join(failed)}); it will be asked again."
    also = f" {', '.join(failed)} did not answer." if failed else ""
    if not choice.judged:
        return f"No indexer has {item.label}.{also}"
    reasons = sorted({r.message for one in choice.judged for r in one.rejections})
    shown = " ".join(reasons[:3])
    return f"None of {len(choice.judged)} releases fits: {shown}{also}"
