from neonarr.decisions.rules.quality.upgrades_wanted import upgrades_wanted
from tests.decisions.make import held, movie, profile, situation


def test_nothing_is_replaced_where_nothing_is_to_be() -> None:
    asked = situation(profile=profile(can_upgrade=False), holding=held("DVD"))
    found = upgrades_wanted(movie("1080p.BluRay"), asked)
    assert found is not None
    assert found.message == "There is DVD, and Mine replaces nothing."


def test_the_first_one_and_wanted_upgrades_pass() -> None:
    of = movie("1080p.BluRay")
    assert upgrades_wanted(of, situation(profile=profile(can_upgrade=False))) is None
    assert upgrades_wanted(of, situation(profile=profile(), holding=held("DVD"))) is None
    assert upgrades_wanted(of, situation(holding=held("DVD"))) is None
