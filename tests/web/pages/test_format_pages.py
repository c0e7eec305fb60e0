"""The pages of custom formats in a real browser, before the real application."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.pages.quality import Home, a_format, signed_in
from tests.web.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytest.importorskip("playwright.sync_api")
from playwright.sync_api import expect


@pytest.fixture
def home(browser: "Browser", tmp_path: Path) -> Iterator[Home]:
    with served(tmp_path) as url, signed_in(browser, url) as opened:
        yield opened


def names(home: Home) -> list[str]:
    return [one["name"] for one in home.call("GET", "/api/v3/customformat")]


def paste(page: "Page", value: object) -> None:
    text = value if isinstance(value, str) else json.dumps(value)
    page.get_by_label("One format or a list of them, as JSON").fill(text)
    page.get_by_role("button", name="Import").click()


def test_formats_are_pasted_found_and_deleted(home: Home) -> None:
    before = names(home)
    page = home.open("/formats")
    page.get_by_text("Import from a guide").click()
    paste(page, [a_format("Gold"), a_format("Silver", specifications=[])])
    expect(page.locator("#import-error")).to_contain_text("Silver")
    assert names(home) == before
    paste(page, [a_format("Gold"), a_format("Silver")])
    expect(page.locator("#format-count")).to_have_text(f"{len(before) + 2} formats")
    page.get_by_label("Find a format").fill("sil")
    expect(page.locator(".format-row:visible")).to_have_count(1)
    page.get_by_role("button", name="Delete Silver").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("No format is called that.")).to_be_visible()
    assert names(home) == [*before, "Gold"]


def test_a_format_in_use_stays_and_says_why(home: Home) -> None:
    page = home.open("/formats")
    row = page.locator('.format-row[data-name="HDR"]')
    expect(row).to_contain_text("4K with HDR +100")
    page.get_by_role("button", name="Delete HDR").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(row.get_by_role("alert")).to_contain_text("set its score to 0 there first")
    assert "HDR" in names(home)


def test_files_are_imported_and_all_are_exported(home: Home, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.json").write_text(json.dumps(a_format(f"From file {number}")))
    files = [tmp_path / f"{number}.json" for number in range(3)]
    page = home.open("/formats")
    page.get_by_text("Import from a guide").click()
    page.locator("#import input[type=file]").set_input_files(files)
    expect(page.locator(".toast")).to_have_text("3 formats imported.")
    (tmp_path / "bad.json").write_text("{")
    page.locator("#import input[type=file]").set_input_files([*files, tmp_path / "bad.json"])
    expect(page.locator("#import-error")).to_contain_text("“bad.json” is not JSON")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Export all").click()
    exported = json.loads(Path(saved.value.path()).read_text())
    assert [one["name"] for one in exported] == names(home)


def test_an_address_that_does_not_answer_is_told(home: Home) -> None:
    page = home.open("/formats")
    page.get_by_text("Import from a guide").click()
    page.get_by_label("Or its address").fill("ftp://127.0.0.1/x.json")
    page.get_by_role("button", name="Import").click()
    expect(page.locator("#import-error")).to_be_visible()
    expect(page.get_by_label("Or its address")).to_be_focused()


def test_a_format_is_read_tried_and_saved(home: Home) -> None:
    one = home.call("POST", "/api/v1/formats/import", [a_format("Codec")])["formats"][0]
    page = home.open(f"/formats/{one['id']}")
    condition = page.locator(".condition")
    expect(condition).to_have_text(re.compile(r"Release title matches x26\[45\].*it.*Required"))
    page.get_by_label("Release names").fill("Heat.1995.1080p.x265-A\nHeat.1995.1080p.XviD-A")
    expect(page.locator(".tried-name").nth(0)).to_contain_text("Meets it")
    expect(page.locator(".tried-name").nth(1)).to_contain_text("Does not meet it")
    area = page.get_by_label("As JSON")
    area.fill(area.input_value().replace("x26[45]", "xvid"))
    expect(condition).to_contain_text("xvid")
    expect(page.locator(".tried-name").nth(1)).to_contain_text("Meets it")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".toast")).to_contain_text("Saved")
    stored = home.call("GET", f"/api/v3/customformat/{one['id']}")
    assert stored["specifications"][0]["fields"][0]["value"] == "xvid"


def test_what_is_wrong_in_the_json_is_shown_in_its_place(home: Home) -> None:
    two = a_format("Two")
    two["specifications"].append({**two["specifications"][0], "name": "odd"})
    one = home.call("POST", "/api/v1/formats/import", [two])["formats"][0]
    page = home.open(f"/formats/{one['id']}")
    area, error = page.get_by_label("As JSON"), page.locator("#json-error")
    expect(page.locator(".condition")).to_have_count(2)
    text = area.input_value()
    area.fill(text[: text.rindex("x26[45]")] + "(" + text[text.rindex("x26[45]") + 7 :])
    expect(error).to_contain_text("condition “odd”")
    page.get_by_role("button", name="Show the place").click()
    chosen = area.evaluate("e => e.value.slice(e.selectionStart, e.selectionEnd)")
    assert '"odd"' in chosen and '"it"' not in chosen
    page.get_by_role("button", name="Save").click()
    expect(area).to_be_focused()
    area.fill(text + "}")
    expect(error).to_contain_text("This is not JSON")
    stored = home.call("GET", f"/api/v3/customformat/{one['id']}")
    assert {s["fields"][0]["value"] for s in stored["specifications"]} == {"x26[45]"}


def test_a_new_format_from_its_sample(home: Home) -> None:
    page = home.open("/formats/new")
    expect(page.locator(".condition")).to_have_count(1)
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile(r"/formats/\d+$"))
    assert "My format" in names(home)
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    page.wait_for_url("**/formats")
    assert "My format" not in names(home)


def test_a_format_that_is_gone(home: Home) -> None:
    expect(home.open("/formats/999").locator("h1")).to_contain_text("not here")
