"""Ids that must not be mixed up."""

from typing import NewType

ItemId = NewType("ItemId", int)
"""A movie or an album of the library."""

AcquisitionId = NewType("AcquisitionId", int)
"""One story; the outside sees its UUID instead."""

AdapterId = NewType("AdapterId", int)
"""A configured service: an indexer or a download client."""

IndexerId = NewType("IndexerId", int)
"""One tracker that can be asked on its own (Prowlarr and Jackett hold many)."""

InfoHash = NewType("InfoHash", str)
"""Lower-case hex of the torrent id: 40 characters. A v2-only torrent has its SHA-256 truncated to
that length, as BEP 52 and every client do."""
