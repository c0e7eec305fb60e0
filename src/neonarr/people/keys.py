"""The API key and the claim token: made once, kept sealed, the key also in a file for scripts."""

import os
import secrets

from neonarr.base.errors import Invalid
from neonarr.base.secret import Secret
from neonarr.settings.store import save_setting, save_setting_once
from neonarr.settings.vault import UnreadableSecret, Vault
from neonarr.storage.db import Database

KEY_FILE = "api-key"


def api_key(db: Database, vault: Vault, folder: str, fixed: Secret | None) -> Secret:
    """The environment's key if it gives one, else the stored one, made on the first start.

    It is also written to `api-key` in the data folder, readable by the owner alone. Raises Invalid
    if the stored one can't be read.
    """
    try:
        key = fixed or _kept(db, vault, "api_key", secrets.token_hex(16))
    except UnreadableSecret as error:
        raise Invalid(
            "NEONARR_API_KEY",
            f"The API key was stored with another secret.key than the one in {folder}. Put that "
            "one back, or set NEONARR_API_KEY and enter the other secrets again in Settings.",
        ) from error
    _write_alone(os.path.join(folder, KEY_FILE), key.reveal() + "\n")
    return key


def _write_alone(path: str, text: str) -> None:
    """In place of what is there, so that nobody who may read the old file reads the new text."""
    fresh = f"{path}.{os.getpid()}.new"
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        os.fchmod(descriptor, 0o600)
        file.write(text)
    os.replace(fresh, path)


def claim_token(db: Database, vault: Vault) -> Secret:
    """The same until the server is claimed, also after a restart and on every replica."""
    try:
        return _kept(db, vault, "claim_token", secrets.token_urlsafe(12))
    except UnreadableSecret:
        # Nothing depends on the old one: it is printed at every start until it is used.
        fresh = Secret(secrets.token_urlsafe(12))
        db.setup(lambda c: save_setting(c, "claim_token", vault.seal(fresh)))
        return fresh


def _kept(db: Database, vault: Vault, name: str, fresh: str) -> Secret:
    sealed = vault.seal(Secret(fresh))
    return vault.open(db.setup(lambda c: save_setting_once(c, name, sealed)))
