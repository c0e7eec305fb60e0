"""Secrets show themselves nowhere."""

import json
import logging
import pickle
from dataclasses import dataclass

import pytest

from neonarr.base.errors import Invalid, NotFound, Refused, Unreachable, UserError
from neonarr.base.secret import Secret


@dataclass(frozen=True)
class Settings:
    url: str
    key: Secret


def test_no_way_of_printing_shows_it(caplog: pytest.LogCaptureFixture) -> None:
    secret = Secret("hunter2")
    held = Settings("http://x", secret)
    logging.getLogger().warning("%s %r %s", secret, secret, held)
    shown = [str(secret), repr(secret), f"{secret}", f"{secret!r:>20}", str(held), str([secret])]
    assert not any("hunter2" in text for text in (*shown, caplog.text))
    with pytest.raises(TypeError):
        json.dumps({"key": secret})
    assert secret.reveal() == "hunter2"
    assert pickle.loads(pickle.dumps(secret)) == secret


def test_an_empty_one_is_false_and_shows_as_nothing() -> None:
    assert not Secret("") and str(Secret("")) == "" and Secret("x")
    assert Secret("a") != Secret("b") and Secret("a") != "a"


def test_outside_failures_are_whole_sentences() -> None:
    error = Refused("qBittorrent", "refused the password.", "Enter it again in Settings.")
    assert str(error) == "qBittorrent: refused the password. Enter it again in Settings."
    assert str(Unreachable("X", "is away.")) == "X: is away."


def test_user_errors_have_a_code() -> None:
    assert (UserError.code, Invalid("f", "m").code, NotFound("m").code) == (
        "bad_request",
        "invalid",
        "not_found",
    )
