"""Asking Transmission: its session id, our login, and how we stand.

- Transmission answers 409 with a session id; the question is asked once more with it. The id
  changes every hour and with every start.
- A user name and password that were refused are not sent again until they change or a person asks
  for it, also after a restart of ours (downloads/refusals.py): from some number of wrong logins on
  Transmission lets nobody in.
- Concurrent first questions wait for one that finds out whether the login is right.

Source: https://github.com/transmission/transmission/blob/main/docs/rpc-spec.md
"""

import asyncio
import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import msgspec

from neonarr.adapters._http import Answer
from neonarr.adapters._redact import quoted
from neonarr.adapters._transmission import faults
from neonarr.adapters._transmission.answers import Told, read
from neonarr.adapters._transmission.faults import Fault
from neonarr.adapters._transmission.settings import TransmissionSettings, rpc_address
from neonarr.adapters.outside import Outside
from neonarr.base.errors import OutsideError, Refused
from neonarr.downloads.refusals import TRIES_BY_HAND, Refusals
from neonarr.downloads.session import Phase, SessionState

RPC_VERSION = 16
"""Of Transmission 3.00, the first with labels."""
SUCCESS = "success"
_T = TypeVar("_T")
_SESSION_ID = "x-transmission-session-id"


@dataclass(frozen=True, slots=True)
class Answered:
    """`result` is `success` or why not; `arguments` still JSON."""

    result: str
    arguments: bytes


class Session:
    """Every question to one Transmission. `starts` grows when it may have been started anew."""

    def __init__(self, service: str, settings: TransmissionSettings, outside: Outside) -> None:
        self._service, self._settings, self._outside = service, settings, outside
        self._url = rpc_address(settings.url)
        self._id = ""
        self._is_open = False
        self._opening = asyncio.Lock()
        self._final: Fault | None = None
        self._refusals = Refusals(
            outside.memory, self._url, settings.username, settings.password.reveal()
        )
        self._listener: Callable[[], object] | None = None
        self.starts = 0
        self.state = SessionState(
            Phase.UNKNOWN, "", "Nothing was asked yet.", "", outside.clock.now()
        )

    def listen(self, listener: Callable[[], object]) -> None:
        self._listener = listener

    async def call(self, method: str, **arguments: Any) -> bytes:
        """The answer's arguments, as JSON. Raises OutsideError, also for any result but success."""
        answered = await self.ask(method, arguments)
        if answered.result != SUCCESS:
            raise Refused(self._service, f"answered “{quoted(answered.result)}” to {method}.")
        return answered.arguments

    async def ask(self, method: str, arguments: Mapping[str, Any]) -> Answered:
        """Whatever it answers. Raises OutsideError, and the same ever after once a login was
        refused."""
        await self.open()
        return await self._post(method, arguments)

    async def open(self) -> None:
        """Make sure that Transmission, of a version we know, accepts us."""
        if self._is_open:
            return
        async with self._opening:
            if self._is_open:
                return  # another question, asked at the same time, found it out
            await self._hold_back()
            if not self.state.is_stuck:  # what is stuck stays so until it is answered
                self._put(Phase.CONNECTING, "", "The first question is on its way.")
            answered = await self._post("session-get", {})
            told = read(self._service, answered.arguments, Told)
            if told.rpc_version < RPC_VERSION:
                raise self._stuck(faults.too_old(self._service, told.version))
            self._is_open = True
            await self._remembered(self._refusals.accept)
            self._ready()

    async def _hold_back(self) -> None:
        """Raises OutsideError if our login was refused: by an earlier run of ours too, unless by
        now another process was let in with it."""
        refused = await self._remembered(self._refusals.refused)
        if refused:
            raise self._stuck(faults.login_refused(self._service, refused[0]))
        if self._settings.username and self._final and self._final.phase in faults.LOGIN_REFUSED:
            self._final = None
        if self._final:
            raise self._final.error

    async def _remembered(self, work: Callable[..., _T], *given: Any) -> _T | None:
        """What `work` on the refusals returns; None where there is no login to be refused."""
        return await asyncio.to_thread(work, *given) if self._settings.username else None

    async def try_again(self) -> SessionState:
        """Where it stands after one more try, whatever was refused before."""
        now = self._outside.clock.now()
        if await self._remembered(self._refusals.try_again, now) is False:
            self._set(replace(self.state, seen=f"refused {TRIES_BY_HAND} times within an hour"))
            return self.state
        self._final, self._is_open, self._id = None, False, ""
        try:
            await self.open()
        except OutsideError:
            pass  # the state says it
        return self.state

    async def _post(self, method: str, arguments: Mapping[str, Any]) -> Answered:
        content = msgspec.json.encode({"method": method, "arguments": arguments})
        answer = await self._send(content)
        if answer.status == 409 and self._take_id(answer):
            answer = await self._send(content)
        if answer.status == 409 and _SESSION_ID in answer.headers:
            raise self._stuck(faults.no_session(self._service))
        if answer.status == 401:
            fault = faults.wrong_login(self._service, answer, self._settings.username)
            now = self._outside.clock.now()
            await self._remembered(self._refusals.refuse, fault.phase, now)
            raise self._stuck(fault)
        if answer.status != 200:
            raise self._stuck(faults.by_status(self._service, answer))
        try:
            envelope = _ENVELOPE.decode(answer.content)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            looks_like_json = answer.content.lstrip()[:1] == b"{"
            fault = (
                faults.unreadable(self._service)
                if looks_like_json
                else faults.something_else(self._service, answer)
            )
            raise self._stuck(fault) from None
        if self._is_open and self.state.state is not Phase.READY:
            self._ready()
        return Answered(envelope.result, bytes(envelope.arguments))

    async def _send(self, content: bytes) -> Answer:
        try:
            return await self._outside.http.send(
                self._service,
                "POST",
                self._url,
                headers=self._headers(),
                content=content,
                timeout_s=self._settings.timeout_s,
            )
        except OutsideError as error:
            raise self._stuck(faults.no_answer(error)) from None

    def _headers(self) -> dict[str, str]:
        headers = {"Content-Type": "application/json", _SESSION_ID: self._id}
        if self._settings.username:
            pair = f"{self._settings.username}:{self._settings.password.reveal()}"
            headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
        return headers

    def _take_id(self, answer: Answer) -> bool:
        told = answer.headers.get(_SESSION_ID, "")
        if told and self._id and told != self._id:
            self.starts += 1
        self._id = told
        return bool(told)

    def _ready(self) -> None:
        self._put(Phase.READY, "Transmission answers.", "It can be used.")

    def _stuck(self, fault: Fault) -> OutsideError:
        if fault.is_final:
            self._final, self._is_open = fault, False
        now = self._outside.clock.now()
        error = fault.error
        self._set(
            SessionState(
                fault.phase,
                error.said,
                fault.means,
                error.todo,
                self._since(fault.phase),
                None if fault.is_final else now,
            )
        )
        return error

    def _put(self, phase: Phase, seen: str, means: str) -> None:
        self._set(SessionState(phase, seen, means, "", self._since(phase)))

    def _since(self, phase: Phase) -> Any:
        return self.state.since if self.state.state is phase else self._outside.clock.now()

    def _set(self, state: SessionState) -> None:
        is_new = (state.state, state.seen) != (self.state.state, self.state.seen)
        self.state = state
        if is_new and self._listener:
            self._listener()


class _Envelope(msgspec.Struct):
    result: str
    arguments: msgspec.Raw = msgspec.Raw(b"{}")


_ENVELOPE = msgspec.json.Decoder(_Envelope)
