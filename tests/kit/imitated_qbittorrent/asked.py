"""One request, taken apart; one answer."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl


@dataclass(frozen=True, slots=True)
class Asked:
    """`headers` by lower-case name; `fields` from query and body; `files` name -> content."""

    method: str
    path: str
    headers: Mapping[str, str]
    fields: Mapping[str, str]
    files: Mapping[str, bytes] = field(default_factory=dict)

    def is_true(self, name: str) -> bool:
        return self.fields.get(name, "").lower() in ("true", "1")

    def hashes(self) -> list[str]:
        return self.fields.get("hashes", "").lower().split("|")


@dataclass(frozen=True, slots=True)
class Answered:
    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def text(status: int, said: str = "") -> Answered:
    return Answered(status, said.encode(), {"Content-Type": "text/plain; charset=UTF-8"})


def told(value: Any, status: int = 200) -> Answered:
    return Answered(status, json.dumps(value).encode(), {"Content-Type": "application/json"})


def take_apart(method: str, target: str, headers: Mapping[str, str], body: bytes) -> Asked:
    path, _, query = target.partition("?")
    fields = dict(parse_qsl(query, keep_blank_values=True))
    kind = headers.get("content-type", "")
    files: dict[str, bytes] = {}
    if kind.startswith("multipart/form-data"):
        for name, file_name, content in _parts(kind, body):
            if file_name is None:
                fields[name] = content.decode()
            else:
                files[file_name] = content
    elif kind.startswith("application/x-www-form-urlencoded"):
        fields |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    return Asked(method, path, headers, fields, files)


def _parts(kind: str, body: bytes) -> list[tuple[str, str | None, bytes]]:
    boundary = b"--" + kind.partition("boundary=")[2].strip('"').encode()
    found = []
    for part in body.split(boundary)[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        name = re.search(r'name="([^"]*)"', head.decode())
        file_name = re.search(r'filename="([^"]*)"', head.decode())
        assert name is not None, head
        content = content.removesuffix(b"\r\n")
        found.append((name[1], file_name[1] if file_name else None, content))
    return found
