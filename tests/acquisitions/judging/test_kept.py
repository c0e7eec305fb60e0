"""Decisions, kept and judged again, on both databases."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from neonarr.acquisitions import store as stories
from neonarr.acquisitions.judging import kept, listed
from neonarr.acquisitions.judging.again import Which, kept_decisions
from neonarr.acquisitions.judging.ground import Ground, ground_for_item
from neonarr.acquisitions.judging.kept import Decision, record
from neonarr.acquisitions.judging.listed import Wanted
from neonarr.acquisitions.model import Acquisition, State
from neonarr.base.ids import InfoHash
from neonarr.base.kinds import MediaKind
from neonarr.decisions.choose import choose_in
from neonarr.decisions.profiles.model import FrozenScore
from neonarr.decisions.what_if import Turn, rejudge, with_profile
from neonarr.library import store as library
from neonarr.library.model import Item
from neonarr.profiles.policies import Policies
from neonarr.profiles.seed import seed
from neonarr.profiles.store import add_profile, default_profile
from neonarr.settings.model import Preferences
from tests.acquisitions.rows import Rows
from tests.decisions.make import profile
from tests.kit.fake_indexer import release

pytestmark = pytest.mark.anyio

POLICIES = Policies(lambda: Preferences("/m", "/a", "/d"))

SHARP, COARSE = "Heat.1080p.BluRay.x264-GRP", "Heat.720p.BluRay.x264-GRP"


async def item_of(rows: Rows, one: Acquisition) -> Item:
    found = await rows.db.read(library.item, one.item_id)
    assert found is not None
    return found


async def ground(rows: Rows, one: Acquisition) -> Ground:
    now, item = rows.clock.now(), await item_of(rows, one)
    return await rows.db.read(ground_for_item, POLICIES, item, now, one.id)


async def decided(rows: Rows, one: Acquisition, *titles: str, **more: Any) -> Decision:
    judged_on = await ground(rows, one)
    choice = choose_in([release(title) for title in titles], judged_on.situation)
    now = rows.clock.now()
    query = (await item_of(rows, one)).title.lower()
    made = Decision(one.id, one.item_id, query, judged_on, choice, now, **more)
    await rows.db.write(record, made)
    return made


async def test_a_decision_is_kept_with_every_reason_and_without_its_link(rows: Rows) -> None:
    await rows.db.write(seed)
    one = await rows.add()
    await decided(rows, one, COARSE, "Heat.CAM.x264-GRP", SHARP)

    shown, total = await rows.db.read(listed.decisions, Wanted(item_id=one.item_id))
    [found] = await rows.db.read(listed.with_candidates, shown)

    assert (total, found["query"], found["at"]) == (1, "heat", rows.clock.now())
    assert (found["profile"], found["profileVersion"]) == ("1080p", 1)
    best, second, worst = found["candidates"]
    assert (best["title"], best["approved"], best["guid"]) == (SHARP, True, found["taken"])
    assert (second["approved"], worst["approved"]) == (True, False)
    assert {"quality_not_wanted"} <= {reason["key"] for reason in worst["rejections"]}
    assert "fake:" not in str(found) and "unshown" not in best


async def test_only_the_last_are_kept_of_each_story_and_for_half_a_year(rows: Rows) -> None:
    one, other = await rows.add(), await rows.add(film="Ronin")
    await decided(rows, other, SHARP)
    for _ in range(kept.KEPT_PER_STORY + 3):
        await decided(rows, one, SHARP)
    assert (await rows.db.read(listed.decisions, Wanted(one.item_id)))[1] == kept.KEPT_PER_STORY
    assert (await rows.db.read(listed.decisions, Wanted()))[1] == kept.KEPT_PER_STORY + 1
    assert (await rows.db.read(listed.decisions, Wanted(download_id=other.public_id)))[1] == 1

    rows.clock.move(kept.KEPT_FOR.total_seconds() + 1)
    await decided(rows, one, SHARP)
    assert (await rows.db.read(listed.decisions, Wanted()))[1] == 1


async def test_of_too_many_candidates_those_of_something_else_go_first(
    rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "KEPT_CANDIDATES", 3)
    await rows.db.write(seed)
    one = await rows.add()
    await decided(
        rows, one, "Ronin.2160p.BluRay-X", "Heat.CAM.x264-X", "Ronin.1080p.BluRay-X", SHARP
    )
    [shown], _ = await rows.db.read(listed.decisions, Wanted(one.item_id))
    [found] = await rows.db.read(listed.with_candidates, [shown])
    assert (found["offered"], found["approved"]) == (4, 1)
    names = [each["title"] for each in found["candidates"]]
    assert names[0] == SHARP and "Heat.CAM.x264-X" in names and len(names) == 3


async def test_candidates_are_bounded_over_all_decisions(
    rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "KEPT_CANDIDATES_IN_ALL", 5)
    one, other = await rows.add(), await rows.add(film="Ronin")
    for story in (one, other, one):
        await decided(rows, story, SHARP, COARSE)
    found, total = await rows.db.read(listed.decisions, Wanted())
    assert (total, [each["itemId"] for each in found]) == (2, [one.item_id, other.item_id])


async def test_filters_of_the_list(rows: Rows) -> None:
    one, other = await rows.add(), await rows.add(film="Ronin")
    await decided(rows, one, SHARP, COARSE)
    before = rows.clock.now()
    rows.clock.move(60)
    await decided(rows, other, "Ronin.1080p.BluRay-GRP", is_manual=True)

    async def which(**filters: Any) -> list[Any]:
        found, total = await rows.db.read(listed.decisions, Wanted(**filters))
        assert total == len(found)
        return [each["label"] for each in found]

    assert await which() == ["Ronin", "Heat"]
    assert await which(is_manual=True) == await which(item_id=other.item_id) == ["Ronin"]
    assert await which(is_manual=False) == ["Heat"]
    assert await which(kind=MediaKind.MOVIE) == ["Ronin", "Heat"]
    assert await which(kind=MediaKind.ALBUM) == []
    assert await which(after=rows.clock.now()) == ["Ronin"]
    assert await which(before=rows.clock.now()) == await which(text="HEAT") == ["Heat"]
    assert await which(before=before) == []
    assert await which(text="ronin 1080p") == ["Ronin"]
    assert await which(text="Heat.2160p.UHD.BluRay.REMUX-NEVERSEEN") == ["Heat"]
    assert await which(text="100%_") == await which(text="nobody") == []


async def test_one_by_its_number(rows: Rows) -> None:
    await rows.db.write(seed)
    one = await rows.add()
    await decided(rows, one, SHARP, COARSE)
    [shown], _ = await rows.db.read(listed.decisions, Wanted())
    found = await rows.db.read(listed.decision, shown["id"])
    assert found is not None
    first, second = found["candidates"]
    assert (first["taken"], second["taken"], first["ranking"]) == (True, False, None)
    assert second["ranking"] == {
        "step": "quality",
        "own": "Bluray-720p",
        "taken": "Bluray-1080p",
        "before": False,
    }
    assert found["why"].endswith(f"put it before “{COARSE}”: Bluray-1080p against Bluray-720p.")
    assert await rows.db.read(listed.decision, shown["id"] + 1) is None


async def test_decisions_go_with_their_item(rows: Rows) -> None:
    one = await rows.add()
    await decided(rows, one, SHARP)
    await rows.db.write(stories.delete_for_item, one.item_id)
    assert await rows.db.read(listed.decisions, Wanted()) == ([], 0)


async def test_another_profile_judges_them_again(rows: Rows) -> None:
    await rows.db.write(seed)
    one = await rows.add()
    made = await decided(rows, one, SHARP, COARSE)
    await decided(rows, one, SHARP, is_manual=True)
    [again] = await rows.db.read(kept_decisions, Which(MediaKind.MOVIE, made.ground.profile_id))
    assert again.situation == replace(made.ground.situation, policy=again.situation.policy)
    assert [c.title for c in again.candidates] == [SHARP, COARSE]

    policy = made.ground.situation.policy
    assert rejudge([again], policy).changes == ()
    coarse = profile(cutoff="DVD", rungs=(profile().rungs[1], profile().rungs[2]))
    [change] = rejudge([again], with_profile(policy, coarse)).changes
    assert change.turn is Turn.REPLACED and change.taken and change.taken.title == COARSE
    picked = Which(MediaKind.MOVIE, decision_id=again.id + 1)
    assert [each.id for each in await rows.db.read(kept_decisions, picked)] == [again.id + 1]
    for which in (Which(MediaKind.ALBUM), Which(MediaKind.MOVIE, item_id=None, limit=0)):
        assert await rows.db.read(kept_decisions, which) == []


async def test_the_ground_knows_what_was_grabbed_and_what_is_there(rows: Rows) -> None:
    await rows.db.write(seed)
    other = await rows.db.write(add_profile, profile())
    now, score = rows.clock.now(), FrozenScore("Bluray-1080p", format_score=7, profile="1080p")
    await rows.add(
        State.FAILED, title=COARSE, grabbed_at=now, score=score, info_hash=InfoHash("ab" * 20)
    )
    await rows.add(State.REMOVED, title="given up", grabbed_at=now)
    moving = await rows.add(
        State.DOWNLOADING, title=SHARP, grabbed_at=now + timedelta(1), info_hash=InfoHash("cd" * 20)
    )
    asking = await rows.add()

    found = await ground(rows, asking)

    standing = found.situation.standing
    assert [(g.name, g.has_failed, g.is_under_way) for g in standing.grabs] == [
        (COARSE, True, False),
        (SHARP, False, True),
    ]
    assert standing.grabs[0].score == score
    assert standing.downloading == {moving.info_hash}
    assert (await ground(rows, moving)).situation.standing.downloading == frozenset()
    default = await rows.db.read(default_profile, MediaKind.MOVIE)
    assert default and (found.profile_id, found.situation.profile) == (default.id, default.profile)
    assert found.profile_id != other.id
