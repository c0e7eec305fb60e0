"""Pytest plugin: one line at the end naming the components whose tests were skipped."""

import re
from collections import Counter
from typing import Any


def pytest_terminal_summary(terminalreporter: Any) -> None:
    reasons = (str(report.longrepr) for report in terminalreporter.stats.get("skipped", []))
    found = Counter(
        match[1]
        for reason in reasons
        if (match := re.search(r"missing component: ([\w-]+)", reason))
    )
    if found:
        listed = ", ".join(f"{name} ({count} tests)" for name, count in sorted(found.items()))
        terminalreporter.write_line(f"Not tested for want of a component: {listed}")
