"""A browser that is let in, and what the API says beside it."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.kit.app import CLAIM_TOKEN, NAME, PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page


@dataclass
class Home:
    """The application behind `url`. Every page it opens must keep its console clean."""

    url: str
    context: "BrowserContext"
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str, width: int = 1440) -> "Page":
        page = self.context.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        page.on("console", lambda m: self.complaints.append(m.text) if m.type != "log" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(self.url + path)
        return page

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """The answer of the API, which must be a good one."""
        answer = self.context.request.fetch(
            self.url + path, method=method, data=body, headers={"Origin": self.url}
        )
        assert answer.ok, answer.text()
        return answer.json()

    def profile(self, number: int) -> dict[str, Any]:
        found: dict[str, Any] = self.call("GET", f"/api/v1/profiles/{number}")["profile"]
        return found


@contextlib.contextmanager
def signed_in(browser: "Browser", url: str) -> Iterator[Home]:
    """The account is made on the way."""
    context = browser.new_context()
    form: dict[str, str | float | bool] = {"token": CLAIM_TOKEN, "name": NAME, "password": PASSWORD}
    claimed = context.request.post(url + "/setup", form=form, headers={"Origin": url})
    assert claimed.ok, claimed.text()
    home = Home(url, context)
    yield home
    context.close()
    assert [c for c in home.complaints if "net::ERR" not in c and "status of" not in c] == []


def wanted(profile: dict[str, Any]) -> list[str]:
    """The names of what it wants, worst first."""
    items = [one for one in profile["items"] if one["allowed"]]
    return [one["quality"]["name"] if one.get("quality") else one["name"] for one in items]


def a_format(name: str, **more: Any) -> dict[str, Any]:
    condition = {
        "name": "it",
        "implementation": "ReleaseTitleSpecification",
        "negate": False,
        "required": True,
        "fields": {"value": "x26[45]"},
    }
    return {"name": name, "specifications": [condition], **more}
