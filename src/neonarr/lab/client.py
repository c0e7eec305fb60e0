"""The public API as any script would use it: an address, a key, JSON."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from neonarr.lab.server import DIRECT, LabFailed

ENDED = {"imported", "failed", "removed"}


class Client:
    """Calls the API at `url`. Every method raises LabFailed with the server's own words on a no."""

    def __init__(self, url: str, api_key: str) -> None:
        self._url, self._api_key = url, api_key

    def search(self, query: str, category: str) -> dict[str, Any]:
        """`category` is movies or music."""
        return self._call(
            "GET", f"/api/v1/search/global/{quote(query, safe='')}?category={category}"
        )

    def grab(self, guid: str, indexer_id: int) -> dict[str, Any]:
        """The new download."""
        return self._call("POST", "/api/v3/download", {"guid": guid, "indexerId": indexer_id})

    def download(self, download_id: str) -> dict[str, Any]:
        return self._call("GET", f"/api/v3/download/{download_id}")

    def follow(
        self, download_id: str, seen: Callable[[dict[str, Any]], None], *, within_s: float
    ) -> dict[str, Any]:
        """The download once it is imported; `seen` is told of it again and again until then."""
        deadline = time.monotonic() + within_s
        while time.monotonic() < deadline:
            download = self.download(download_id)
            seen(download)
            if download["status"] == "imported":
                return download
            if download["status"] in ENDED:
                why = download.get("errorMessage") or "the server gives no reason"
                raise LabFailed(f"{download['title']} ended as {download['status']}: {why}")
            time.sleep(0.1)
        raise LabFailed(
            f"{download['title']} is still {download['status']} after {within_s:.0f} s"
            f" ({download.get('progress', 0):.0f} %). {download.get('errorMessage') or ''}".rstrip()
        )

    def _call(self, method: str, path: str, body: Any = None) -> dict[str, Any]:
        request = urllib.request.Request(  # noqa: S310 - always our own http address
            self._url + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"X-Api-Key": self._api_key, "Content-Type": "application/json"},
        )
        try:
            with DIRECT.open(request, timeout=60) as answer:
                found = json.load(answer)
        except urllib.error.HTTPError as error:
            said = sentence(error.read(10_000))
            raise LabFailed(f"{method} {path} was answered with {error.code}: {said}") from None
        except OSError as error:
            raise LabFailed(f"{method} {path} was not answered: {error}") from None
        if not isinstance(found, dict):
            raise LabFailed(f"{method} {path} should answer with an object, got {found!r:.200}")
        return found


def sentence(body: bytes) -> str:
    """What an error answer says, whichever API family it comes from; else the answer's beginning.

    >>> sentence(b'{"success": false, "error": "No such film.", "code": "not_found"}')
    'No such film.'
    """
    try:
        told = json.loads(body)
        first = told[0] if isinstance(told, list) else told
        return str(next(first[k] for k in ("errorMessage", "message", "error") if k in first))
    except (ValueError, LookupError, TypeError, StopIteration):
        return body[:300].decode(errors="replace")
