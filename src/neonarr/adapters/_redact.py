"""Text that may be shown: an outside service's words without the keys they may carry. Pure."""

import re
from collections.abc import Iterable

from neonarr.base.secret import Secret

QUOTE_LENGTH = 200

_KEY_NAME = (
    r"[\w.-]*(?:api[ _-]?key|passkey|pass_?word|rss_?key|auth_?key|torrent_?pass|token|secret)"
    r"|auth|authorization|hash_?id|pass|passwd|pid|rsskey|session|sid|uid"
)
_KEY_VALUE = re.compile(rf"(?i)\b({_KEY_NAME})(\s*[=:]\s*(?:bearer\s+)?|%3d)[^&\s\"'<>;,]+")
_USERINFO = re.compile(r"(?i)\b([a-z][a-z0-9+.-]*://)[^\s/@]+@")
_KEY_IN_PATH = re.compile(r"(?<![0-9a-zA-Z])[0-9a-fA-F]{32}(?![0-9a-zA-Z])")


def carries_key(address: str) -> bool:
    """Whether an address holds something that lets its reader act as the user: a key in the query,
    a name and password before the host, or 32 hex digits in the path, which is a passkey's form.

    >>> carries_key("https://tracker.example/get?id=1&passkey=5f4d"), carries_key("tt0113277")
    (True, False)
    """
    return bool(
        ("=" in address and _KEY_VALUE.search(address))
        or ("@" in address and _USERINFO.search(address))
        or _KEY_IN_PATH.search(address)
    )


def quoted(text: str, secrets: Iterable[Secret] = ()) -> str:
    """`text` on one line of at most 200 characters, with every known secret and everything that
    looks like a key replaced by `***`.

    >>> quoted("GET /api?apikey=abc&t=caps failed")
    'GET /api?apikey=***&t=caps failed'
    """
    for secret in secrets:
        if len(secret.reveal()) >= 4:  # shorter ones would blank out ordinary words
            text = text.replace(secret.reveal(), "***")
    text = _KEY_IN_PATH.sub("***", _KEY_VALUE.sub(r"\1\2***", text[: 10 * QUOTE_LENGTH]))
    text = _USERINFO.sub(r"\1***@", text)
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text if len(text) <= QUOTE_LENGTH else text[: QUOTE_LENGTH - 1] + "…"
