"""Which slot a picked release goes to."""

from datetime import UTC, datetime

import pytest

from neonarr.acquisitions.judging.ground import Ground
from neonarr.acquisitions.judging.placing import best_slot
from neonarr.base.kinds import MediaKind
from neonarr.decisions.profiles.model import FrozenScore, Holding, Profile
from neonarr.decisions.profiles.presets import presets
from neonarr.decisions.situation import Outside, Policy, Situation, Standing
from neonarr.profiles.tables import ProfileId
from tests.kit.fake_indexer import release

PROFILES = {one.profile.name: one.profile for one in presets(MediaKind.MOVIE)}
HD, UHD = PROFILES["1080p"], PROFILES["4K with HDR"]
NOW = Outside(now=datetime(2026, 1, 1, tzinfo=UTC))


def ground(profile: Profile | None, holding: Holding | None = None) -> Ground:
    policy, standing = Policy(profile=profile), Standing(holding=holding)
    return Ground(Situation(policy=policy, standing=standing, outside=NOW), ProfileId(1))


@pytest.mark.parametrize(
    ("name", "slot"),
    [
        ("Heat.1995.1080p.BluRay.x264-GRP", "main"),
        ("Heat.1995.2160p.BluRay.x265-GRP", "4K"),
        ("Heat.1995.2160p.WEB-DL.x265-GRP", "4K"),
        ("Heat.1995.DVDRip.x264-GRP", "main"),
    ],
)
def test_the_profile_that_wants_it_most(name: str, slot: str) -> None:
    found = best_slot(release(name), {"main": ground(HD), "4K": ground(UHD)})
    assert found.slot == slot
    assert found.judged.candidate.release.title == name


def test_of_equals_the_first() -> None:
    film = release("Heat.1995.1080p.BluRay.x264-GRP")
    assert best_slot(film, {"main": ground(HD), "copy": ground(HD)}).slot == "main"


def test_what_lacks_goes_before_what_is_there() -> None:
    there = Holding(FrozenScore("Bluray-1080p"), name="Heat.1995.1080p.BluRay.x264-OLD")
    film = release("Heat.1995.1080p.BluRay.x264-GRP")
    assert best_slot(film, {"main": ground(HD, there), "copy": ground(HD)}).slot == "copy"


def test_without_profiles_there_is_one_slot() -> None:
    assert best_slot(release("Heat.1995.x264-GRP"), {"main": ground(None)}).slot == "main"
