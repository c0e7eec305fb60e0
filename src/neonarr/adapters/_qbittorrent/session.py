"""Who is logged in, and when a login may be tried.

- The login lasts as long as it is used; after 25 idle minutes a new one is made before qBittorrent
  (60 by default, 30 in many set-ups) ends it.
- A call answered 403 has lost its session (qBittorrent restarted, or ended it): one new login, and
  the call once more. 403 means it was not carried out, so nothing happens twice.
- Credentials that were refused are never sent again by this object. New settings make a new one.
- A ban is over after an hour by default. Nothing is sent to the login until then.

What the answers mean differs by version: a wrong password is `200 Fails.` up to 5.1 and 401 since;
401 before 5.2 is a refused Host header. 403 on a login is a ban, whose text is translated.

Source: https://github.com/qbittorrent/qBittorrent/wiki/WebUI-API-(qBittorrent-5.0)#authentication
"""

import re
from collections.abc import Callable
from typing import TypeVar

from qbittorrentapi.exceptions import Forbidden403Error, NotFound404Error, Unauthorized401Error

from neonarr.adapters._qbittorrent.faults import (
    READABLE,
    as_fault,
    is_page,
    not_qbittorrent,
    wrong_address,
    wrong_host,
)
from neonarr.adapters._qbittorrent.settings import QbittorrentSettings
from neonarr.adapters._qbittorrent.wire import Wire, is_usable, open_wire
from neonarr.base.clock import Clock
from neonarr.base.errors import Limited, Refused, Unreachable

IDLE_S = 25 * 60
BAN_S = 3600

_T = TypeVar("_T")


class Session:
    """All calls to one qBittorrent, one at a time: not for several threads."""

    def __init__(self, service: str, settings: QbittorrentSettings, clock: Clock) -> None:
        self._service, self._settings, self._clock = service, settings, clock
        self._wire: Wire | None = None
        self._refused: Refused | None = None
        self._banned_until: float | None = None
        self._is_open = False
        self._used_at = 0.0
        self.logins = 0
        """Grows with every new session: what qBittorrent remembers about the old one is gone."""
        self.version: tuple[int, ...] = ()
        """Of the Web API, known while a call runs."""

    def call(self, work: Callable[[Wire], _T]) -> _T:
        """What `work` returns, which may run twice, but is carried out at most once.

        Raises OutsideError, and the same Refused ever after once credentials were refused.
        """
        if self._refused:
            raise self._refused
        if self._wire is None:
            if not is_usable(self._settings.url):
                raise wrong_address(self._service)
            self._wire = open_wire(self._settings)
        try:
            return self._within_session(self._wire, work)
        except READABLE as error:
            fault = as_fault(
                self._service, self._settings.url, error, timeout_s=self._settings.timeout_s
            )
            if isinstance(fault, Unreachable):
                # What comes back may be another version.
                self._wire.api_version = ""
            raise fault from None

    def close(self) -> None:
        if self._wire:
            self._wire.forget()
        self._is_open = False

    def _within_session(self, wire: Wire, work: Callable[[Wire], _T]) -> _T:
        is_new = self._open(wire)
        try:
            result = self._attempt(wire, work)
        except Forbidden403Error:
            if is_new or not self._has_login():
                raise self._locked_out() from None
            self._is_open = False
            self._open(wire)
            try:
                result = self._attempt(wire, work)
            except Forbidden403Error:
                raise self._locked_out() from None
        self._used_at = self._clock.monotonic()
        return result

    def _attempt(self, wire: Wire, work: Callable[[Wire], _T]) -> _T:
        if not wire.api_version:
            wire.api_version = self._read_version(wire)
        self.version = tuple(int(part) for part in wire.api_version.split("."))
        return work(wire)

    def _read_version(self, wire: Wire) -> str:
        try:
            response = wire.answer("app", "webapiVersion")
        except NotFound404Error as error:
            raise not_qbittorrent(self._service, error.response) from None
        said = response.text.strip()
        if not re.fullmatch(r"\d{1,3}(\.\d{1,4}){1,3}", said):
            raise not_qbittorrent(self._service, response)
        return said

    def _has_login(self) -> bool:
        return bool(self._settings.username and not self._settings.api_key)

    def _open(self, wire: Wire) -> bool:
        """Log in if there is no session, or it may be about to end. True if one was made now."""
        if not self._has_login():
            return False
        now = self._clock.monotonic()
        if self._is_open and now - self._used_at < IDLE_S:
            return False
        if self._banned_until is not None and now < self._banned_until:
            raise self._banned(self._banned_until - now)
        # Without the old cookie, or qBittorrent would say yes to any password.
        wire.forget()
        self._is_open = False
        self._log_in(wire)
        self._is_open, self._used_at, self._banned_until = True, self._clock.monotonic(), None
        self.logins += 1
        return True

    def _log_in(self, wire: Wire) -> None:
        try:
            response = wire.answer(
                "auth",
                "login",
                username=self._settings.username,
                password=self._settings.password.reveal(),
            )
        except Forbidden403Error as error:
            if is_page(error.response):
                raise not_qbittorrent(self._service, error.response) from None
            self._banned_until = self._clock.monotonic() + BAN_S
            raise self._banned(BAN_S) from None
        except Unauthorized401Error:
            if self._host_is_refused(wire):
                raise wrong_host(self._service) from None
            raise self._refuse() from None
        except NotFound404Error as error:
            raise not_qbittorrent(self._service, error.response) from None
        said = response.text.strip()
        if said == "Fails.":
            raise self._refuse()
        if response.status_code not in (200, 204) or said not in ("", "Ok."):
            raise not_qbittorrent(self._service, response)

    def _host_is_refused(self, wire: Wire) -> bool:
        """Without a session, 403 means that only the login is missing; 401 that Host is wrong."""
        try:
            wire.answer("app", "webapiVersion")
        except Unauthorized401Error:
            return True
        except READABLE:
            return False
        return False

    def _refuse(self) -> Refused:
        self._refused = Refused(
            self._service,
            "does not accept this user name and password.",
            "Correct them in the settings; they are not sent again, so that qBittorrent does not "
            "ban this address. From 4.6.1 on it makes up a password at each start until you set "
            "one.",
        )
        return self._refused

    def _locked_out(self) -> Refused:
        if self._settings.api_key:
            self._refused = Refused(
                self._service,
                "does not accept this API key.",
                "Copy it again from Options > Web UI; qBittorrent knows API keys from 5.2 on.",
            )
            return self._refused
        if not self._settings.username:
            return Refused(
                self._service,
                "wants a user name and a password.",
                "Enter them, or let this server in without under Options > Web UI.",
            )
        return Refused(
            self._service,
            "takes the password but then knows nothing of the login.",
            "A proxy between may drop cookies; use qBittorrent's own address.",
        )

    def _banned(self, left_s: float) -> Limited:
        return Limited(
            self._service,
            "has banned this server's address after too many wrong logins (an hour by default).",
            f"No login is tried for the next {max(1, round(left_s / 60))} min. Restarting "
            "qBittorrent lifts the ban at once.",
            retry_after_s=left_s,
        )
