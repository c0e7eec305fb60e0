import importlib
import pkgutil
from inspect import getmodule

import neonarr.decisions.rules as room
from neonarr.decisions.rules.order import RULES


def test_every_rule_file_is_asked_once() -> None:
    files = {module.name for module in pkgutil.iter_modules(room.__path__)} - {"order"}
    assert [rule.__name__ for rule in RULES] == list(dict.fromkeys(r.__name__ for r in RULES))
    assert {rule.__name__ for rule in RULES} == files
    for rule in RULES:
        assert getmodule(rule) is importlib.import_module(f"{room.__name__}.{rule.__name__}")
