"""Runs the checks: when a person asks, by schedule, after settings changed, and before the first
download. What they find stands on the board until it is found no more.
"""

import asyncio
import logging
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from neonarr.doctor.model import WORST_FIRST, Diagnosis, Finding, Severity
from neonarr.doctor.table import CHECKS, Check, label_of
from neonarr.doctor.visit import Surroundings, Visit
from neonarr.doctor.wording import title
from neonarr.health.board import Board

log = logging.getLogger(__name__)

FIRST_S, BETWEEN_S = 20.0, 6 * 3600.0
"""After the start, or after settings changed; and then again and again."""
BEFORE_DOWNLOAD_S = 30.0
"""How long the first download may be held up."""
BOARD_KIND, FOLDER_KIND = "doctor", "folder"


@dataclass(slots=True)
class Doctor:
    """`latest` is the diagnosis that holds now; None before the first."""

    around: Surroundings
    board: Board
    latest: Diagnosis | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    has_looked_before_download: bool = False

    async def visit(self, *, is_thorough: bool = True) -> Diagnosis:
        """Look at everything now. Visits wait for each other."""
        async with self.lock:
            return await self._look(CHECKS, is_thorough=is_thorough)

    async def again(self, keys: Iterable[str]) -> Diagnosis:
        """Look again at what those checks look at; the rest of the diagnosis stays."""
        wanted = set(keys)
        chosen = [check for check in CHECKS if check.key in wanted]
        async with self.lock:
            return await self._look(chosen, is_thorough=False)

    async def before_download(self) -> None:
        """Before the first download after a start or a change of settings: whether what comes can
        be found and linked. It never stands in the way; what it finds is on the board."""
        if self.has_looked_before_download:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(BEFORE_DOWNLOAD_S), self.lock:
                if not self.has_looked_before_download:
                    chosen = [check for check in CHECKS if check.before_download]
                    await self._look(chosen, is_thorough=False)
        self.has_looked_before_download = True

    async def soon(self) -> None:
        """Settings changed: look again shortly, and before the next download."""
        self.has_looked_before_download = False
        self.changed.set()

    async def keep_up(self) -> None:
        """Runs until cancelled."""
        while True:
            await asyncio.sleep(FIRST_S)
            self.changed.clear()
            try:
                await self.visit(is_thorough=False)
            except Exception:
                log.exception("the doctor's visit failed; the next one comes")
            try:
                async with asyncio.timeout(BETWEEN_S):
                    await self.changed.wait()
            except TimeoutError:
                continue

    async def _look(self, checks: Sequence[Check], *, is_thorough: bool) -> Diagnosis:
        begun = time.monotonic()
        visit = Visit(self.around, is_thorough=is_thorough)
        found = await asyncio.gather(*(_result(check, visit) for check in checks))
        keys = {check.key for check in checks}
        before = self.latest.findings if self.latest else ()
        kept = [f for f in before if f.key.partition(".")[0] not in keys]
        every = [*kept, *(finding for some in found for finding in some)]
        self.latest = Diagnosis(
            tuple(sorted(every, key=lambda f: (WORST_FIRST[f.severity], _rank(f)))),
            self.around.world.clock.now(),
            round(time.monotonic() - begun, 2),
            self.latest.is_thorough if kept and self.latest else is_thorough,
        )
        if {c.key for c in CHECKS if c.before_download} <= keys:
            self.has_looked_before_download = True
        self._tell(self.latest.findings)
        self._tell_folders([one for some in found for one in some])
        return self.latest

    def _tell(self, findings: Iterable[Finding]) -> None:
        """The same words on the board, on the System page and in the events."""
        told: dict[str, list[Finding]] = {}
        for one in findings:
            if one.severity in (Severity.WARNING, Severity.ERROR) and not one.is_told_elsewhere:
                told.setdefault(title(label_of(one.key), one.subject), []).append(one)
        for name, some in told.items():
            message = " ".join(f"{one.seen} {one.cause}".strip() for one in some)
            put = self.board.bad if some[0].severity is Severity.ERROR else self.board.warn
            put(name, BOARD_KIND, message, " ".join(one.fix for one in some if one.fix))
        self.board.forget(BOARD_KIND, set(told))

    def _tell_folders(self, findings: Iterable[Finding]) -> None:
        """Health lets disks sleep and looks at folders seldom: what was seen now holds there."""
        every = self.board.all()
        wrong = {c.name for c in every if c.kind == FOLDER_KIND and c.status != "ok"}
        for one in findings:
            if one.key.partition(".")[0] != "folders":
                continue
            if one.severity is Severity.ERROR:
                said = f"{one.seen} {one.cause}".strip()
                self.board.bad(one.subject, FOLDER_KIND, said, one.fix)
            elif one.subject in wrong:
                self.board.good(one.subject, FOLDER_KIND, one.seen)


def _rank(finding: Finding) -> int:
    """The place of its check in the table."""
    key = finding.key.partition(".")[0]
    return next((rank for rank, check in enumerate(CHECKS) if check.key == key), len(CHECKS))


async def _result(check: Check, visit: Visit) -> list[Finding]:
    """What it found; that it failed is a finding too."""
    try:
        async with asyncio.timeout(check.within_s):
            return await check.look(visit)
    except TimeoutError:
        seen = f"It was not done after {check.within_s:g} s."
        cause = "Something it looked at does not answer: often a disk or a share that is away."
        fix = "Look at what is mounted and reachable, then try again."
    except Exception as error:
        log.exception("the check %s failed", check.key)
        seen = f"The check itself failed ({type(error).__name__})."
        cause, fix = "The log says where.", "Please report it with that part of the log."
    return [
        Finding(
            f"{check.key}.unfinished",
            check.label,
            Severity.WARNING,
            f"Ran the check “{check.label}”.",
            seen,
            cause,
            fix,
        )
    ]
