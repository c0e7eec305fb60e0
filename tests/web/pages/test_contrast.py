"""Colours that stand on each other, computed from the design tokens (WCAG 2.2, 1.4.3 and 1.4.11).

Source: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
"""

import os
import re

import pytest

from neonarr.web.templating import STATIC_DIR

SURFACES = ["void", "panel", "raised", "overlay"]
TEXTS = ["text", "text-soft", "text-faint"]
HUES = ["pink", "blue", "purple", "mint", "amber", "red", "quiet"]


def tokens() -> dict[str, str]:
    with open(os.path.join(STATIC_DIR, "css", "tokens.css"), encoding="utf-8") as file:
        return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", file.read()))


def luminance(color: str) -> float:
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("text", TEXTS)
def test_text_is_readable_on_every_surface(text: str, surface: str) -> None:
    assert contrast(tokens()[text], tokens()[surface]) >= 4.5


@pytest.mark.parametrize("hue", HUES)
def test_every_hue_is_readable_on_its_deep_twin_and_on_panels(hue: str) -> None:
    found = tokens()
    for surface in (f"{hue}-deep", "void", "panel"):
        assert contrast(found[hue], found[surface]) >= 4.5, surface


@pytest.mark.parametrize("neon", ["pink", "purple"])
def test_words_on_neon_buttons_are_readable(neon: str) -> None:
    assert contrast(tokens()["on-neon"], tokens()[neon]) >= 4.5


@pytest.mark.parametrize("surface", ["void", "panel", "raised"])
@pytest.mark.parametrize("line", ["line-strong", "pink"])
def test_borders_and_focus_rings_of_controls_are_visible(line: str, surface: str) -> None:
    assert contrast(tokens()[line], tokens()[surface]) >= 3


def test_every_token_is_used() -> None:
    used = ""
    for name in ("tokens", "base", "components", "pages"):
        with open(os.path.join(STATIC_DIR, "css", f"{name}.css"), encoding="utf-8") as file:
            used += file.read()
    defined = set(re.findall(r"^\s*--([\w-]+):", used, re.MULTILINE))
    named = set(re.findall(r"var\(--([\w-]+)", used))
    assert defined - named == set()
    assert named - defined == set()
