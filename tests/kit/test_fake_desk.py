"""The fake desk has the methods of the real one, so that pages tested on it run on the other."""

import inspect

import pytest

from neonarr.web.desk import Desk
from tests.kit.fake_desk import FakeDesk

METHODS = [name for name, _ in inspect.getmembers(FakeDesk, inspect.isfunction) if name[0] != "_"]


@pytest.mark.parametrize("name", METHODS)
def test_it_is_asked_like_the_real_one(name: str) -> None:
    fake, real = getattr(FakeDesk, name), getattr(Desk, name)
    assert list(inspect.signature(fake).parameters) == list(inspect.signature(real).parameters)
    assert inspect.iscoroutinefunction(fake) == inspect.iscoroutinefunction(real)
