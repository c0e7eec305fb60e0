"""What is too small to be pressed on a phone."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

LEAST_PX = 44


def too_small(page: "Page") -> list[Any]:
    """(width, height, its beginning as HTML) of each, links in the middle of a sentence aside (WCAG
    2.2, 2.5.5). Source: https://www.w3.org/TR/WCAG22/#target-size-enhanced
    """
    return list(
        page.evaluate(
            """(least) => [...document.querySelectorAll(
                 "a[href], button, input, select, textarea, summary")]
             .map((e) => e.closest("label") ?? e)
             .filter((e) => e.checkVisibility() && getComputedStyle(e).display !== "inline"
               && !e.matches(".skip, [type=hidden]"))
             .map((e) => [Math.round(e.getBoundingClientRect().width),
               Math.round(e.getBoundingClientRect().height), e.outerHTML.slice(0, 160)])
             .filter(([width, height]) => width < least || height < least)""",
            LEAST_PX,
        )
    )
