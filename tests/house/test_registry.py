"""An adapter that nobody lists is dead code: every file of a role is in its ALL."""

import importlib

import pytest

from neonarr.search.wishes import Wishes
from neonarr.settings.adapters import AdapterSpec, form_fields
from tests.house.reading import PACKAGE

ROLES = sorted(
    p.parent.name
    for p in (PACKAGE / "adapters").glob("*/__init__.py")
    if not p.parent.name.startswith("_")
)
FILES = sorted(
    f"neonarr.adapters.{role}.{path.stem}"
    for role in ROLES
    for path in (PACKAGE / "adapters" / role).glob("[!_]*.py")
)


def listed(role: str) -> tuple[AdapterSpec, ...]:
    return importlib.import_module(f"neonarr.adapters.{role}").ALL


def test_there_are_adapters() -> None:
    assert len(FILES) >= 5


@pytest.mark.parametrize("module", FILES)
def test_adapter_is_listed(module: str) -> None:
    spec = importlib.import_module(module).SPEC
    assert spec in listed(module.split(".")[2])


@pytest.mark.parametrize("role", ROLES)
def test_kinds_are_unique(role: str) -> None:
    kinds = [spec.kind for spec in listed(role)]
    assert len(set(kinds)) == len(kinds)
    assert {str(spec.role) + "s" for spec in listed(role)} == {role}


def test_of_every_indexer_the_same_is_asked() -> None:
    assert {spec.wishes for spec in listed("indexers")} == {Wishes}


@pytest.mark.parametrize("module", FILES)
def test_visible_adapter_has_a_form(module: str) -> None:
    spec = importlib.import_module(module).SPEC
    assert spec.is_hidden or form_fields(spec.settings)
