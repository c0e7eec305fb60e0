"""GRABBING: fetch the torrent, write the intent, hand it to the client, confirm.

It may die between any two lines: the info hash and the torrent are stored before the client sees
anything, and a client that already has the torrent answers so, which is then adopted.
"""

import logging
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Connection

from neonarr.acquisitions import store, verdicts
from neonarr.acquisitions.handover import (
    CATEGORIES,
    Torrent,
    keep_torrent,
    kept_torrent,
    options_for,
)
from neonarr.acquisitions.model import State
from neonarr.acquisitions.queueing.promote import lacking_for
from neonarr.acquisitions.states import MOVING, NO_SPACE
from neonarr.acquisitions.steps.next_release import after_failure, after_other_took_it
from neonarr.acquisitions.steps.turn import Turn
from neonarr.acquisitions.steps.vet import against, in_words
from neonarr.base.errors import (
    Invalid,
    Limited,
    OutsideError,
    Rejected,
    Unreachable,
    UserError,
)
from neonarr.base.ids import InfoHash
from neonarr.downloads.clients import ConnectedClient
from neonarr.downloads.torrent import Magnet, TorrentFile, read_magnet
from neonarr.library import store as library
from neonarr.settings.vault import UnreadableSecret

log = logging.getLogger(__name__)

FETCH_TRIES = 12
"""Over about an hour; then the release fails and something else may be chosen."""

TUNNEL_WAIT = timedelta(minutes=10)

NOT_ASKED_AGAIN = timedelta(days=1)
"""How long a release is left alone whose torrent could not be had."""


async def grab(turn: Turn) -> None:
    """DOWNLOADING, QUEUED again (a service is not there), or, if this release is no good, WANTED
    again or FAILED."""
    connected = turn.world.clients.get(turn.acquisition.client_id)
    connected = connected or turn.world.clients.preferred()
    if connected is None:
        await turn.put_off(
            State.QUEUED,
            "no_client",
            "There is no download client. Add one in Settings → Download clients.",
        )
        return
    tunnel = turn.world.tunnels.down_before(connected, turn.world.clients)
    if tunnel is not None:
        await _wait_for_tunnel(turn, tunnel.sentence)
        return
    torrent = await _fetched(turn)
    if torrent is None or not await _write_intent(turn, torrent, connected):
        return
    lacking = await turn.world.db.read(lacking_for, turn.world, turn.acquisition)
    if lacking:  # only now its true size is known
        await turn.finish(state=State.QUEUED, trouble=NO_SPACE, message=lacking)
        return
    await turn.world.before_download()
    try:
        options = await options_for(turn.world, turn.acquisition)
        is_new = await connected.client.add(torrent, options)
    except Rejected as error:
        await _give_up(turn, str(error))
        return
    except OutsideError as error:
        await _try_later(turn, error)
        return
    log.info(
        "%s by %s",
        "taken" if is_new else "was there already, adopted",
        connected.name,
        extra={"acquisition": turn.acquisition.id, "info_hash": torrent.info_hash},
    )
    await turn.finish(state=State.DOWNLOADING, grabbed_at=turn.world.clock.now())


async def _wait_for_tunnel(turn: Turn, message: str) -> None:
    """No failure, so none is counted. When the tunnel is up again, whoever sees it rings."""
    due = turn.world.clock.now() + TUNNEL_WAIT
    attempts = turn.acquisition.attempts
    await turn.finish(
        state=State.QUEUED, trouble="tunnel_down", message=message, due_at=due, attempts=attempts
    )


async def _fetched(turn: Turn) -> Torrent | None:
    """None when it can't be had (now); the turn is then over."""
    try:
        torrent = await _torrent(turn)
        refusal = await _refusal(turn, torrent)
        if not refusal:
            return torrent
        await _give_up(turn, refusal, info_hash=torrent.info_hash)
    except Unreachable as error:
        if turn.acquisition.attempts < FETCH_TRIES:
            await _try_later(turn, error)
        else:
            told = f"{error} It was tried {FETCH_TRIES} times: search again."
            await _give_up(turn, told, NOT_ASKED_AGAIN)
    except Invalid as error:
        await _give_up(turn, str(error))
    except (UserError, OutsideError, UnreadableSecret) as error:
        # What came back says more of the indexer's day than of the release.
        await _give_up(turn, str(error), NOT_ASKED_AGAIN)
    return None


async def _torrent(turn: Turn) -> Torrent:
    """The stored one if a run before this came that far, else fetched now."""
    world = turn.world
    kept = await kept_torrent(world, turn.acquisition)
    if kept is not None:
        return kept
    link = world.vault.open(turn.acquisition.sealed_link or "")
    if link.reveal().startswith("magnet:"):
        return read_magnet(link.reveal())
    return await world.search.fetch(turn.acquisition.indexer_id, turn.acquisition.indexer, link)


async def _refusal(turn: Turn, torrent: Torrent) -> str:
    """What its files say against it, before any client sees it; empty if nothing does. A magnet
    tells its files later, and is judged then."""
    item = await turn.world.db.read(library.item, turn.acquisition.item_id)
    if item is None or not isinstance(torrent, TorrentFile):
        return ""
    return in_words(against(item, turn.acquisition, torrent.files, turn.world.preferences()))


class _Taken(Exception):
    """Another story is getting this very torrent; `str()` is its title."""


async def _write_intent(turn: Turn, torrent: Torrent, connected: ConnectedClient) -> bool:
    """False when another story is already getting this very torrent; this one then ends."""
    content = torrent.content if isinstance(torrent, TorrentFile) else None
    magnet = turn.world.vault.seal(torrent.link) if isinstance(torrent, Magnet) else None
    known_size = torrent.size if isinstance(torrent, TorrentFile) else turn.acquisition.size

    def take(connection: Connection) -> None:
        # Its lock lets one story at a time look for others: of two, the second sees the first.
        keep_torrent(connection, torrent.info_hash, content, magnet)
        for other in store.by_hash(connection, torrent.info_hash):
            if other.id != turn.acquisition.id and other.state in MOVING:
                raise _Taken(other.title)

    try:
        await turn.note(
            take,
            info_hash=torrent.info_hash,
            client_id=connected.id,
            category=CATEGORIES[turn.acquisition.kind],
            size=known_size,
            is_vetted=isinstance(torrent, TorrentFile),
            strikes=0,
        )
    except _Taken as other:
        now = turn.world.clock.now()
        await turn.finish(**after_other_took_it(turn.acquisition, str(other), now))
        return False
    return True


async def _give_up(
    turn: Turn, message: str, blocked: timedelta | None = None, info_hash: InfoHash | None = None
) -> None:
    """`info_hash`: of a torrent that was seen, but is not the story's."""
    bad, now = turn.acquisition, turn.world.clock.now()
    named = replace(bad, info_hash=info_hash or bad.info_hash)
    await turn.finish(
        lambda c: verdicts.block(c, named, message, now, length=blocked),
        **after_failure(bad, turn.world.preferences(), "bad_release", message),
    )


async def _try_later(turn: Turn, error: OutsideError) -> None:
    wait_s = (error.retry_after_s or 0) if isinstance(error, Limited) else 0
    trouble = "unreachable" if isinstance(error, Unreachable) else "refused"
    await turn.put_off(State.QUEUED, trouble, str(error), wait_s)
