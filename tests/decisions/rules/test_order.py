import importlib
import pkgutil
from inspect import getmodule

import neonarr.decisions.rules as room
from neonarr.decisions.rules.order import RULES


def test_every_rule_file_is_asked_once() -> None:
    found = pkgutil.walk_packages(room.__path__, f"{room.__name__}.")
    files = {module.name for module in found if not module.ispkg} - {f"{room.__name__}.order"}
    assert len({rule.__name__ for rule in RULES}) == len(RULES)
    assert {getattr(getmodule(rule), "__name__", "") for rule in RULES} == files
    for rule in RULES:
        assert hasattr(importlib.import_module(rule.__module__), rule.__name__)
