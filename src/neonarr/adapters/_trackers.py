"""Tracker answers out of what download clients tell. Pure."""

from urllib.parse import urlsplit

from neonarr.adapters._redact import quoted
from neonarr.downloads.trackers import Standing, TrackerAnswer


def tracker_answer(address: str, standing: Standing, said: str) -> TrackerAnswer:
    """Of the tracker at `address`; neither its path nor its query comes along.

    >>> str(tracker_answer("https://t.example:443/5f4d/announce", Standing.FAILS, "timed out"))
    't.example: timed out'
    """
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        host = ""
    return TrackerAnswer(host or "a tracker", standing, quoted(said).rstrip("."))
