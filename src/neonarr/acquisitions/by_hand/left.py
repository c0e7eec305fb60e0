"""What lies in the downloads folder and no download is about: put there by somebody, or left by a
torrent that was removed. To the built-in engine nobody else can add a torrent; files can be added.
"""

import asyncio
import os
from collections.abc import Sequence
from dataclasses import replace

from neonarr.acquisitions import store
from neonarr.acquisitions.by_hand.folder import entries
from neonarr.acquisitions.by_hand.guess import Confidence
from neonarr.acquisitions.by_hand.offers import Offer, of_path, under_way
from neonarr.acquisitions.handover import CATEGORIES
from neonarr.acquisitions.model import State
from neonarr.acquisitions.states import IN_CLIENT
from neonarr.acquisitions.world import World
from neonarr.importing.model import FoundFile

WHY = "It lies in the downloads folder, and no download is about it. Is it complete?"


async def left_about(world: World, others: Sequence[Offer]) -> list[Offer]:
    """By name; what one of `others` is about is left out. Never sure: another program may still be
    writing it."""
    top = os.path.abspath(world.preferences().downloads_dir)
    folders = {kind: os.path.join(top, category) for kind, category in CATEGORIES.items()}
    taken = [*await under_way(world), *(one.path for one in others)]
    # Under which name one saves that only just began is not known yet.
    begun = await world.db.read(store.by_state, [State.GRABBING, *IN_CLIENT])
    unseen = [one for one in begun if not one.content_path and not world.live.get(one.info_hash)]
    taken += [folders[one.kind] for one in unseen]
    found = await asyncio.to_thread(_entries, top, list(folders.values()), taken)
    return [_unsure(await of_path(world, path, files)) for path, files in found]


def _entries(top: str, folders: list[str], taken: list[str]) -> list[tuple[str, list[FoundFile]]]:
    above = entries(top, [*taken, *folders]) if os.path.isdir(top) else []
    below = [one for folder in folders if os.path.isdir(folder) for one in entries(folder, taken)]
    return [one for one in above + below if one[0] not in (top, *folders)]


def _unsure(offer: Offer) -> Offer:
    guess = offer.guess
    sure = Confidence.MEDIUM if guess.confidence is Confidence.HIGH else guess.confidence
    return replace(offer, guess=replace(guess, confidence=sure, reasons=(WHY, *guess.reasons)))
