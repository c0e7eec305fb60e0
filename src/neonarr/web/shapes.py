"""The shapes of the API: what a download, an item, an event looks like to the outside."""

from collections.abc import Mapping, Sequence
from typing import Any

from neonarr.acquisitions.by_hand.mark import is_by_hand
from neonarr.acquisitions.control import CAN_CANCEL, CAN_PAUSE, CAN_RETRY, CAN_TURN_DOWN
from neonarr.acquisitions.judging.kept import told
from neonarr.acquisitions.model import Acquisition, Event, State
from neonarr.acquisitions.standby.kept import Standby
from neonarr.acquisitions.verdicts import Blocked
from neonarr.base.kinds import MediaKind
from neonarr.decisions.model import Judged
from neonarr.downloads.live import Live
from neonarr.downloads.trackers import TrackerAnswer
from neonarr.health.board import Component
from neonarr.library.model import Item, LibraryFile
from neonarr.profiles.terms import StoredTerms
from neonarr.web.wire import present, stamp

ID_NAME = {MediaKind.MOVIE: "movieId", MediaKind.ALBUM: "albumId"}

COMPLETE = frozenset({State.DOWNLOADED, State.IMPORTING, State.IMPORTED})


def download(
    one: Acquisition,
    label: str,
    client: str | None,
    live: Live,
    files: Sequence[LibraryFile],
) -> dict[str, Any]:
    """One acquisition as `/api/v3/download` shows it. Sizes in bytes, speeds per second."""
    return present(
        {
            "id": one.public_id,
            ID_NAME[one.kind]: one.item_id,
            "kind": one.kind.value,
            "label": label,
            "downloadClientId": one.client_id,
            "downloadClient": client,
            "indexerId": one.indexer_id,
            "indexer": one.indexer,
            "downloadId": one.info_hash,
            "title": one.title,
            "category": one.category,
            "status": one.state.value,
            "quality": one.quality,
            "slot": one.slot,
            "priority": one.priority,
            "errorMessage": one.message,
            "downloadTime": stamp(one.grabbed_at),
            "completionTime": stamp(one.completed_at),
            "createdAt": stamp(one.created_at),
            "updatedAt": stamp(one.updated_at),
            **_imported(one, files),
            **progress(one, live),
            **_allowed(one),
        }
    )


def progress(one: Acquisition, moving: Live) -> dict[str, Any]:
    """What moves; the live page's deltas are of these. `trackers` is told where it stands still."""
    live, heard = moving.get(one.info_hash), moving.heard(one.info_hash)
    size = (live.size if live and live.size else one.size) or 0
    percent = 100.0 if one.state in COMPLETE else (live.progress if live else 0.0)
    done = live.done if live else (size if percent == 100 else 0)
    return {
        "sizeBytes": size,
        "sizeLeft": max(0, size - done) if one.state not in COMPLETE else 0,
        "progress": round(percent, 2),
        "etaSeconds": live.eta_s if live else None,
        "downSpeed": live.down_speed if live else 0,
        "upSpeed": live.up_speed if live else 0,
        "seeds": live.seeds if live else 0,
        "peers": live.peers if live else 0,
        "ratio": round(live.ratio, 3) if live else 0.0,
        "trackers": [_tracker(answer) for answer in heard] or None,
    }


def _tracker(one: TrackerAnswer) -> dict[str, str]:
    return {"host": one.host, "standing": one.standing.value, "said": one.said}


def standby(one: Standby | None, moving: Live) -> dict[str, Any]:
    """What loads on beside a download, until either is complete; nothing where nothing does."""
    if one is None:
        return {}
    live = moving.get(one.left.info_hash)
    told = {"downloadId": one.left.info_hash, "title": one.left.title}
    return {"standby": told | {"progress": round(live.progress, 2) if live else 0.0}}


def _imported(one: Acquisition, files: Sequence[LibraryFile]) -> dict[str, Any]:
    is_imported = one.state is State.IMPORTED
    methods = sorted({file.method for file in files})
    return {
        "imported": is_imported,
        "importTime": stamp(one.imported_at),
        "importedPaths": [file.path for file in files],
        "importMethod": ", ".join(methods) or None,
    }


def _allowed(one: Acquisition) -> dict[str, bool]:
    return {
        "canPause": one.state in CAN_PAUSE,
        "canResume": one.state is State.PAUSED,
        "canTurnDown": one.state in CAN_TURN_DOWN and not is_by_hand(one),
        "canCancel": one.state in CAN_CANCEL and one.state is not State.IMPORTED,
        "canRetry": one.state in CAN_RETRY,
    }


def item(one: Item, has_file: bool) -> dict[str, Any]:
    return present(
        {
            "id": one.id,
            "kind": one.kind.value,
            "title": one.title,
            "artist": one.artist,
            "year": one.year,
            "label": one.label,
            "tmdbId": one.tmdb_id,
            "imdbId": one.imdb_id,
            "runtime": one.facts.minutes,
            "monitored": one.is_monitored,
            "hasFile": has_file,
            "added": stamp(one.created_at),
        }
    )


def event(one: Event, label: str) -> dict[str, Any]:
    return present(
        {
            "id": one.id,
            "downloadId": one.public_id,
            "component": one.component,
            "state": one.state,
            "previous": one.previous,
            "title": one.title,
            "label": label,
            "message": one.message,
            "todo": one.todo,
            "at": stamp(one.at),
        }
    )


def component(one: Component) -> dict[str, Any]:
    return present(
        {
            "name": one.name,
            "kind": one.kind,
            "status": one.status,
            "message": one.message,
            "todo": one.todo or None,
            "since": stamp(one.since),
        }
    )


def health(components: Sequence[Component]) -> dict[str, Any]:
    found = {c.status for c in components}
    status = next((s for s in ("error", "warning") if s in found), "ok")
    return {"status": status, "components": [component(c) for c in components]}


def result(
    judged: Judged,
    scores: Mapping[str, int],
    age_hours: float | None,
    item_id: int | None,
    is_there: bool,
) -> dict[str, Any]:
    """One search result; nulls stay here, an unknown number of seeders is an answer. `scores`: what
    the profile gives to each format."""
    release, parsed = judged.candidate.release, judged.candidate.parsed
    kind = parsed.kind if parsed else None
    return {
        **told(judged, scores),
        "mediaType": kind.value if kind else None,
        "leechers": release.leechers,
        "ageHours": age_hours,
        "source": "indexer",
        "available": is_there,
        "itemId": item_id,
    }


def blocked(one: Blocked) -> dict[str, Any]:
    """A release that is not taken by itself; without `expiresAt` for good."""
    return present(
        {
            "id": one.id,
            "itemId": one.item_id,
            "kind": one.kind.value if one.kind else None,
            "label": one.label,
            "title": one.title,
            "reason": one.reason,
            "at": stamp(one.at),
            "expiresAt": stamp(one.expires_at),
        }
    )


def decision(one: Mapping[str, Any]) -> dict[str, Any]:
    """A kept decision as `listed` has it. What it has no value for is left out, but not of its
    candidates: an unknown number of seeders is an answer."""
    return present({**one, "at": stamp(one["at"])})


def terms(one: StoredTerms) -> dict[str, Any]:
    """Words wanted and not wanted in names, in our own shape."""
    return present(
        {
            "id": one.id,
            "name": one.name,
            "enabled": one.is_enabled,
            "required": list(one.required),
            "ignored": list(one.ignored),
            "indexerId": one.indexer_id,
            "tags": sorted(one.tags),
        }
    )
