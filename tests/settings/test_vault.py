"""Secrets at rest."""

import os
import stat
from pathlib import Path

import pytest

from neonarr.base.errors import Invalid
from neonarr.base.secret import Secret
from neonarr.settings.vault import KEY_FILE, UnreadableSecret, Vault


def test_what_is_sealed_opens_again_after_a_restart(tmp_path: Path) -> None:
    sealed = Vault(str(tmp_path)).seal(Secret("hünter2"))
    assert "nter2" not in sealed
    assert Vault(str(tmp_path)).open(sealed) == Secret("hünter2")


def test_another_key_is_said_in_words(tmp_path: Path) -> None:
    sealed = Vault(str(tmp_path)).seal(Secret("hunter2"))
    (tmp_path / "other").mkdir()
    for bad in (sealed, "rubbish", ""):
        with pytest.raises(UnreadableSecret, match=r"secret\.key"):
            Vault(str(tmp_path / "other")).open(bad)


@pytest.mark.parametrize("umask", [0o000, 0o777])
def test_the_key_file_is_its_owners_alone(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        Vault(str(tmp_path))
    finally:
        os.umask(before)
    assert [p.name for p in tmp_path.iterdir()] == [KEY_FILE]
    path = tmp_path / KEY_FILE
    assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
    path.chmod(0o644)
    Vault(str(tmp_path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600, "an old one that is too open is closed"


@pytest.mark.parametrize("content", [b"", b"rubbish", b"\xff" * 44])
def test_a_damaged_key_file_is_refused_and_kept(tmp_path: Path, content: bytes) -> None:
    (tmp_path / KEY_FILE).write_bytes(content)
    with pytest.raises(Invalid, match="is damaged"):
        Vault(str(tmp_path))
    assert (tmp_path / KEY_FILE).read_bytes() == content


def test_a_process_that_was_quicker_is_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Vault(str(tmp_path))
    sealed = first.seal(Secret("x"))
    real = os.path.exists
    monkeypatch.setattr(os.path, "exists", lambda p: not str(p).endswith(KEY_FILE) and real(p))
    assert Vault(str(tmp_path)).open(sealed) == Secret("x")
