"""Raw requests to a Web API, with any header, and what came back in a form that can be compared."""

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

BOUNDARY = "----neonarr"


@dataclass(frozen=True, slots=True)
class Reply:
    """`body` is text, or what its JSON says."""

    status: int
    body: Any
    has_cookie: bool


class RawWeb:
    """One talker to 127.0.0.1:`port`; keeps the cookie it is given, under whatever name."""

    def __init__(self, port: int) -> None:
        self.port, self.cookie = port, ""

    def ask(
        self,
        method: str,
        path: str,
        fields: Mapping[str, str] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        file: tuple[str, bytes] | None = None,
        is_known: bool = True,
    ) -> Reply:
        """`is_known` sends the cookie. {port} in a header is the port asked."""
        sent = {"Host": f"127.0.0.1:{self.port}"}
        sent |= {k: v.replace("{port}", str(self.port)) for k, v in (headers or {}).items()}
        if is_known and self.cookie:
            sent.setdefault("Cookie", self.cookie)
        body, kind = _body(method, fields or {}, file)
        if method == "GET" and fields:
            path += f"?{urlencode(fields)}"
        if kind:
            sent["Content-Type"] = kind
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            content = response.read().decode()
        finally:
            connection.close()
        cookie = response.getheader("Set-Cookie") or ""
        if is_known and cookie:
            self.cookie = cookie.partition(";")[0]
        return Reply(response.status, _read(content), bool(cookie))


def _body(
    method: str, fields: Mapping[str, str], file: tuple[str, bytes] | None
) -> tuple[bytes, str]:
    if file:
        parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()]
        parts.append(f'name="torrents"; filename="{file[0]}"\r\n\r\n'.encode() + file[1])
        head = f"--{BOUNDARY}\r\nContent-Disposition: form-data; ".encode()
        whole = b"".join(head + part + b"\r\n" for part in parts) + f"--{BOUNDARY}--\r\n".encode()
        return whole, f"multipart/form-data; boundary={BOUNDARY}"
    if method == "POST":
        return urlencode(fields).encode(), "application/x-www-form-urlencoded"
    return b"", ""


def _read(content: str) -> Any:
    if content[:1] in "[{" and content:
        return json.loads(content)
    return "a web page" if content.startswith("<!DOCTYPE") else content
