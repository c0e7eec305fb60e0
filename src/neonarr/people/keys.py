"""The API key and the claim token: made once, kept sealed, the key also in a file for scripts."""

import os
import secrets

from neonarr.base.secret import Secret
from neonarr.settings.store import save_setting_once
from neonarr.settings.vault import Vault
from neonarr.storage.db import Database

KEY_FILE = "api-key"


def api_key(db: Database, vault: Vault, folder: str, fixed: Secret | None) -> Secret:
    """The environment's key if it gives one, else the stored one, made on the first start.

    It is also written to `api-key` in the data folder, readable by the owner alone.
    """
    key = fixed or _kept(db, vault, "api_key", secrets.token_hex(16))
    path = os.path.join(folder, KEY_FILE)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(key.reveal() + "\n")
    return key


def claim_token(db: Database, vault: Vault) -> Secret:
    """The same until the server is claimed, also after a restart and on every replica."""
    return _kept(db, vault, "claim_token", secrets.token_urlsafe(12))


def _kept(db: Database, vault: Vault, name: str, fresh: str) -> Secret:
    sealed = vault.seal(Secret(fresh))
    return vault.open(db.setup(lambda c: save_setting_once(c, name, sealed)))
