"""sync/maindata: what changed since the number the asker names, for each session apart.

An answer counts as taken when its number comes back; until then the same changes are told again.
A number that is neither the last nor the one before is answered with everything.
"""

import shutil
from typing import Any

from tests.kit.imitated_qbittorrent.door import Session
from tests.kit.imitated_qbittorrent.torrents import Held


def maindata(held: Held, session: Session, rid: int) -> dict[str, Any]:
    memory: dict[str, Any] = session.memory
    now = _picture(held)
    last_rid, taken_rid = memory.get("last_rid", 0), memory.get("taken_rid", 0)
    if rid > 0 and last_rid == rid:
        memory["taken"], memory["taken_rid"] = memory["last"], rid
        taken_rid = rid
    if rid > 0 and taken_rid == rid:
        answer = _changes(memory["taken"], now)
    else:
        memory["taken"], memory["taken_rid"] = None, 0
        answer = {**now, "full_update": True}
    memory["last"], memory["last_rid"] = now, last_rid % 1_000_000 + 1
    return {"rid": memory["last_rid"], **answer}


def _picture(held: Held) -> dict[str, Any]:
    free = shutil.disk_usage(held.folder).free
    return {
        "torrents": dict(held.rows),
        "categories": dict(held.categories),
        "tags": list(held.tags),
        "server_state": {"free_space_on_disk": free},
    }


def _changes(before: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in ("torrents", "categories"):
        changed = {
            key: _fields(before[part].get(key), row)
            for key, row in now[part].items()
            if before[part].get(key) is not row
        }
        gone = [key for key in before[part] if key not in now[part]]
        found |= {part: changed} if changed else {}
        found |= {f"{part}_removed": gone} if gone else {}
    new_tags = [tag for tag in now["tags"] if tag not in before["tags"]]
    state = _fields(before["server_state"], now["server_state"])
    found |= {"tags": new_tags} if new_tags else {}
    found |= {"server_state": state} if state else {}
    return found


def _fields(before: dict[str, Any] | None, row: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in row.items() if before is None or before.get(k) != v}
