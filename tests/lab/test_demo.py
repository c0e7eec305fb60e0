"""The demo as a newcomer runs it: real server, real torrents, checksums at the end."""

import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from neonarr.lab.server import clean_env, usable_port

pytestmark = pytest.mark.real
COMMAND = [sys.executable, "-m", "neonarr.cli", "demo"]


def test_once_gets_film_and_album(tmp_path: Path) -> None:
    port = str(usable_port())
    done = subprocess.run(
        [*COMMAND, "--once", "--port", port],
        env=clean_env(TMPDIR=str(tmp_path)),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert re.search(
        r"movies/Neon Test Card \(2024\)/Neon Test Card \(2024\) \[.+\]\.mkv", done.stdout
    )
    assert "music/The Oscillators/First Light (2024)/01 - Warm Up.flac" in done.stdout
    assert "every checksum equals" in done.stdout
    assert list(tmp_path.iterdir()) == [], "the demo left something behind"


ALONE = """
import fcntl, socket, struct, subprocess, sys
request, is_up = 0x8914, 0x1 | 0x40  # SIOCSIFFLAGS; IFF_UP and IFF_RUNNING
with socket.socket() as any_socket:
    fcntl.ioctl(any_socket, request, struct.pack("16sH", b"lo", is_up))
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
names, values = (l.split() for l in open("/proc/net/snmp") if l.startswith("Ip:"))
v4 = dict(zip(names, values))["OutNoRoutes"]
v6 = next(l.split()[1] for l in open("/proc/net/snmp6") if l.startswith("Ip6OutNoRoutes"))
print(code, v4, v6)
"""


def test_works_offline_and_tries_to_reach_nobody() -> None:
    """In a network of its own that has only loopback, where every other packet is counted."""
    if subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("no right to make a network namespace here")
    done = subprocess.run(
        ["unshare", "-rn", sys.executable, "-c", ALONE, *COMMAND, "--once"],
        env=clean_env(),
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("0 0 0\n", "")


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stopped_half_way_leaves_nothing(tmp_path: Path, ending: signal.Signals) -> None:
    port = str(usable_port())
    log = tmp_path.with_name(tmp_path.name + ".log")
    with log.open("w") as out:
        process = subprocess.Popen(
            [*COMMAND, "--port", port],
            env=clean_env(TMPDIR=str(tmp_path)),
            cwd=tmp_path,
            stdout=out,
        )
    try:
        deadline = time.monotonic() + 60
        while "Grabbed" not in log.read_text():
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)
        process.send_signal(ending)
        assert process.wait(60) == 0
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    assert list(tmp_path.iterdir()) == []
