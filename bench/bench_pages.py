"""What the first page costs in a real browser: bytes, and seconds until something is painted."""

import secrets
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench import Row
from neonarr.lab.server import Server, clean_env, usable_port
from tests.kit.browser import chromium

VISITS = 7
WEIGHED = """() => ["navigation", "resource"]
  .flatMap((kind) => performance.getEntriesByType(kind))
  .filter((entry) => !entry.name.includes("/api/"))
  .reduce((sum, entry) => sum + entry.decodedBodySize, 0)"""
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime / 1000"
QUOTED = "peers' figures are quoted, not taken in this run"


def run() -> list[Row]:
    if not shutil.which("chromium"):
        return [Row("first page", "not measured", note="there is no chromium here")]
    with tempfile.TemporaryDirectory(prefix="neonarr-bench-") as folder:
        server = _start(Path(folder))
        try:
            painted, weight = _visit(server)
        finally:
            server.stop()
    median = statistics.median(painted)
    cold = f"median of {VISITS} cold visits to Home; {QUOTED}"
    ratio_s, ratio_kb = f"{median / 0.4:.2f}", f"{weight / 500_000:.2f}"
    return [
        Row("first page: painted after", f"{median:.2f} s", "0.4–0.7 s", ratio_s, "≤ 0.3 s", cold),
        Row(
            "first page: weight",
            f"{weight / 1000:.0f} KB",
            "0.5–16 MB",
            ratio_kb,
            "≤ 150 KB",
            f"HTML, styles, scripts, icons, uncompressed; {QUOTED}",
        ),
    ]


def _start(folder: Path) -> Server:
    port = usable_port()
    env = clean_env(
        NEONARR_DATA_DIR=str(folder / "data"),
        NEONARR_PORT=str(port),
        NEONARR_API_KEY=secrets.token_hex(16),
        NEONARR_ENGINE_LISTEN="127.0.0.1:0",
        NEONARR_ENGINE_DISCOVERY="off",
    )
    return Server([sys.executable, "-m", "neonarr.cli", "serve"], port, env, folder / "log")


def _visit(server: Server) -> tuple[list[float], int]:
    """Seconds until the first paint of each visit with an empty cache, and the bytes of one."""
    claim = next(word for line in server.said() for word in line.split() if "/setup?" in word)
    with chromium() as browser:
        context = browser.new_context()
        page = context.new_page()
        page.goto(claim)
        page.fill("#password", secrets.token_hex(16))
        page.click("form button")
        page.wait_for_url(f"{server.url}/")
        session: Any = context.storage_state()
        painted: list[float] = []
        for _ in range(VISITS):
            fresh = browser.new_context(storage_state=session)
            page = fresh.new_page()
            page.goto(server.url, wait_until="load")
            page.locator('[data-live="connected"]').wait_for()
            painted.append(page.evaluate(PAINTED))
            weight = int(page.evaluate(WEIGHED))
            fresh.close()
    return painted, weight
