"""A private, throw-away PostgreSQL cluster on a unix socket, for the tests of one run."""

import glob
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.kit.needs import missing


def _binaries() -> str:
    """Folder of the newest server's programs; ends the test if there is none."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=_version)
    on_path = shutil.which("initdb")
    if not found and not on_path:
        missing("postgresql")
    return os.path.dirname(found[-1] if found else str(on_path))


def _version(path: str) -> int:
    return int(path.split("/")[4])


class Postgres:
    """Started when made. `fresh()` gives the address of a new, empty database."""

    def __init__(self) -> None:
        self._bin = _binaries()
        # A socket's path may have 107 bytes, so the folder's must be short.
        self._folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        self._as_user: dict[str, object] = {}
        if os.geteuid() == 0:  # the server refuses to run as root
            user = pwd.getpwnam("postgres")
            os.chown(self._folder, user.pw_uid, user.pw_gid)
            self._as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        self._count = 0
        self._run(["initdb", "-D", self._data, "-U", "test", "-A", "trust", "-E", "UTF8"])
        self.start()

    @property
    def _data(self) -> str:
        return str(self._folder / "data")

    def start(self) -> None:
        options = (
            f"listen_addresses= unix_socket_directories={self._folder} shared_buffers=32MB "
            "max_connections=300 fsync=off synchronous_commit=off full_page_writes=off"
        )
        flags = [part for option in options.split() for part in ("-c", option)]
        self._process = subprocess.Popen(
            [f"{self._bin}/postgres", "-D", self._data, *flags],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self._folder,
            **self._as_user,  # type: ignore[call-overload]
        )
        ready = [f"{self._bin}/pg_isready", "-q", "-h", str(self._folder)]
        deadline = time.monotonic() + 60
        while subprocess.run(ready, check=False).returncode:
            if time.monotonic() > deadline or self._process.poll() is not None:
                raise RuntimeError("PostgreSQL did not start")
            time.sleep(0.02)

    def fresh(self) -> str:
        """The address of a new database."""
        self._count += 1
        name = f"t{os.getpid()}_{self._count}"
        # template1 can be busy for a moment (autovacuum looks into it), template0 never is.
        where = ["-h", str(self._folder), "-U", "test"]
        self._run(["createdb", *where, "-T", "template0", name])
        return f"postgresql://test@/{name}?host={self._folder}"

    def stop(self) -> None:
        """Stop the server; `start()` brings it back with its databases."""
        self._process.send_signal(2)  # SIGINT: end sessions and stop
        self._process.wait(60)

    def close(self) -> None:
        if self._process.poll() is None:
            self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, command: Sequence[str]) -> None:
        done = subprocess.run(
            [f"{self._bin}/{command[0]}", *command[1:]],
            check=False,
            capture_output=True,
            text=True,
            cwd=self._folder,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            **self._as_user,  # type: ignore[call-overload]
        )
        if done.returncode:
            raise RuntimeError(f"{command[0]}: {done.stderr}")
