"""An answer survives being kept."""

from dataclasses import replace
from datetime import UTC, datetime

from neonarr.base.ids import IndexerId, InfoHash
from neonarr.base.secret import Secret
from neonarr.base.units import Bytes
from neonarr.releases.model import Release
from neonarr.search.kept import pack, unpack
from tests.kit.fake_indexer import release

SEVEN = IndexerId(7)
FULL = Release(
    indexer_id=SEVEN,
    indexer="Nebula",
    guid="https://nebula.example/t/1",
    title="Night Train (2021) 1080p",
    link=Secret("https://nebula.example/dl?passkey=1"),
    size=Bytes(4_000_000_000),
    categories=(2000, 2040),
    seeders=0,
    leechers=3,
    published_at=datetime(2026, 1, 1, 12, tzinfo=UTC),
    info_hash=InfoHash("ab" * 20),
    page_url="https://nebula.example/t/1",
    is_freeleech=True,
)


def test_a_release_comes_back_whole_among_others() -> None:
    packed = pack([release("first"), FULL, release("last")])
    assert unpack(packed, SEVEN, FULL.guid) == FULL


def test_what_was_not_told_stays_unknown() -> None:
    bare = replace(release("X"), indexer_id=SEVEN, seeders=None)
    assert unpack(pack([bare]), SEVEN, "X") == bare


def test_a_guid_nobody_gave_is_none() -> None:
    assert unpack(pack([FULL]), SEVEN, "other") is None


def test_it_never_shows_what_it_holds() -> None:
    assert "passkey" not in f"{pack([FULL])!r} {pack([FULL])}"
