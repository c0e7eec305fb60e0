"""The API key and the claim token."""

import os
import stat
from pathlib import Path

import pytest

from neonarr.base.errors import Invalid
from neonarr.base.secret import Secret
from neonarr.people.keys import KEY_FILE, api_key, claim_token
from neonarr.settings.store import load_settings
from neonarr.settings.vault import Vault
from neonarr.storage.db import Database


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_key_is_made_once_and_sealed(database: Database, vault: Vault, tmp_path: Path) -> None:
    key = api_key(database, vault, str(tmp_path), None)
    assert len(key.reveal()) == 32
    assert api_key(database, vault, str(tmp_path), None) == key
    assert (tmp_path / KEY_FILE).read_text() == key.reveal() + "\n"
    assert key.reveal() not in str(database.setup(load_settings))


def test_the_environments_key_goes_first_and_is_not_stored(
    database: Database, vault: Vault, tmp_path: Path
) -> None:
    own = api_key(database, vault, str(tmp_path), None)
    assert api_key(database, vault, str(tmp_path), Secret("given")) == Secret("given")
    assert (tmp_path / KEY_FILE).read_text() == "given\n"
    assert api_key(database, vault, str(tmp_path), None) == own


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777])
def test_the_file_is_its_owners_alone(
    database: Database, vault: Vault, tmp_path: Path, umask: int
) -> None:
    before = os.umask(umask)
    try:
        api_key(database, vault, str(tmp_path), None)
    finally:
        os.umask(before)
    assert mode(tmp_path / KEY_FILE) == 0o600
    assert [p.name for p in tmp_path.iterdir() if p.name.endswith(".new")] == []


def test_who_may_read_an_old_file_never_reads_the_new_key(
    database: Database, vault: Vault, tmp_path: Path
) -> None:
    path = tmp_path / KEY_FILE
    path.write_text("old\n")
    path.chmod(0o666)
    with path.open() as held_by_another:
        key = api_key(database, vault, str(tmp_path), None)
        assert mode(path) == 0o600
        assert key.reveal() not in held_by_another.read()


def test_a_link_in_its_place_is_replaced_not_followed(
    database: Database, vault: Vault, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("mine")
    (tmp_path / KEY_FILE).symlink_to(elsewhere)
    api_key(database, vault, str(tmp_path), None)
    assert elsewhere.read_text() == "mine"


def test_with_another_secret_key(database: Database, vault: Vault, tmp_path: Path) -> None:
    api_key(database, vault, str(tmp_path), None)
    before = claim_token(database, vault)
    (tmp_path / "other").mkdir()
    other = Vault(str(tmp_path / "other"))
    with pytest.raises(Invalid, match=r"secret\.key.*NEONARR_API_KEY"):
        api_key(database, other, str(tmp_path), None)
    assert api_key(database, other, str(tmp_path), Secret("given")) == Secret("given")
    fresh = claim_token(database, other)
    assert fresh != before and claim_token(database, other) == fresh


def test_the_claim_token_stays(database: Database, vault: Vault) -> None:
    assert claim_token(database, vault) == claim_token(database, vault)
