"""What a client tells of a movie beyond its name, in the family's words, and the same told back."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field

from neonarr.decisions.formats.languages import LANGUAGE_IDS, LANGUAGE_NAMES
from neonarr.decisions.subject import UNKNOWN_LANGUAGE
from neonarr.library.model import NO_FACTS, Availability, Facts
from neonarr.releases.languages import language_of
from neonarr.settings import tags as tag_store
from neonarr.web.family.languages import spoken
from neonarr.web.wire import Line, RowId, stamp

_LIKE = {"tba": "announced", "announced": "announced", "incinemas": "inCinemas"}
"""How the family's words are kept; whatever else (`preDB` was one) waits for the release."""


def _aware(at: datetime) -> datetime:
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _language(given: Any) -> Any:
    """A language as a client gives it: {id, name}, a name or a code. Unknown is None."""
    if isinstance(given, Mapping):
        number = given.get("id")
        known = LANGUAGE_NAMES.get(number) if isinstance(number, int) else None
        given = known or given.get("name")
    if not isinstance(given, str) or given in ("", UNKNOWN_LANGUAGE):
        return None
    name = given if given in LANGUAGE_IDS else language_of(given)
    if name is None or LANGUAGE_IDS.get(name, 0) <= 0:
        raise ValueError("must be a language of /api/v3/language")
    return name


def _availability(given: Any) -> Any:
    return _LIKE.get(given.lower(), "released") if isinstance(given, str) and given else given


Day = Annotated[datetime, AfterValidator(_aware)] | None
Language = Annotated[str | None, BeforeValidator(_language)]
Waited = Annotated[Availability | None, BeforeValidator(_availability)]
Minutes = Annotated[float | None, Field(ge=0, le=100_000)]
"""0 is not known, as clients send it."""
Status = Annotated[Line | None, Field(max_length=16)]
TagIds = Annotated[list[RowId] | None, Field(max_length=1_000)]

_SAME = ("original_language", "status", "in_cinemas", "digital_release", "physical_release")


def facts_of(body: BaseModel, tags: Mapping[int, str], before: Facts = NO_FACTS) -> Facts:
    """`before` with what the body tells; it may have any of the fields `runtime`, `tags`,
    `minimum_availability` and those of `Facts`, and what it leaves out stays.

    Raises Invalid for a tag there is none of.
    """
    told = {name: getattr(body, name) for name in body.model_fields_set}
    kept = {name: getattr(before, name) for name in Facts.__slots__}
    kept |= {name: told[name] for name in _SAME if name in told}
    if "runtime" in told:
        kept["minutes"] = told["runtime"] or None
    if told.get("minimum_availability"):
        kept["availability"] = told["minimum_availability"]
    if told.get("tags") is not None:
        kept["tags"] = tag_store.labels_of(tags, told["tags"])
    return Facts(**kept)


def facts(one: Facts, tags: Mapping[int, str], *, is_out: bool) -> dict[str, Any]:
    """The family's fields for them. `is_out` tells the status where no client gave one."""
    return {
        "originalLanguage": spoken((one.original_language or UNKNOWN_LANGUAGE,))[0],
        "runtime": round(one.minutes or 0),
        "status": one.status or ("released" if is_out else "announced"),
        "minimumAvailability": one.availability.value,
        "tags": [number for number, label in tags.items() if label in one.tags],
        **{
            name: stamp(day)
            for name, day in (
                ("inCinemas", one.in_cinemas),
                ("digitalRelease", one.digital_release),
                ("physicalRelease", one.physical_release),
            )
            if day
        },
    }
