"""A whole answer as it is kept: one sealed text, because every link may carry a key.

Sealing a hundred links one by one cost as much as reading the feed they came in.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from neonarr.base.ids import IndexerId, InfoHash
from neonarr.base.secret import Secret
from neonarr.base.units import Bytes
from neonarr.releases.model import Release


class _Kept(msgspec.Struct, array_like=True):
    """One release; its source is that of the answer."""

    indexer: str
    guid: str
    title: str
    link: str
    size: int | None
    categories: tuple[int, ...]
    seeders: int | None
    leechers: int | None
    published_at: datetime | None
    info_hash: str | None
    page_url: str | None
    is_freeleech: bool


_decoder = msgspec.json.Decoder(list[_Kept])


def pack(releases: Sequence[Release]) -> Secret:
    """An answer's releases as one text, to be sealed."""
    rows = [
        _Kept(
            one.indexer,
            one.guid,
            one.title,
            one.link.reveal(),
            one.size,
            one.categories,
            one.seeders,
            one.leechers,
            one.published_at,
            one.info_hash,
            one.page_url,
            one.is_freeleech,
        )
        for one in releases
    ]
    return Secret(msgspec.json.encode(rows).decode())


def unpack(packed: Secret, indexer_id: IndexerId, guid: str) -> Release | None:
    """The release of that guid; None if the answer has none."""
    rows = _decoder.decode(packed.reveal())
    row = next((row for row in rows if row.guid == guid), None)
    return _release(row, indexer_id) if row else None


def unpack_all(packed: Secret, indexer_id: IndexerId) -> list[Release]:
    """Every release of the answer."""
    return [_release(row, indexer_id) for row in _decoder.decode(packed.reveal())]


def _release(row: _Kept, indexer_id: IndexerId) -> Release:
    return Release(
        indexer_id=indexer_id,
        indexer=row.indexer,
        guid=row.guid,
        title=row.title,
        link=Secret(row.link),
        size=None if row.size is None else Bytes(row.size),
        categories=row.categories,
        seeders=row.seeders,
        leechers=row.leechers,
        published_at=row.published_at,
        info_hash=InfoHash(row.info_hash) if row.info_hash else None,
        page_url=row.page_url,
        is_freeleech=row.is_freeleech,
    )
