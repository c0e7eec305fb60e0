"""A diagnosis as the API and `neonarr doctor --json` tell it."""

from collections import Counter
from typing import Any

from neonarr.doctor.model import Diagnosis, Finding, Severity
from neonarr.doctor.table import label_of


def plain(diagnosis: Diagnosis) -> dict[str, Any]:
    """Keys without a value are left out."""
    counts = Counter(finding.severity for finding in diagnosis.findings)
    return {
        "severity": diagnosis.severity.value,
        "at": f"{diagnosis.at:%Y-%m-%dT%H:%M:%SZ}",
        "seconds": diagnosis.seconds,
        "thorough": diagnosis.is_thorough,
        "counts": {severity.value: counts[severity] for severity in Severity},
        "findings": [_finding(finding) for finding in diagnosis.findings],
    }


def _finding(one: Finding) -> dict[str, Any]:
    told: dict[str, Any] = {
        "key": one.key,
        "check": label_of(one.key),
        "subject": one.subject,
        "severity": one.severity.value,
        "tried": one.tried,
        "seen": one.seen,
    }
    if one.cause:
        told["cause"] = one.cause
    if one.fix:
        told["fix"] = one.fix
    if one.action:
        told["action"] = {
            "key": one.action.key,
            "label": one.action.label,
            "parameters": dict(one.action.parameters),
        }
    return told
