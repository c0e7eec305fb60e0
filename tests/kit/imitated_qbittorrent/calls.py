"""What an imitated qBittorrent answers to the calls of its Web API that matter to us."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from neonarr.base.errors import Invalid
from neonarr.downloads.torrent import Magnet, TorrentFile, read_magnet, read_torrent
from tests.kit.imitated_qbittorrent.asked import Answered, Asked, text, told
from tests.kit.imitated_qbittorrent.door import Session
from tests.kit.imitated_qbittorrent.releases import Release
from tests.kit.imitated_qbittorrent.sync import maindata
from tests.kit.imitated_qbittorrent.torrents import Held, Torrent

_CATEGORY = re.compile(r"([^\\/]|[^\\/]([^\\/]|/(?=[^/]))*[^\\/])\Z")
Call = Callable[["Calls", Asked, Session], Answered]


@dataclass
class Calls:
    release: Release
    held: Held
    has_queue: bool = False
    listen_port: int = 6881
    limits: dict[str, int] = field(default_factory=lambda: {"download": 0, "upload": 0})

    def answer(self, asked: Asked, session: Session, name: str) -> Answered:
        """`name` is scope/action."""
        found = self._found(name)
        if found is None:
            scope = name.partition("/")[0]
            is_known = scope in ("app", "auth", "torrents", "sync", "transfer")
            says_more = self.release.is_new_web and is_known
            return text(404, "Endpoint does not exist" if says_more else "Not Found")
        call, needs = found
        if needs is not None:
            if asked.method != "POST":
                return text(405, "Method Not Allowed")
            missing = [one for one in needs if one not in asked.fields]
            if missing:
                said = f"Missing required parameters: {', '.join(missing)}"
                return text(400, said if self.release.is_new_web else "Bad Request")
        return call(self, asked, session)

    def _found(self, name: str) -> tuple[Call, tuple[str, ...] | None] | None:
        """With the fields it needs; None for a call that may be a GET too."""
        if name in READ:
            return READ[name], None
        own = {
            f"torrents/{self.release.stop}": (_stop, ("hashes",)),
            f"torrents/{self.release.start}": (_start, ("hashes",)),
            "torrents/setShareLimits": (_limit, ("hashes", *self.release.limits)),
        }
        if self.release.has_set_tags:
            own["torrents/setTags"] = (_set_tags, ("hashes", "tags"))
        return own.get(name) or WRITE.get(name)

    def chosen(self, asked: Asked) -> list[Torrent]:
        hashes = asked.hashes()
        if hashes == ["all"]:
            return list(self.held.by_id.values())
        return [one for h in hashes if (one := self.held.known(h))]

    def done(self) -> Answered:
        """What newer ones say where there is nothing to say."""
        return text(204) if self.release.is_new_web else text(200)


def _info(calls: Calls, asked: Asked, session: Session) -> Answered:
    rows = calls.held.rows
    ids = [h for h in asked.hashes() if h in rows] if "hashes" in asked.fields else list(rows)
    if asked.fields.get("hashes", "all") in ("all", ""):
        ids = list(rows)
    wanted = asked.fields.get("category")
    return told(
        [{"hash": h, **rows[h]} for h in ids if wanted is None or rows[h]["category"] == wanted]
    )


def _files(calls: Calls, asked: Asked, session: Session) -> Answered:
    torrent = calls.held.known(asked.fields.get("hash", ""))
    if torrent is None:
        return text(404, "Not Found")
    return told(
        [
            {
                "index": i,
                "name": f.path,
                "size": f.size,
                "progress": torrent.progress,
                "priority": 1,
            }
            for i, f in enumerate(torrent.files or ())
        ]
    )


def _trackers(calls: Calls, asked: Asked, session: Session) -> Answered:
    """Those that are no trackers come first."""
    torrent = calls.held.known(asked.fields.get("hash", ""))
    if torrent is None:
        return text(404, "Not Found")
    counts = dict.fromkeys(("num_peers", "num_seeds", "num_leeches", "num_downloaded"), 0)
    others = [
        {"url": f"** [{name}] **", "status": 0, "tier": -1, "msg": "", **counts}
        for name in ("DHT", "PeX", "LSD")
    ]
    unknown = dict.fromkeys(counts, -1)
    return told([*others, *({"tier": 0, **unknown, **row} for row in torrent.trackers)])


def _add(calls: Calls, asked: Asked, session: Session) -> Answered:
    """How many are new decides; a file that can't be read spoils everything."""
    added, pending, failed = [], 0, 0
    for name, content in asked.files.items():
        try:
            torrent: TorrentFile | Magnet = read_torrent(content)
        except Invalid:
            return text(415, f"Error: '{name}' is not a valid torrent file.")
        new = _take(calls, torrent, asked)
        added += [new] if new else []
        failed += new is None
    for url in asked.fields.get("urls", "").split("\n"):
        if url.startswith(("http://", "https://")):
            pending += 1
        elif url:
            new = _take_magnet(calls, url, asked)
            added += [new] if new else []
            failed += new is None
    if not calls.release.is_new_web:
        return text(200, "Ok." if added or pending else "Fails.")
    if not added and not pending:
        return text(409, "Conflict")
    counts = {"success_count": len(added), "pending_count": pending, "failure_count": failed}
    return told({"added_torrent_ids": added, **counts}, 202 if pending else 200)


def _take_magnet(calls: Calls, url: str, asked: Asked) -> str | None:
    try:
        return _take(calls, read_magnet(url), asked)
    except Invalid:
        return None


def _take(calls: Calls, torrent: TorrentFile | Magnet, asked: Asked) -> str | None:
    held, release = calls.held, calls.release
    known = held.id_of(torrent)
    if known in held.by_id:
        return None
    is_file, fields = isinstance(torrent, TorrentFile), asked.fields
    new = Torrent(
        id=known,
        v1=torrent.info_hash,
        name=torrent.name or torrent.info_hash,
        files=torrent.files if is_file else None,
        save_path=fields.get("savepath") or str(held.folder),
        category=fields.get("category", ""),
        is_stopped=asked.is_true(release.stop_flag),
        is_automatic=asked.is_true("autoTMM"),
    )
    if release.tags_on_add and fields.get("tags"):
        new.tags = tuple(fields["tags"].split(","))
    if release.goal_on_add:
        new.ratio_limit = float(fields.get("ratioLimit", -2))
        new.seeding_limit = int(fields.get("seedingTimeLimit", -2))
    if asked.is_true(release.skip) and is_file:
        new.progress = 1.0
        new.is_missing = not Path(new.content_path).exists()
    if release.top_on_add and asked.is_true("addToTopOfQueue"):
        held.by_id = {known: new, **held.by_id}
    held.put(new)
    return known


def _delete(calls: Calls, asked: Asked, session: Session) -> Answered:
    for torrent in calls.chosen(asked):
        calls.held.delete(torrent, with_files=asked.is_true("deleteFiles"))
    return text(200)


def _stop(calls: Calls, asked: Asked, session: Session) -> Answered:
    return _set_stopped(calls, asked, is_stopped=True)


def _start(calls: Calls, asked: Asked, session: Session) -> Answered:
    return _set_stopped(calls, asked, is_stopped=False)


def _set_stopped(calls: Calls, asked: Asked, *, is_stopped: bool) -> Answered:
    for torrent in calls.chosen(asked):
        torrent.is_stopped = is_stopped
        calls.held.touch(torrent)
    return text(200)


def _limit(calls: Calls, asked: Asked, session: Session) -> Answered:
    for torrent in calls.chosen(asked):
        torrent.ratio_limit = float(asked.fields["ratioLimit"])
        torrent.seeding_limit = int(asked.fields["seedingTimeLimit"])
        calls.held.touch(torrent)
    return text(200)


def _top(calls: Calls, asked: Asked, session: Session) -> Answered:
    if not calls.has_queue:
        return text(409, "Torrent queueing must be enabled")
    first = {one.id: one for one in calls.chosen(asked)}
    calls.held.by_id = {**first, **calls.held.by_id}
    return text(200)


def _create_category(calls: Calls, asked: Asked, session: Session) -> Answered:
    name = asked.fields["category"]
    if not name:
        return text(400, "Category cannot be empty")
    if not _CATEGORY.match(name):
        return text(409, "Incorrect category name")
    if name in calls.held.categories:
        return text(409, "Unable to create category")
    calls.held.categories[name] = {"name": name, "savePath": asked.fields.get("savePath", "")}
    return text(200)


def _set_category(calls: Calls, asked: Asked, session: Session) -> Answered:
    name = asked.fields["category"]
    for torrent in calls.chosen(asked):
        if name and name not in calls.held.categories:
            return text(409, "Incorrect category name")
        torrent.category = name
        calls.held.touch(torrent)
    return text(200)


def _add_tags(calls: Calls, asked: Asked, session: Session) -> Answered:
    new = tuple(tag.strip() for tag in asked.fields["tags"].split(","))
    for torrent in calls.chosen(asked):
        torrent.tags = tuple(dict.fromkeys((*torrent.tags, *new)))
        calls.held.touch(torrent)
    return text(200)


def _set_tags(calls: Calls, asked: Asked, session: Session) -> Answered:
    for torrent in calls.chosen(asked):
        torrent.tags = tuple(asked.fields["tags"].split(","))
        calls.held.touch(torrent)
    return calls.done()


def _maindata(calls: Calls, asked: Asked, session: Session) -> Answered:
    return told(maindata(calls.held, session, int(asked.fields.get("rid") or 0)))


def _set_preferences(calls: Calls, asked: Asked, session: Session) -> Answered:
    calls.listen_port = json.loads(asked.fields["json"]).get("listen_port", calls.listen_port)
    return calls.done()


def _set_limit(way: str) -> Call:
    def call(calls: Calls, asked: Asked, session: Session) -> Answered:
        calls.limits[way] = int(asked.fields["limit"])
        return calls.done()

    return call


def _said(read: Callable[[Calls], Any]) -> Call:
    def call(calls: Calls, asked: Asked, session: Session) -> Answered:
        value = read(calls)
        return text(200, value) if isinstance(value, str) else told(value)

    return call


READ: dict[str, Call] = {
    "app/version": _said(lambda calls: calls.release.app),
    "app/webapiVersion": _said(lambda calls: calls.release.api),
    "app/defaultSavePath": _said(lambda calls: str(calls.held.folder)),
    "app/preferences": _said(
        lambda calls: {"queueing_enabled": calls.has_queue, "listen_port": calls.listen_port}
    ),
    "transfer/downloadLimit": _said(lambda calls: calls.limits["download"]),
    "transfer/uploadLimit": _said(lambda calls: calls.limits["upload"]),
    "torrents/info": _info,
    "torrents/files": _files,
    "torrents/trackers": _trackers,
    "torrents/categories": _said(lambda calls: calls.held.categories),
    "sync/maindata": _maindata,
}
WRITE: dict[str, tuple[Call, tuple[str, ...]]] = {
    "app/setPreferences": (_set_preferences, ("json",)),
    "transfer/setDownloadLimit": (_set_limit("download"), ("limit",)),
    "transfer/setUploadLimit": (_set_limit("upload"), ("limit",)),
    "torrents/add": (_add, ()),
    "torrents/delete": (_delete, ("hashes", "deleteFiles")),
    "torrents/topPrio": (_top, ("hashes",)),
    "torrents/createCategory": (_create_category, ("category",)),
    "torrents/setCategory": (_set_category, ("hashes", "category")),
    "torrents/addTags": (_add_tags, ("hashes", "tags")),
}
