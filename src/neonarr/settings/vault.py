"""Secrets at rest: encrypted with a key in the data folder, never in clear in the database."""

import os
from collections.abc import Callable

from neonarr.base.secret import Secret

KEY_FILE = "secret.key"


class Vault:
    """Seals and opens secrets. The key file is made once, readable by its owner alone; replicas on
    PostgreSQL must share it."""

    def __init__(self, folder: str) -> None:
        # cryptography is imported here because most starts of the command line need no vault.
        from cryptography.fernet import Fernet  # noqa: PLC0415

        self._fernet = Fernet(_key(os.path.join(folder, KEY_FILE), Fernet.generate_key))

    def seal(self, secret: Secret) -> str:
        return self._fernet.encrypt(secret.reveal().encode()).decode()

    def open(self, sealed: str) -> Secret:
        """Raises UnreadableSecret if it was sealed with another key."""
        from cryptography.fernet import InvalidToken  # noqa: PLC0415

        try:
            return Secret(self._fernet.decrypt(sealed.encode()).decode())
        except InvalidToken as error:
            raise UnreadableSecret(
                f"A stored secret can't be read with the {KEY_FILE} in the data folder. Put back "
                "the one it was stored with, or enter the secret again in Settings."
            ) from error


class UnreadableSecret(Exception):
    """A stored secret was sealed with a key that is not here."""


def _key(path: str, make: Callable[[], bytes]) -> bytes:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        with open(path, "rb") as existing:
            return existing.read().strip()
    with os.fdopen(descriptor, "wb") as fresh:
        key = make()
        fresh.write(key)
        fresh.flush()
        os.fsync(fresh.fileno())
    return key
