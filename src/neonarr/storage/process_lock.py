"""One server per data folder when the database is SQLite."""

import fcntl
import os


class AlreadyRunning(Exception):
    """Another server holds this data folder."""


class ProcessLock:
    """Held until `release()` or the death of the process, however sudden."""

    def __init__(self, path: str) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            owner = os.read(self._file, 32).decode(errors="replace").strip()
            os.close(self._file)
            raise AlreadyRunning(
                f"Another Neonarr{f' (process {owner})' if owner else ''} already uses this data "
                "folder. Stop it first, give this one its own NEONARR_DATA_DIR, or use PostgreSQL "
                "(NEONARR_DATABASE_URL), which several may share."
            ) from error
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, str(os.getpid()).encode(), 0)

    def release(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
