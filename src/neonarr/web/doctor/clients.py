"""How we stand with each download client that is reached over a session: /api/v1/clients."""

from typing import Any

from fastapi import APIRouter, Request

from neonarr.base.errors import Conflict, NotFound
from neonarr.base.ids import AdapterId
from neonarr.downloads.clients import Clients, ConnectedClient
from neonarr.downloads.port import HasSession
from neonarr.downloads.session import Phase, SessionState
from neonarr.web.inside import inside
from neonarr.web.wire import RowId, present, stamp

router = APIRouter(tags=["clients"])

WORDS: dict[Phase, str] = {
    Phase.UNKNOWN: "Not asked yet",
    Phase.CONNECTING: "Connecting",
    Phase.READY: "Connected",
    Phase.EXPIRED: "Logging in again",
    Phase.NO_LOGIN: "Login missing",
    Phase.WRONG_CREDENTIALS: "Wrong password",
    Phase.NO_PASSWORD: "No password set",
    Phase.KEY_REFUSED: "API key refused",
    Phase.BANNED: "Banned",
    Phase.HOST_REFUSED: "Host refused",
    Phase.PROXY_LOGIN: "Proxy wants a login",
    Phase.PROXY_REFUSED: "Proxy refuses us",
    Phase.COOKIE_LOST: "Login gets lost",
    Phase.NOT_THE_CLIENT: "Something else answers",
    Phase.TOO_OLD: "Too old",
    Phase.BAD_ADDRESS: "Bad address",
    Phase.DNS: "Name unknown",
    Phase.TLS: "TLS trouble",
    Phase.NOT_LISTENING: "Not running",
    Phase.VPN_WITHOUT_CLIENT: "Only its VPN is up",
    Phase.TIMED_OUT: "No answer",
    Phase.UNREACHABLE: "Unreachable",
    Phase.FAILING: "Failing",
}
"""The state in two or three words, for a chip."""


@router.get("/api/v1/clients")
async def clients(request: Request) -> list[dict[str, Any]]:
    """The session of each client that has one: its state, what was seen, what it means, what to do,
    and when it is tried again (`retryAt`; missing where only a change of settings helps)."""
    return sessions(inside(request).world.clients)


@router.post("/api/v1/clients/{client_id}/try")
async def try_again(request: Request, client_id: RowId) -> dict[str, Any]:
    """Try it now, also what was refused before; where that led."""
    connected = inside(request).world.clients.get(AdapterId(client_id))
    if connected is None:
        raise NotFound(f"There is no download client {client_id}, or it is off.")
    if not isinstance(connected.client, HasSession):
        raise Conflict(f"{connected.name} is always there: it has no session to try.")
    return _shown(connected, await connected.client.try_again())


def sessions(known: Clients) -> list[dict[str, Any]]:
    """By the clients' priority."""
    return [
        _shown(one, one.client.session())
        for one in known.all()
        if isinstance(one.client, HasSession)
    ]


def _shown(one: ConnectedClient, state: SessionState) -> dict[str, Any]:
    return present(
        {
            "id": one.id,
            "name": one.name,
            "state": state.state.value,
            "label": WORDS[state.state],
            "tone": _tone(state),
            "isStuck": state.is_stuck,
            "seen": state.seen or None,
            "means": state.means,
            "todo": state.todo or None,
            "since": stamp(state.since),
            "retryAt": stamp(state.retry_at),
        }
    )


def _tone(state: SessionState) -> str:
    """The color of its chip: amber where it may heal by itself."""
    if state.state is Phase.READY:
        return "amber" if state.todo else "mint"
    if not state.is_stuck:
        return "blue"
    return "red" if state.retry_at is None else "amber"
