"""What the doctor finds, as values. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """From best to worst."""

    OK = "ok"
    NOTICE = "notice"
    """Worth knowing; nothing is wrong."""
    WARNING = "warning"
    """It works, but not as one would want."""
    ERROR = "error"
    """Something does not work, or soon won't."""


WORST_FIRST = {severity: -rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Action:
    """What the doctor can do about a finding; `key` is one of `acting.ACTIONS`."""

    key: str
    label: str
    """On the button."""
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `key` never changes (`hard_links.two_mounts`) and begins with that of
    its check; `subject` is what it is about, by the name people gave it."""

    key: str
    subject: str
    severity: Severity
    tried: str
    """What was done to find out."""
    seen: str
    """What came back."""
    cause: str = ""
    """Why that is; empty when nothing is wrong."""
    fix: str = ""
    """What a person can do."""
    action: Action | None = None
    is_told_elsewhere: bool = False
    """Health's own look shows the same already: it is not put on the board twice."""


def fine(key: str, subject: str, tried: str, seen: str) -> Finding:
    """Nothing is wrong."""
    return Finding(key, subject, Severity.OK, tried, seen)


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What one visit found, the worst first."""

    findings: tuple[Finding, ...]
    at: datetime
    seconds: float
    is_thorough: bool
    """False for a visit by schedule: what costs others something was left out."""

    @property
    def severity(self) -> Severity:
        return worst(self.findings)


def worst(findings: tuple[Finding, ...]) -> Severity:
    """OK when there are none."""
    return max((f.severity for f in findings), key=lambda s: -WORST_FIRST[s], default=Severity.OK)
