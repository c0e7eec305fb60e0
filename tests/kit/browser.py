"""A real Chromium that talks to this machine only."""

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tests.kit.needs import needs
from tests.kit.waiting import PATIENCE_S

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LOOPBACK_ONLY = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--metrics-recording-only",
    "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
"""Every service Chromium would call by itself is off, and no name but 127.0.0.1 resolves."""


@contextlib.contextmanager
def chromium() -> Iterator["Browser"]:
    """A browser; the test is skipped (in CI: fails) when this machine has none.

    Playwright keeps an event loop in the calling thread while it runs: use it from modules whose
    tests are not async, in a fixture of module scope.
    """
    path = needs("chromium", "chromium-browser", "google-chrome")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=1000 * PATIENCE_S)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, headless=True, args=LOOPBACK_ONLY
        )
        try:
            yield browser
        finally:
            browser.close()
