"""Secrets at rest: encrypted with a key in the data folder, never in clear in the database."""

import os
from collections.abc import Callable

from neonarr.base.errors import Invalid
from neonarr.base.secret import Secret

KEY_FILE = "secret.key"


class Vault:
    """Seals and opens secrets. The key file is made once, readable by its owner alone; replicas on
    PostgreSQL must share it. Raises Invalid when made over a damaged key file."""

    def __init__(self, folder: str) -> None:
        # cryptography is imported here because most starts of the command line need no vault.
        from cryptography.fernet import Fernet  # noqa: PLC0415

        path = os.path.join(folder, KEY_FILE)
        try:
            self._fernet = Fernet(_key(path, Fernet.generate_key))
        except ValueError as error:
            raise Invalid(
                KEY_FILE,
                f"{path} is damaged. Put back the {KEY_FILE} the secrets were stored with; if it "
                "is lost, delete this one, set NEONARR_API_KEY and enter the secrets again.",
            ) from error

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
    if not os.path.exists(path):
        _write_once(path, make())
    with open(path, "rb") as kept:
        os.fchmod(kept.fileno(), 0o600)
        return kept.read().strip()


def _write_once(path: str, key: bytes) -> None:
    """The whole key or no file at all, and never over one that another process was quicker with."""
    fresh = f"{path}.{os.getpid()}.new"
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(fresh)
