"""The proof: what is there is compared with what was asked for."""

import itertools
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from neonarr.acquisitions.model import State
from neonarr.acquisitions.states import may_go
from neonarr.lab.world import sha256
from tests.kit.server import EventStream, Running, files
from tests.kit.shop import Good
from tests.kit.waiting import until_now

if TYPE_CHECKING:
    from faults.scene import Scene

PAGE = 100


def count(
    scene: "Scene", server: Running, bought: Mapping[str, Good], torrents: int | None = None
) -> str:
    """The counts in words. Raises AssertionError naming what was lost, doubled or left partial."""
    wrong: list[str] = []
    listed = every_download(server)
    if Counter(one["id"] for one in listed) != Counter(list(bought)):
        wrong.append(f"{len(listed)} acquisitions for {len(bought)} wishes")
    _look_at_files(scene, bought, wrong)
    held, wanted = scene.torrents(), {good.info_hash for good in bought.values()}
    if not held <= wanted or len(held) != (len(wanted) if torrents is None else torrents):
        wrong.append(f"{len(held)} torrents in the client for {len(wanted)} wishes")
    told = _look_at_events(server, bought, wrong)
    assert not wrong, "; ".join(wrong)
    wishes = len(bought)
    return (
        f"{len(listed)} of {wishes} imported; {len(held)} of {len(wanted)} torrents; "
        f"{wishes} of {wishes} films identical, 0 others, 0 partial; {told:,} events in order"
    )


def every_download(server: Running) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while page := server.get(f"/api/v3/download?limit={PAGE}&offset={len(found)}"):
        found += page
    return found


def _look_at_files(scene: "Scene", bought: Mapping[str, Good], wrong: list[str]) -> None:
    there = files(scene.library)
    hidden = [path.name for path in there if path.name.startswith(".")]
    if hidden:
        wrong.append(f"left behind: {', '.join(hidden)}")
    found = Counter(sha256(path) for path in there if path.name not in hidden)
    wanted = Counter(digest for good in bought.values() for digest in good.files)
    if found != wanted:
        lost, more = (wanted - found).total(), (found - wanted).total()
        wrong.append(f"{lost} files missing or spoiled, {more} too many")


def _look_at_events(server: Running, bought: Mapping[str, Good], wrong: list[str]) -> int:
    """How many events there are of those downloads."""
    stream = EventStream(server.url, "0")
    try:
        until_now(lambda: _ended(stream) >= set(bought), within_s=60)
    finally:
        stream.close()
    stories: dict[str, list[tuple[int, State]]] = {download_id: [] for download_id in bought}
    for number, event, told in stream.events:
        if event == "state" and told["downloadId"] in stories:
            stories[told["downloadId"]].append((int(number or 0), State(told["state"])))
    for story in stories.values():
        for (earlier, before), (later, after) in itertools.pairwise(story):
            if later <= earlier or not may_go(before, after):
                wrong.append(f"the event {before} is followed by {after}")
        if Counter(state for _, state in story)[State.IMPORTED] != 1:
            wrong.append("an acquisition was imported more or less than once")
    return sum(map(len, stories.values()))


def _ended(stream: EventStream) -> set[str]:
    told = list(stream.events)
    return {e["downloadId"] for _, kind, e in told if kind == "state" and e["state"] == "imported"}
