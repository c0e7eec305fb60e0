"""A look at what is about to be placed in the library: is it what the release's name claims?"""

from collections.abc import Callable, Sequence
from pathlib import PurePath

from neonarr.importing.model import Move, NotAsClaimed
from neonarr.importing.programs.decoding import share_that_decodes
from neonarr.library.model import Item
from neonarr.releases.parse import parse
from neonarr.vetting.media import Doubt, Seen, doubts

MOST_DECODED = 12
"""Files whose sound is tried; of more, every second, third … one."""


class Inspection:
    """Of one import; what it saw is read afterwards. `is_strict` False: it only takes notes."""

    def __init__(self, title: str, item: Item, *, is_strict: bool) -> None:
        self._is_strict = is_strict
        self._claimed, self._minutes = parse(title, item.kind), item.facts.minutes
        self.sounds: dict[PurePath, float | None] = {}
        """By source, how much of its sound decodes; None where that could not be tried."""
        self.slight: list[Doubt] = []

    def look(self, moves: Sequence[Move], should_stop: Callable[[], bool]) -> None:
        """Runs outside the event loop. Raises NotAsClaimed if it is too far off; Stopped."""
        playing = [move for move in moves if move.media.audio_codec or move.media.video_codec]
        step = -(-len(playing) // MOST_DECODED)
        for move in playing[::step] if step else ():
            self.sounds[move.source] = share_that_decodes(move.source, move.media, should_stop)
        seen = [Seen(move.media, self.sounds.get(move.source)) for move in playing]
        found = doubts(seen, self._claimed, self._minutes)
        grave = [doubt.message for doubt in found if doubt.is_grave]
        if grave and self._is_strict:
            raise NotAsClaimed(" ".join(grave))
        self.slight = found

    def note(self) -> str | None:
        """What a person is told of an import that was done all the same."""
        return " ".join(doubt.message for doubt in self.slight) or None

    def told_of(self, source: PurePath) -> dict[str, str]:
        """What is kept of it beside the file's own facts; empty if it was not looked at."""
        if source not in self.sounds:
            return {}
        share = self.sounds[source]
        return {"sound": "not tried" if share is None else f"{share:.0%} decodes"}
