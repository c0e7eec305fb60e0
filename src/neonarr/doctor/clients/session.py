"""Does each download client let us in and answer?"""

import asyncio

from neonarr.doctor.model import Action, Finding, Severity, fine
from neonarr.doctor.visit import Visit
from neonarr.downloads.clients import ConnectedClient
from neonarr.downloads.port import HasSession
from neonarr.downloads.session import SessionState
from neonarr.health.checks import checked

ANSWERS_WITHIN_S = 20.0
TRIED = "Asked it for its version and where it saves."


async def look(visit: Visit) -> list[Finding]:
    connected = visit.world.clients.all()
    if not connected and not visit.may_store:
        return [
            Finding(
                "session.stopped",
                "Built-in engine",
                Severity.NOTICE,
                "Looked for the server, which runs the built-in engine.",
                "Neonarr is not running here.",
                "Nothing is downloaded meanwhile.",
                "Start it with `neonarr serve`.",
            )
        ]
    if not connected:
        return [
            Finding(
                "session.none",
                "Download clients",
                Severity.ERROR,
                "Looked for a download client that is switched on.",
                "There is none.",
                "Nothing can be downloaded without one.",
                "Add one in Settings → Download clients.",
                is_told_elsewhere=True,
            )
        ]
    return list(await asyncio.gather(*(_one(each) for each in connected)))


async def _one(connected: ConnectedClient) -> Finding:
    check = await checked(connected.client, connected.name, ANSWERS_WITHIN_S)
    state = connected.client.session() if isinstance(connected.client, HasSession) else None
    if check.is_ok:
        return fine("session", connected.name, TRIED, check.message)
    if state is not None and state.is_stuck:
        return _stuck(connected, state)
    return Finding(
        "session.failed",
        connected.name,
        Severity.ERROR,
        TRIED,
        check.message,
        "It can't be used as it is.",
        "Open it in Settings → Download clients and use Test.",
        is_told_elsewhere=True,
    )


def _stuck(connected: ConnectedClient, state: SessionState) -> Finding:
    retry = f" It is tried again at {state.retry_at:%H:%M} UTC." if state.retry_at else ""
    return Finding(
        f"session.{state.state}",
        connected.name,
        Severity.ERROR,
        TRIED,
        state.seen,
        state.means + retry,
        state.todo,
        Action("try_again", "Try now", {"clientId": connected.id}),
        is_told_elsewhere=True,
    )
