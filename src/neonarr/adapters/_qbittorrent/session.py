"""Who is logged in, and when something may be sent: the states of states.py, carried out.

- Before credentials are sent, a call without them shows that a qBittorrent answers and wants them.
  If it is let in, no login is made: qBittorrent would say yes to any password.
- The login lasts as long as it is used; after 25 idle minutes a new one is made before qBittorrent
  (60 by default, 30 in many set-ups) ends it.
- A call answered 403 has lost its session (qBittorrent restarted, or ended it): one new login, and
  the call once more. 403 means it was not carried out, so nothing happens twice.
- Refused credentials are not sent again until they change, and nothing into a ban
  (downloads/refusals.py). A restart, which lifts one, is told by the login page, without a login.

Source: https://github.com/qbittorrent/qBittorrent/wiki/WebUI-API-(qBittorrent-5.0)#authentication
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from qbittorrentapi.exceptions import Forbidden403Error

from neonarr.adapters._qbittorrent import answers, versions
from neonarr.adapters._qbittorrent.settings import QbittorrentSettings
from neonarr.adapters._qbittorrent.states import Stuck, fault_of, is_due, stuck_state
from neonarr.adapters._qbittorrent.ways_in import KEY, OPEN, PASSWORD, WayIn, knock, log_in
from neonarr.adapters._qbittorrent.wire import Wire, open_wire
from neonarr.base.clock import Clock
from neonarr.base.errors import OutsideError
from neonarr.downloads.refusals import TRIES_BY_HAND, Refusals
from neonarr.downloads.session import Phase, SessionState
from neonarr.settings.memory import Memory

log = logging.getLogger(__name__)

IDLE_S = 25 * 60
LOOK_S = 30.0
"""At most so often it is looked whether a restart has lifted a ban."""
REFUSALS = frozenset({Phase.WRONG_CREDENTIALS, Phase.NO_PASSWORD, Phase.PROXY_REFUSED})

_T = TypeVar("_T")


class Session:
    """All calls to one qBittorrent, one at a time: not for several threads. `on_change` is called
    after every change of `state`."""

    def __init__(
        self,
        service: str,
        settings: QbittorrentSettings,
        clock: Clock,
        memory: Memory,
        on_change: Callable[[], object] = lambda: None,
    ) -> None:
        self._service, self._settings, self._clock = service, settings, clock
        self._on_change = on_change
        self._refusals = Refusals(
            memory,
            answers.where_of(settings.url),
            settings.username,
            settings.password.reveal(),
            settings.proxy_username,
            settings.proxy_password.reveal(),
        )
        self._wire: Wire | None = None
        self._way: WayIn | None = None
        """How we are in now; None when we aren't."""
        self._used_at = 0.0
        self._looked_at = 0.0
        self.state = SessionState(Phase.UNKNOWN, "", "Nothing was sent yet.", "", clock.now())
        self.logins = 0
        """Grows with every new session: what qBittorrent remembers about the old one is gone."""
        self.version: tuple[int, ...] = ()
        """Of the Web API, known while a call runs."""

    def call(self, work: Callable[[Wire], _T]) -> _T:
        """What `work` returns, which may run twice, but is carried out at most once.

        Raises OutsideError: while the session is stuck without anything being sent.
        """
        now = self._clock.now()
        if not (is_due(self.state, now) or self._is_lifted(now)):
            raise fault_of(self._service, self.state, now)
        try:
            result = self._within_session(work)
        except Stuck as stuck:
            raise self._stuck(stuck) from None
        except answers.READABLE as error:
            raise self._failed(error) from None
        self._used_at = self._clock.monotonic()
        self._ready()
        return result

    def try_again(self) -> SessionState:
        """Where it stands after one more try, whatever was refused before."""
        now = self._clock.now()
        if not self._refusals.try_again(now):
            self._move(replace(self.state, seen=f"refused {TRIES_BY_HAND} times within an hour"))
            return self.state
        self._move(SessionState(Phase.UNKNOWN, "", "It is tried again.", "", now))
        try:
            self.call(lambda wire: wire.app_version())
        except OutsideError:
            pass  # the state tells it
        return self.state

    def close(self) -> None:
        if self._wire:
            self._wire.forget()
        self._way = None

    @property
    def is_open_to_all(self) -> bool:
        """True where we are let in without a login: user name and password prove nothing."""
        return self._way is OPEN

    def _is_lifted(self, now: datetime) -> bool:
        """True when what keeps us out is not remembered any more: another client of ours with the
        same settings, perhaps in another process, was let in or is to try again."""
        if self.state.state in REFUSALS:
            return self._refusals.refused() is None
        if self.state.state is not Phase.BANNED:
            return False
        return self._refusals.banned_until(now) is None or self._is_restarted()

    def _is_restarted(self) -> bool:
        """True, and the ban forgotten, where qBittorrent was started anew since it banned us."""
        now = self._clock.monotonic()
        if now - self._looked_at < LOOK_S:
            return False
        self._looked_at = now
        before, found = self._refusals.start_of_ban, self._start()
        if not before or not found or found == before:
            return False
        log.info("%s was started anew, which ends its ban", self._service)
        self._refusals.lift()
        return True

    def _start(self) -> str:
        """Empty where it can't be told, or not without sending the proxy's login."""
        if self._settings.proxy_username:
            return ""
        try:
            self._wire = self._wire or open_wire(self._settings)
            return self._wire.start()
        except (Stuck, *answers.READABLE):
            return ""

    def _within_session(self, work: Callable[[Wire], _T]) -> _T:
        wire = self._wire = self._wire or open_wire(self._settings)
        is_new = self._open(wire)
        try:
            return self._attempt(wire, work)
        except Forbidden403Error as error:
            if is_new:
                raise self._locked_out(error) from None
            self._expire(answers.seen(error.response))
        self._open(wire)
        try:
            return self._attempt(wire, work)
        except Forbidden403Error as error:
            raise self._locked_out(error) from None

    def _open(self, wire: Wire) -> bool:
        """Get in if we aren't, or may be about to be out. True if that was done now."""
        if self._way is not None:
            if self._way is not PASSWORD or self._clock.monotonic() - self._used_at < IDLE_S:
                return False
            self._expire(f"{IDLE_S // 60} idle minutes")
        # Without the old cookie, or qBittorrent would say yes to any password.
        wire.forget()
        if not self.state.is_stuck:  # what is stuck stays so until one more try shows otherwise
            self._move(SessionState(Phase.CONNECTING, "", "Getting in.", "", self._clock.now()))
        self._way = self._get_in(wire)
        self._used_at = self._clock.monotonic()
        self.logins += 1
        return True

    def _get_in(self, wire: Wire) -> WayIn:
        if self._settings.api_key:
            return KEY
        if self._settings.proxy_username:
            self._hold_back()
        if knock(wire, self._settings):
            return OPEN
        with self._refusals.one_login:
            self._hold_back()
            try:
                log_in(wire, self._settings, self._clock.now())
            except Stuck as stuck:
                self._remember(stuck)  # before another can log in
                raise
            self._refusals.accept()
        return PASSWORD

    def _hold_back(self) -> None:
        """Raises Stuck if what would be sent was refused before, or a ban runs."""
        now = self._clock.now()
        until = self._refusals.banned_until(now)
        if until:
            raise Stuck(Phase.BANNED, "a ban that is not over yet", until=until)
        refused = self._refusals.refused()
        if refused:
            phase, at = refused
            raise Stuck(phase, f"refused on {at:%Y-%m-%d %H:%M} UTC; not changed since")

    def _remember(self, stuck: Stuck) -> None:
        if stuck.phase is Phase.BANNED and stuck.until:
            self._refusals.ban(stuck.until, self._start())
        elif stuck.phase in REFUSALS:
            self._refusals.refuse(stuck.phase, self._clock.now())

    def _attempt(self, wire: Wire, work: Callable[[Wire], _T]) -> _T:
        if not wire.api_version:
            wire.api_version = versions.read(wire, self._settings.url)
        self.version = versions.parse(wire.api_version)
        return work(wire)

    def _locked_out(self, error: Forbidden403Error) -> Stuck:
        """403 right after getting in."""
        phase = Phase.KEY_REFUSED if self._way is KEY else Phase.COOKIE_LOST
        self._way = None
        return Stuck(phase, answers.seen(error.response))

    def _failed(self, error: Exception) -> OutsideError:
        fault = answers.read_fault(
            self._service, self._settings.url, error, timeout_s=self._settings.timeout_s
        )
        if not isinstance(fault, Stuck):
            return fault
        if fault.phase is Phase.VPN_WITHOUT_CLIENT and self._way is not None:
            # It did answer before: this is a client that just ends.
            fault = Stuck(Phase.FAILING, fault.seen, found="nothing: the connection broke off")
        return self._stuck(fault)

    def _stuck(self, stuck: Stuck) -> OutsideError:
        if self._settings.proxy_username and stuck.phase in (Phase.HOST_REFUSED, Phase.PROXY_LOGIN):
            # Also what qBittorrent 5.2 says when the proxy hands it the proxy's login.
            stuck = Stuck(Phase.PROXY_REFUSED, stuck.seen)
            self._remember(stuck)
        if self._wire:
            self._wire.api_version = ""  # what comes back may be another version
        state = stuck_state(stuck, self._clock.now())
        self._move(state)
        return fault_of(self._service, state, self._clock.now())

    def _expire(self, seen: str) -> None:
        self._way = None
        means = "It has forgotten our login: a new one is made."
        self._move(SessionState(Phase.EXPIRED, seen, means, "", self._clock.now()))

    def _ready(self) -> None:
        if self._way is not None:
            seen = f"Web API {self._wire.api_version if self._wire else ''}"
            todo = self._way.todo if self._way is OPEN and self._settings.username else ""
            now = self._clock.now()
            self._move(SessionState(Phase.READY, seen, self._way.means, todo, now))

    def _move(self, state: SessionState) -> None:
        """A state that lasts keeps the time since when it does."""
        before = self.state
        if (before.state, before.seen, before.means) == (state.state, state.seen, state.means):
            if is_due(state, state.since) or state.retry_at == before.retry_at:
                return  # nothing new, or nothing to wait for
            state = replace(state, since=before.since)
        self.state = state
        if before.state is not state.state:
            log.info(
                "session of %s: %s, was %s (%s)",
                self._service,
                state.state.value,
                before.state.value,
                state.seen or state.means,
            )
        self._on_change()
