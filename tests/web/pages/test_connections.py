"""System shows how we stand with each client, counts down, and lets a person try again."""

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.kit.fake_web import FakeWeb, wait_live

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.real


def test_a_ban_counts_down_and_heals_without_a_reload(page: "Page", web: FakeWeb) -> None:
    page.goto(web.url + "/system")
    wait_live(page)
    page.evaluate("window.isSamePage = true")
    banned = page.locator('[data-key="session-4"]')
    expect(banned.locator(".chip")).to_have_text("Banned")
    expect(banned.locator("time[data-until]")).to_have_text(re.compile(r"^in \d?\d:\d\d$"))

    web.answers["/api/v1/clients/4/try"] = (
        200,
        {"id": 4, "name": "qBittorrent", "means": "Logged in.", "isStuck": False},
    )
    banned.get_by_role("button", name="Try again").click()
    page.locator(".toast", has_text="qBittorrent: Logged in.").wait_for()
    assert ("POST", "/api/v1/clients/4/try", None) in web.calls

    before, other = web.desk.sessions
    web.push("client", before)
    now = {**other, "id": 4, "name": "qBittorrent"}
    web.desk.sessions = [now, other]
    web.push("client", now)
    expect(banned.locator(".chip")).to_have_text("Connected")
    expect(banned.get_by_role("button")).to_have_count(0)
    assert page.evaluate("window.isSamePage") is True


def test_the_settings_tell_it_too(page: "Page", web: FakeWeb) -> None:
    page.goto(web.url + "/settings/download-clients")
    chips = page.locator(".adapter .chip")
    expect(chips.filter(has_text="Banned")).to_have_count(1)
