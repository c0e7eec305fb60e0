"""Rules for the scripts and styles, checked over their text."""

import os
import re

import pytest

from neonarr.web.templating import STATIC_DIR

SCRIPTS = sorted(os.listdir(os.path.join(STATIC_DIR, "js")))
ENTRIES = {
    "app.js",
    "decisions.js",
    "downloads.js",
    "search.js",
    "library.js",
    "settings.js",
    "profile.js",
    "profiles.js",
    "custom-format.js",
    "custom-formats.js",
}


def text_of(*parts: str) -> str:
    with open(os.path.join(STATIC_DIR, *parts), encoding="utf-8") as file:
        return file.read()


@pytest.mark.parametrize("script", SCRIPTS)
def test_no_html_is_made_from_text(script: str) -> None:
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function"
    assert re.findall(forbidden, text_of("js", script)) == []


@pytest.mark.parametrize("script", SCRIPTS)
def test_imports_exist_and_no_page_script_is_loaded_twice(script: str) -> None:
    """A page loads its script with ?v=; imported without, it would run a second time."""
    imported = re.findall(r'from "\./([\w.-]+)"', text_of("js", script))
    assert set(imported) <= set(SCRIPTS) - ENTRIES


def test_every_icon_that_is_named_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="(\w+)"', text_of("icons.svg")))
    templates = os.path.join(os.path.dirname(STATIC_DIR), "templates")
    named: set[str] = set()
    for folder, _, files in os.walk(templates):
        for name in files:
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                page = file.read()
            named |= set(re.findall(r'icon\("(\w+)"\)', page))
            named |= set(re.findall(r'(?:call )?empty\("(\w+)"', page))
    assert named <= drawn
    assert {"film", "disc", "check", "warning"} <= drawn


def test_motion_stops_for_those_who_ask() -> None:
    assert "prefers-reduced-motion: reduce" in text_of("css", "base.css")


def test_nothing_is_fetched_from_elsewhere() -> None:
    for name in os.listdir(os.path.join(STATIC_DIR, "css")):
        assert "@import" not in text_of("css", name)
        assert "url(" not in text_of("css", name)
