"""What the doctor can do by itself, when a person presses the button."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from sqlalchemy import Connection

from neonarr.acquisitions import store as acquisitions
from neonarr.acquisitions.world import World
from neonarr.base.errors import Conflict, Invalid, NotFound
from neonarr.base.ids import AdapterId
from neonarr.doctor.wording import amount
from neonarr.downloads import mappings
from neonarr.downloads.paths import new_mapping, parts_of
from neonarr.downloads.port import HasSession
from neonarr.importing.disk import make_root
from neonarr.importing.model import ImportFailed
from neonarr.library import roots
from neonarr.search import store as search
from neonarr.settings.backups import back_up
from neonarr.settings.current import CurrentPreferences
from neonarr.settings.model import ImportMode
from neonarr.vpn.ports import put_in_step


@dataclass(frozen=True, slots=True)
class Hands:
    """What acting takes. `reconnect` follows a change of preferences."""

    world: World
    preferences: CurrentPreferences
    data_dir: str
    reconnect: Callable[[], Awaitable[None]]
    on_disk: Callable[..., Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done, in words for a person; the checks that are to look again."""

    said: str
    checks: tuple[str, ...]


Act = Callable[[Hands, Mapping[str, Any]], Awaitable[Deed]]


async def act(hands: Hands, key: str, parameters: Mapping[str, Any]) -> Deed:
    """Raises Invalid for an unknown action or bad parameters, Conflict or NotFound where it can't
    be done (any more), and OutsideError."""
    found = ACTIONS.get(key)
    if found is None:
        raise Invalid("key", f"key must be one of {', '.join(sorted(ACTIONS))}.")
    return await found(hands, parameters)


async def _save_mapping(hands: Hands, given: Mapping[str, Any]) -> Deed:
    """In place of one that leads elsewhere from the same folder."""
    client_id = AdapterId(_number(given, "clientId"))
    new = new_mapping(client_id, _text(given, "remotePath"), _text(given, "localPath"))
    preferences, now = hands.world.preferences(), hands.world.clock.now()
    library = [preferences.movies_dir, preferences.music_dir]

    def work(connection: Connection) -> None:
        for old in mappings.mappings(connection, client_id):
            if parts_of(old.remote) == parts_of(new.remote):
                mappings.delete_mapping(connection, old.id)
        mappings.save(connection, new, library)
        acquisitions.hurry(connection, now)

    await hands.world.db.write(work)
    hands.world.bell.ring()
    said = f"Saved: what the client calls {new.remote} is {new.local} here."
    return Deed(said, ("paths", "hard_links"))


async def _try_again(hands: Hands, given: Mapping[str, Any]) -> Deed:
    connected = hands.world.clients.get(AdapterId(_number(given, "clientId")))
    if connected is None or not isinstance(connected.client, HasSession):
        raise NotFound("This download client is not configured any more.")
    state = await connected.client.try_again()
    said = f"{state.seen} {state.means}".strip() if state.is_stuck else "It answers."
    return Deed(said, ("session", "setup", "paths", "hard_links"))


async def _push_port(hands: Hands, given: Mapping[str, Any]) -> Deed:
    world = hands.world
    one = world.tunnels.get(AdapterId(_number(given, "vpnId")))
    if one is None:
        raise NotFound("This VPN is not configured any more.")
    done = await put_in_step(one, world.tunnels, world.clients)
    said = f"{done.client} listens on port {done.forwarded} now." if done else "It does already."
    return Deed(said, ("tunnel",))


async def _ask_again(hands: Hands, given: Mapping[str, Any]) -> Deed:
    adapter_id = AdapterId(_number(given, "adapterId"))
    now = hands.world.clock.now()

    def work(connection: Connection) -> None:
        search.end_pauses(connection, adapter_id)
        acquisitions.hurry(connection, now)

    await hands.world.db.write(work)
    hands.world.bell.ring()
    return Deed("It is asked again with the next search.", ("indexers",))


async def _hand_over_at_most(hands: Hands, given: Mapping[str, Any]) -> Deed:
    count = _number(given, "count")
    await _prefer(hands, max_active_downloads=count)
    return Deed(f"At most {count} downloads are handed over at once.", ("setup",))


async def _allow_copies(hands: Hands, _: Mapping[str, Any]) -> Deed:
    await _prefer(hands, import_mode=ImportMode.PREFER_HARDLINK.value)
    await hands.world.db.write(acquisitions.hurry, hands.world.clock.now())
    return Deed("Where no hard link can be made, files are copied now.", ("hard_links",))


async def _accept_root(hands: Hands, given: Mapping[str, Any]) -> Deed:
    path = _library_folder(hands, given)
    seen = await hands.on_disk(roots.seen_now, path, may_be_empty=True)
    if seen is None:
        raise Conflict(f"{path} is not there. Mount it or make it first.")
    await hands.world.db.write(roots.remember, path, seen)
    await hands.world.db.write(acquisitions.hurry, hands.world.clock.now())
    return Deed(f"{path} is taken as it is now.", ("roots", "folders"))


async def _make_folder(hands: Hands, given: Mapping[str, Any]) -> Deed:
    path = _library_folder(hands, given)
    try:
        await hands.on_disk(make_root, PurePath(path))
    except ImportFailed as error:
        raise Conflict(str(error)) from error
    return Deed(f"{path} was made.", ("folders", "roots", "hard_links"))


async def _back_up(hands: Hands, _: Mapping[str, Any]) -> Deed:
    world = hands.world
    made = await back_up(world.db, hands.data_dir, world.clock, world.preferences().backups_kept)
    return Deed(f"Backed up to {made.path} ({amount(made.size)}).", ("backups",))


ACTIONS: dict[str, Act] = {
    "back_up": _back_up,
    "save_mapping": _save_mapping,
    "try_again": _try_again,
    "push_port": _push_port,
    "ask_again": _ask_again,
    "hand_over_at_most": _hand_over_at_most,
    "allow_copies": _allow_copies,
    "accept_root": _accept_root,
    "make_folder": _make_folder,
}


async def _prefer(hands: Hands, **changes: Any) -> None:
    await hands.preferences.change(hands.world.db, changes)
    await hands.reconnect()


def _library_folder(hands: Hands, given: Mapping[str, Any]) -> str:
    """One of ours, and no other."""
    preferences = hands.world.preferences()
    path = _text(given, "path")
    if path not in (preferences.movies_dir, preferences.music_dir):
        raise Invalid("path", "path must be the movies or the music folder.")
    return path


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str) or "\0" in value:
        raise Invalid(name, f"{name} must be text.")
    return value


def _number(given: Mapping[str, Any], name: str) -> int:
    value = given.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**63:
        raise Invalid(name, f"{name} must be a whole number.")
    return value
