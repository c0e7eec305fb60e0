"""Formats, profiles, definitions and names between files and the server of this data folder."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ParamSpec

from sqlalchemy import Connection

from neonarr.base.errors import Invalid, NotFound, UserError
from neonarr.base.kinds import MediaKind
from neonarr.commands.reach import Call, reached
from neonarr.commands.sources import read_each
from neonarr.decisions.formats.reading import read_formats
from neonarr.decisions.given import all_of, shown
from neonarr.decisions.profiles.portable import portable_json, read_portables
from neonarr.decisions.qualities.definitions import Definition, guide_definitions, read_definitions
from neonarr.naming.formats import checked
from neonarr.naming.guide import guide_json, read_guide
from neonarr.profiles import definitions as stored_definitions
from neonarr.profiles import formats as stored_formats
from neonarr.profiles import imports, store
from neonarr.profiles.tables import ProfileId
from neonarr.settings.boot import read_boot
from neonarr.settings.current import CurrentPreferences
from neonarr.settings.fixed import defaults_of
from neonarr.settings.store import load_settings, save_setting
from neonarr.storage.migrate import NewerSchema

P = ParamSpec("P")


def told(command: Callable[P, str], *args: P.args, **kwargs: P.kwargs) -> int:
    """Run it and print what it says: the exit code, 1 with a sentence for what went wrong."""
    try:
        print(command(*args, **kwargs), flush=True)
    except BrokenPipeError:  # `| head` has seen enough; the exit shall not complain either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (UserError, NewerSchema) as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"{where}{error.strerror or error}.", file=sys.stderr)
        return 1
    return 0


def import_formats(sources: Sequence[str]) -> str:
    """Raises UserError, OSError."""
    values = _flat(value for value, _ in read_each(sources, read_formats))
    given = read_formats(values)

    def work(connection: Connection) -> dict[str, Any]:
        saved = stored_formats.import_formats(connection, given)
        return {"formats": [{"name": one.format.name} for one in saved]}

    done = reached(read_boot(), Call("/api/v1/formats/import", values), work)
    names = [one["name"] for one in done["formats"]]
    return f"Imported {_counted(names, 'custom format')}: {all_of(names)}."


def export_formats(name: str | None) -> str:
    """The JSON. Raises UserError, OSError."""
    found = reached(read_boot(), Call("/api/v1/formats/export"), stored_formats.contents)
    return _json(found if name is None else _named(found, name, "custom format"))


def import_profiles(sources: Sequence[str], may_replace: bool) -> str:
    """Raises UserError, OSError."""
    values = _flat(value for value, _ in read_each(sources, read_portables))
    given = read_portables(values)

    def work(connection: Connection) -> dict[str, Any]:
        done = imports.import_profiles(connection, given, may_replace=may_replace)
        return {
            "profiles": [{"name": one.profile.name} for one in done.profiles],
            "formats": [{"name": one.format.name} for one in done.formats],
        }

    query = (("replace", "true" if may_replace else "false"),)
    done = reached(read_boot(), Call("/api/v1/profiles/import", values, query), work)
    names = [one["name"] for one in done["profiles"]]
    brought = [one["name"] for one in done["formats"]]
    more = f" They brought {_counted(brought, 'custom format')} along." if brought else ""
    return f"Imported {_counted(names, 'profile')}: {all_of(names)}.{more}"


def export_profile(name: str) -> str:
    """The JSON. Raises UserError, OSError."""
    boot = read_boot()
    known = reached(boot, Call("/api/v1/profiles"), _profiles)
    one = _named(known["profiles"], name, "quality profile")
    return _json(reached(boot, Call(f"/api/v1/profiles/{one['id']}/export"), _exported(one["id"])))


def import_definitions(source: str) -> str:
    """Raises UserError, OSError."""
    found = read_each([source], _definitions)
    if len(found) != 1:
        raise Invalid("path", f"{source} holds {len(found)} files; name the one that is meant.")
    [(value, given)] = found

    def work(connection: Connection) -> dict[str, Any]:
        stored_definitions.save_definitions(connection, MediaKind.MOVIE, given)
        return {"qualities": [one.quality for one in given]}

    done = reached(read_boot(), Call("/api/v1/definitions/import", value), work)
    return f"Set the sizes of {_counted(done['qualities'], 'quality', 'qualities')}."


def export_definitions() -> str:
    """The JSON. Raises UserError, OSError."""

    def work(connection: Connection) -> dict[str, Any]:
        found = stored_definitions.definitions(connection, MediaKind.MOVIE)
        return guide_definitions(found.values(), "", MediaKind.MOVIE.value)

    return _json(reached(read_boot(), Call("/api/v1/definitions/export"), work))


def import_naming(source: str, variant: str) -> str:
    """Raises UserError, OSError."""
    found = read_each([source], lambda value: read_guide(value, variant))
    if len(found) != 1:
        raise Invalid("path", f"{source} holds {len(found)} files; name the one that is meant.")
    [(value, chosen)] = found

    def work(connection: Connection) -> dict[str, Any]:
        for name, text in chosen.templates.items():
            save_setting(connection, name, text)
        return {"formats": [{"variant": one} for one in chosen.variants.values()]}

    call = Call("/api/v1/naming/import", value, (("variant", variant),))
    done = reached(read_boot(), call, work)
    variants = list(dict.fromkeys(one["variant"] for one in done["formats"]))
    told = _counted(done["formats"], "template")
    return f"Set {told}: {all_of(variants)}. Files that are there keep their names."


def export_naming() -> str:
    """The JSON. Raises UserError, OSError."""
    boot = read_boot()

    def work(connection: Connection) -> dict[str, Any]:
        current = CurrentPreferences(defaults_of(boot.neonarr_data_dir), {}, checked)
        return dict(guide_json(current.merged(load_settings(connection))))

    return _json(reached(boot, Call("/api/v1/naming/export"), work))


def _definitions(value: object) -> tuple[Definition, ...]:
    return read_definitions(value, MediaKind.MOVIE)


def _profiles(connection: Connection) -> dict[str, Any]:
    known = store.profiles(connection)
    return {"profiles": [{"id": one.id, "name": one.profile.name} for one in known]}


def _exported(profile_id: ProfileId) -> Callable[[Connection], dict[str, Any]]:
    def work(connection: Connection) -> dict[str, Any]:
        one = store.expected(connection, profile_id)
        return portable_json(one.profile, stored_formats.contents(connection))

    return work


def _flat(values: Iterable[object]) -> list[object]:
    """Files hold one thing or a list of things."""
    return [one for value in values for one in (value if isinstance(value, list) else [value])]


def _named(found: Iterable[dict[str, Any]], name: str, what: str) -> dict[str, Any]:
    for one in found:
        if one["name"].casefold() == name.casefold():
            return one
    raise NotFound(f"There is no {what} {shown(name)}.")


def _counted(names: Sequence[object], one: str, many: str = "") -> str:
    return f"{len(names)} {one if len(names) == 1 else many or one + 's'}"


def _json(value: object) -> str:
    return json.dumps(value, indent=2)
