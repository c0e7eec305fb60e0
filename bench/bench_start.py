"""What a fresh server costs: seconds from `./run` to its first answer, memory and CPU when idle."""

import os
import secrets
import statistics
import tempfile
import time
from pathlib import Path

from bench import Row
from neonarr.lab.server import Server, clean_env, usable_port

ROOT = Path(__file__).parents[1]
STARTS = 5
SETTLE_S, IDLE_S = 5, 20

FASTEST_RIVAL_S, LIGHTEST_RIVAL_MB = 2.7, 144
QUOTED = "peers' figures are quoted, not taken in this run; the ratio is to the best of them"


def run() -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="neonarr-bench-") as folder:
        first = [_start_and_stop(Path(folder, str(n))) for n in range(STARTS)]
        later = [_start_and_stop(Path(folder, "0")) for _ in range(STARTS)]
        server = _start(Path(folder, "0"))
        try:
            time.sleep(SETTLE_S)
            rss, pss = memory_mb(server.process.pid)
            cpu = idle_cpu_percent(server.process.pid)
        finally:
            server.stop()
    memory_ratio = f"{rss / LIGHTEST_RIVAL_MB:.2f}"
    return [
        _start_row("start: ./run to first /ping", later, f"median of {STARTS}; {QUOTED}"),
        _start_row("the same with an empty data folder", first, f"median of {STARTS}; {QUOTED}"),
        Row("idle memory, RSS", f"{rss:.0f} MB", "144–232 MB", memory_ratio, "≤ 90 MB", QUOTED),
        Row("idle memory, PSS", f"{pss:.0f} MB", note="shared pages counted by share"),
        Row("idle CPU", f"{cpu:.2f} %", goal="≤ 0.5 %", note=f"of one core, over {IDLE_S} s"),
    ]


def _start_row(what: str, seconds: list[float], note: str) -> Row:
    median = statistics.median(seconds)
    ratio = f"{median / FASTEST_RIVAL_S:.2f}"
    return Row(what, f"{median:.2f} s", "2.7–5.2 s", ratio, "≤ 1.5 s", note)


def _start_and_stop(folder: Path) -> float:
    server = _start(folder)
    server.stop()
    return server.start_s


def _start(folder: Path) -> Server:
    """A server whose folders lie in `folder`."""
    folder.mkdir(exist_ok=True)
    port = usable_port()
    env = clean_env(
        NEONARR_DATA_DIR=str(folder / "data"),
        NEONARR_PORT=str(port),
        NEONARR_API_KEY=secrets.token_hex(16),
        NEONARR_ENGINE_LISTEN="127.0.0.1:0",
        NEONARR_ENGINE_DISCOVERY="off",
        **{f"NEONARR_{d}_DIR": str(folder / d.lower()) for d in ("MOVIES", "MUSIC", "DOWNLOADS")},
    )
    return Server([str(ROOT / "run"), "serve"], port, env, folder / "server.log")


def memory_mb(pid: int) -> tuple[float, float]:
    """RSS and PSS of a process and its children, in MB of 1024 × 1024 bytes."""
    totals = {"Rss": 0, "Pss": 0}
    for member in family(pid):
        for fact in Path(f"/proc/{member}/smaps_rollup").read_text().splitlines():
            name, _, value = fact.partition(":")
            if name in totals:
                totals[name] += int(value.split()[0])
    return totals["Rss"] / 1024, totals["Pss"] / 1024


def idle_cpu_percent(pid: int) -> float:
    """Share of one core that a process and its children use over IDLE_S seconds."""

    def used_s() -> float:
        # Fields 14 and 15 of /proc/PID/stat, counted after the name, which may hold spaces.
        facts = (
            Path(f"/proc/{p}/stat").read_text().rpartition(")")[2].split() for p in family(pid)
        )
        return sum(int(f[11]) + int(f[12]) for f in facts) / os.sysconf("SC_CLK_TCK")

    before, begun = used_s(), time.monotonic()
    time.sleep(IDLE_S)
    return 100 * (used_s() - before) / (time.monotonic() - begun)


def family(pid: int) -> list[int]:
    """The process and all its descendants."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(member for child in children for member in family(int(child)))]
