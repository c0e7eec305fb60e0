"""Do our clock and the services' agree? The Date of their answers tells, without a call more."""

from neonarr.doctor.model import Finding, Severity, fine
from neonarr.doctor.visit import Visit

TRIED = "Compared our clock with the Date in the services' latest answers."
ODD_S, WRONG_S = 60.0, 600.0


async def look(visit: Visit) -> list[Finding]:
    skews = visit.skews()
    if not skews:
        return [fine("clock", "Clock", TRIED, "No service has told its time yet.")]
    off = {name: skew for name, skew in skews.items() if abs(skew) >= ODD_S}
    if not off:
        most = max(abs(skew) for skew in skews.values())
        count = "1 service" if len(skews) == 1 else f"{len(skews)} services"
        return [fine("clock", "Clock", TRIED, f"{count} within {most:.0f} s.")]
    # When all are off to one side, it is ours.
    is_ours = len(off) == len(skews) > 1 and len({skew > 0 for skew in off.values()}) == 1
    told = ", ".join(_off(name, skew) for name, skew in off.items())
    is_wrong = any(abs(skew) >= WRONG_S for skew in off.values())
    return [
        Finding(
            "clock",
            "Clock",
            Severity.WARNING if is_wrong else Severity.NOTICE,
            TRIED,
            f"{told}.",
            "Our own clock is off." if is_ours else "One of the clocks is off.",
            "Let the machine set its clock (timedatectl set-ntp true, or the NAS's time settings): "
            "back-offs, ages of releases and certificates depend on it.",
        )
    ]


def _off(name: str, skew: float) -> str:
    return f"{name} is {abs(skew):.0f} s {'ahead' if skew > 0 else 'behind'}"
