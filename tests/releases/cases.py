"""The project's own names and what they say: one line a case in tests/corpus/*.yaml."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import yaml

from neonarr.releases.model import ParsedName

CORPUS = Path(__file__).parent.parent / "corpus"

Case = dict[str, Any]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def cases(file: str) -> list[Case]:
    """The cases of one file."""
    found: list[Case] = yaml.load((CORPUS / file).read_text(encoding="utf-8"), Loader=_LOADER)
    return found


def told(found: ParsedName) -> Case:
    """Every field of a parsed name under the key the corpus has for it."""
    copy = found.film or found.record
    assert copy is not None
    plain = {field.name: getattr(copy, field.name) for field in fields(copy)}
    plain |= {"quality": found.quality.name, "title": found.title, "titles": found.titles}
    plain |= {"artist": found.artist, "year": found.year, "group": found.group}
    plain |= {"edition": found.edition, "languages": found.languages}
    plain |= {"imdb": found.imdb_id, "tmdb": found.tmdb_id}
    revision = found.revision
    plain |= {"version": revision.version, "real": revision.real, "repack": revision.is_repack}
    plain |= {"multi": plain.get("is_multi"), "subs": plain.get("hardcoded_subs")}
    plain["bits"] = plain["video_bits"] if found.film else plain["bits"]
    return {key: list(value) if isinstance(value, tuple) else value for key, value in plain.items()}


NOT_GIVEN: Case = {"artist": None, "year": None, "group": None, "edition": "", "languages": []}
"""What a case that leaves these out means."""


def wanted(case: Case) -> Case:
    """What the name of a case must say."""
    return NOT_GIVEN | {key: value for key, value in case.items() if key != "name"}
