from neonarr.decisions.rules.quality.wanted_proper import wanted_proper
from neonarr.settings.model import Propers
from tests.decisions.make import held, movie, profile, situation


def test_propers_pass_where_they_are_preferred() -> None:
    asked = situation(profile=profile(), holding=held("WEBDL-1080p", group="OLD"))
    assert wanted_proper(movie("PROPER.1080p.WEB-DL-NEW"), asked) is None
    assert wanted_proper(movie("REPACK.1080p.WEB-DL-OLD"), asked) is None
    assert wanted_proper(movie("REPACK.1080p.WEB-DL-OLD"), situation()) is None


def test_a_repack_repairs_its_own_group_s_release_only() -> None:
    asked = situation(profile=profile(), holding=held("WEBDL-1080p", group="OLD"))
    found = wanted_proper(movie("REPACK.1080p.WEB-DL-NEW"), asked)
    assert found is not None
    assert found.message == ("It only repairs what is there (repack by NEW); wanted is one by OLD.")


def test_nothing_is_replaced_where_what_is_there_is_kept() -> None:
    asked = situation(profile=profile(), holding=held("WEBDL-1080p"), propers=Propers.KEEP)
    assert wanted_proper(movie("PROPER.1080p.WEB-DL"), asked) is not None
    asked = situation(profile=profile(), holding=held("DVD"), propers=Propers.KEEP)
    assert wanted_proper(movie("PROPER.1080p.WEB-DL"), asked) is None


def test_where_propers_are_ignored_they_are_no_repair() -> None:
    asked = situation(profile=profile(), holding=held("WEBDL-1080p"), propers=Propers.IGNORE)
    assert wanted_proper(movie("PROPER.1080p.WEB-DL"), asked) is None
