"""WANTED: ask the indexers, judge what they offer, choose."""

import asyncio
from datetime import timedelta

from neonarr.acquisitions.judging.ground import SlotGone, ground_for_item
from neonarr.acquisitions.judging.kept import Decision, last_taken, record
from neonarr.acquisitions.model import State
from neonarr.acquisitions.steps.turn import Turn
from neonarr.decisions.choose import choose_in
from neonarr.decisions.model import Choice, Judged
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
    own, slot = turn.acquisition.id, turn.acquisition.slot
    item = await world.db.read(library.item, turn.acquisition.item_id)
    if item is None:
        await turn.finish(state=State.REMOVED, message="Its movie or album was deleted.")
        return
    await turn.note(state=State.SEARCHING)
    if await _took_the_next(turn, item):
        return
    query = for_item(item)
    answers = await world.search.ask_all(query)
    try:
        ground = await world.db.read(ground_for_item, world.policies, item, now, own, slot)
    except SlotGone as gone:
        await turn.finish(state=State.REMOVED, message=str(gone))
        return
    releases = [release for answer in answers for release in answer.releases]
    # A thousand candidates take a quarter of a second: not in the loop that serves everybody.
    choice = await asyncio.to_thread(choose_in, releases, ground.situation)
    made = Decision(own, item.id, query.text, ground, choice, now)
    if choice.best is not None:
        await _take(turn, made, choice.best)
        return
    wait_s = SEARCH_AGAIN_S[min(turn.acquisition.attempts, len(SEARCH_AGAIN_S) - 1)]
    await turn.finish(
        lambda connection: record(connection, made),
        state=State.WANTED,
        trouble="nothing_found",
        message=_why_nothing(item, answers, choice),
        attempts=turn.acquisition.attempts + 1,
        due_at=now + timedelta(seconds=wait_s),
    )


async def _took_the_next(turn: Turn, item: Item) -> bool:
    """Whether, after a release that failed, what its search had offered had another: the indexers
    need not be asked again within half an hour."""
    world, now, story = turn.world, turn.world.clock.now(), turn.acquisition
    if not story.failed_releases:
        return False
    taken = await world.db.read(last_taken, story.id)
    searched = await world.search.search_of(*taken) if taken else None
    if searched is None:
        return False
    try:
        ground = await world.db.read(
            ground_for_item, world.policies, item, now, story.id, story.slot
        )
    except SlotGone:
        return False
    choice = await asyncio.to_thread(choose_in, searched.releases, ground.situation)
    if choice.best is None:
        return False
    made = Decision(story.id, item.id, searched.query, ground, choice, now)
    await _take(turn, made, choice.best)
    return True


async def _take(turn: Turn, made: Decision, best: Judged) -> None:
    candidate, release = best.candidate, best.candidate.release
    await turn.finish(
        lambda connection: record(connection, made),
        state=State.CHOSEN,
        title=release.title,
        guid=release.guid,
        indexer_id=release.indexer_id,
        indexer=release.indexer,
        sealed_link=turn.world.vault.seal(release.link),
        size=release.size,
        quality=candidate.quality,
        score=frozen(candidate, made.ground.situation.policy),
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
