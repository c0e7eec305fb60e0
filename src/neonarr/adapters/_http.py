"""The one HTTP client: redirects by hand, a size cap, one deadline per request, faults in words."""

import asyncio
import logging
import ssl
import zlib
from collections.abc import AsyncIterable, Awaitable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urljoin, urlsplit

from neonarr.adapters._faults import host_of, in_words, retry_after_s
from neonarr.adapters._redact import quoted
from neonarr.base.clock import Clock
from neonarr.base.errors import Limited, Refused, Unintelligible, Unreachable
from neonarr.base.secret import Secret

if TYPE_CHECKING:
    import httpx2

MAX_BYTES = 25_000_000
MAX_REDIRECTS = 5
CONNECT_S = 10.0
CONNECTIONS = 100
REDIRECTS = frozenset({301, 302, 303, 307, 308})

# httpx2 logs every address at INFO, and addresses carry keys.
for _name in ("httpx2", "httpcore2"):
    logging.getLogger(_name).setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service answered, whatever the status. Header names are lower case."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)
    retry_after_s: float | None = None
    """The service's own figure, given as seconds or as a date; never negative."""
    magnet: Secret | None = None
    """Where it redirected to, when that is a magnet link."""
    sent: tuple[Secret, ...] = ()
    """The values we sent that must not be quoted back."""

    def quoted(self, text: str) -> str:
        """`text` from this answer, fit to be shown."""
        return quoted(text, self.sent)


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent. `headers` (which may carry keys) go to the host of `url` and to no other."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    method: str = "GET"
    content: bytes = field(default=b"", repr=False)
    sent: tuple[Secret, ...] = ()
    """The values in it that must not be quoted back."""


def raise_for_status(service: str, answer: Answer, said: str = "") -> None:
    """Return when the status is 2xx, or a redirect to a magnet. `said` is the service's own
    explanation, if its body gave one.

    Raises Limited, Refused, Unreachable or Unintelligible.
    """
    status = answer.status
    if 200 <= status < 300 or answer.magnet:
        return
    words = f"answered {status}" + (f": {answer.quoted(said).rstrip('.')}." if said else ".")
    if status == 429:
        raise Limited(
            service, words, "It will be asked again later.", retry_after_s=answer.retry_after_s
        )
    if status in (401, 403):
        raise Refused(service, words, "Check the API key and what it may do.")
    if status in (408, 425) or status >= 500:
        raise Unreachable(service, words, "It will be asked again later.")
    if status >= 400:
        raise Refused(service, words, "Check its address.")
    raise Unintelligible(service, words, "Check its address.")


class Http:
    """The shared client. Nothing is imported or opened before the first request."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._client: httpx2.AsyncClient | None = None
        self.skews: dict[str, float] = {}
        """By how many seconds each service's clock was ahead of ours when it answered last."""

    async def get(
        self,
        service: str,
        url: str,
        *,
        params: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        timeout_s: float = 30.0,
        max_bytes: int = MAX_BYTES,
    ) -> Answer:
        """The last answer after up to five redirects, with any status.

        `timeout_s` is for the whole of it, so a server that drips can't hold us. `headers` (which
        may carry keys) go to the host of `url` and to no other. Raises OutsideError when there is
        no complete answer.
        """
        if params:
            url += ("&" if "?" in url else "?") + urlencode(params)
        request = Request(url, headers or {}, sent=_secrets([*params, *(headers or {}).items()]))
        return await _in_time(service, self._follow(service, request, max_bytes), timeout_s)

    async def send(
        self,
        service: str,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes = b"",
        timeout_s: float = 30.0,
    ) -> Answer:
        """The answer to this very request, with any status: it may change something there, so no
        redirect is followed. Raises OutsideError when there is no complete answer."""
        headers = headers or {}
        request = Request(url, headers, method, content, _secrets(list(headers.items())))
        return await _in_time(service, self._hop(service, request, MAX_BYTES), timeout_s)

    async def close(self) -> None:
        """May be called twice; a later request opens a new client."""
        client, self._client = self._client, None
        if client:
            await client.aclose()

    async def _follow(self, service: str, request: Request, max_bytes: int) -> Answer:
        for _ in range(MAX_REDIRECTS + 1):
            answer = await self._hop(service, request, max_bytes)
            target = answer.headers.get("location")
            if answer.status not in REDIRECTS or not target or answer.magnet:
                return answer
            following = urljoin(request.url, target)
            kept = request.headers if _is_same_host(request.url, following) else {}
            request = replace(request, url=following, headers=kept)
        raise Unintelligible(
            service, f"redirects more than {MAX_REDIRECTS} times.", "Check its address."
        )

    async def _hop(self, service: str, request: Request, max_bytes: int) -> Answer:
        url = request.url
        _refuse_address(service, url)
        client = self._opened()
        try:
            async with client.stream(
                request.method, url, headers=request.headers, content=request.content or None
            ) as response:
                known = {name.lower(): value for name, value in response.headers.items()}
                content = await _body(service, response.aiter_raw(), known, max_bytes)
        except _errors() as error:
            raise in_words(service, host_of(url), error) from None
        self._note_date(service, known.get("date", ""))
        target = known.get("location", "")
        is_magnet = response.status_code in REDIRECTS and target.lower().startswith("magnet:")
        return Answer(
            response.status_code,
            known,
            content,
            retry_after_s(known.get("retry-after"), self._clock.now()),
            Secret(target) if is_magnet else None,
            request.sent,
        )

    def _note_date(self, service: str, told: str) -> None:
        try:
            theirs = parsedate_to_datetime(told)
        except ValueError:
            return
        if theirs.tzinfo:
            self.skews[service] = (theirs - self._clock.now()).total_seconds()

    def _opened(self) -> "httpx2.AsyncClient":
        if self._client is None:
            from http.cookiejar import (  # noqa: PLC0415 - httpx2 brings it
                CookieJar,
                DefaultCookiePolicy,
            )

            import httpx2  # noqa: PLC0415 - 80 ms, and nobody may ever search

            self._client = httpx2.AsyncClient(
                headers={"User-Agent": "Neonarr", "Accept-Encoding": "gzip"},
                timeout=httpx2.Timeout(None, connect=CONNECT_S),
                limits=httpx2.Limits(max_connections=CONNECTIONS, max_keepalive_connections=20),
                verify=ssl.create_default_context(),
                # HTTP_PROXY in a container's environment is meant for the internet, while most
                # services stand next door: a proxy would see their keys, and .netrc ours.
                trust_env=False,
                # Cookies know no ports: Prowlarr's would go to Jackett on the same host.
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            )
        return self._client


async def _in_time(service: str, answer: Awaitable[Answer], timeout_s: float) -> Answer:
    try:
        async with asyncio.timeout(timeout_s):
            return await answer
    except TimeoutError:
        raise Unreachable(
            service, f"gave no complete answer within {timeout_s:g} s.", "Is it overloaded?"
        ) from None


def _secrets(sent: Sequence[tuple[str, str]]) -> tuple[Secret, ...]:
    """The values of the keys and passwords among these parameters and headers."""
    return tuple(
        Secret(value)
        for name, value in sent
        if "key" in name.lower() or name.lower() == "authorization"
    )


async def _body(
    service: str, chunks: AsyncIterable[bytes], headers: Mapping[str, str], max_bytes: int
) -> bytes:
    """The content, unpacked; read only as far as the cap."""
    declared = headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > max_bytes:
        raise _too_large(service, int(declared), max_bytes)
    # 47: gzip or zlib, by its first bytes.
    unpacker = zlib.decompressobj(47) if headers.get("content-encoding") else None
    content = bytearray()
    async for chunk in chunks:
        try:
            room = max_bytes + 1 - len(content)
            content += unpacker.decompress(chunk, room) if unpacker else chunk
        except zlib.error:
            raise Unintelligible(service, "sent a damaged compressed answer.") from None
        if len(content) > max_bytes:
            raise _too_large(service, None, max_bytes)
    return bytes(content)


def _errors() -> tuple[type[Exception], ...]:
    """httpx2's own; only looked at after the first client was made."""
    import httpx2  # noqa: PLC0415

    return httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, OSError


def _too_large(service: str, declared: int | None, max_bytes: int) -> Unintelligible:
    size = f"{declared / 1e6:.0f} MB" if declared else f"more than {max_bytes / 1e6:g} MB"
    return Unintelligible(
        service, f"sent {size}; at most {max_bytes / 1e6:g} MB are read.", "Check its address."
    )


def _refuse_address(service: str, url: str) -> None:
    try:
        parts = urlsplit(url)
        is_usable = parts.scheme in ("http", "https") and bool(parts.hostname)
        is_usable = is_usable and parts.port != 0
    except ValueError:
        is_usable = False
    if not is_usable:
        raise Refused(
            service, "has an address that can't be used.", "It must begin with http:// or https://."
        )


def _is_same_host(one: str, other: str) -> bool:
    """Same host and port, or the same host after a step up to https."""
    a, b = urlsplit(one), urlsplit(other)
    if a.hostname != b.hostname:
        return False
    return (a.scheme, a.netloc) == (b.scheme, b.netloc) or (a.scheme, b.scheme) == ("http", "https")
