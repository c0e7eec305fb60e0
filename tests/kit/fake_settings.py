"""Sample settings and health for looking at pages."""

from typing import Any

from neonarr.settings.model import (
    ALBUM_FOLDER_FORMAT,
    MOVIE_FILE_FORMAT,
    MOVIE_FOLDER_FORMAT,
    TRACK_FILE_FORMAT,
)
from tests.kit.fake_samples import Stamp


def components(stamp: Stamp) -> list[dict[str, Any]]:
    """All well."""
    return [
        _component("Database", "database", "SQLite 3.46, 2.1 MB.", stamp(7000)),
        _component("Built-in engine", "download_client", "Opens with the first.", stamp(7000)),
        _component("Movies", "folder", "/srv/media/movies, 1.2 TB free.", stamp(7000)),
    ]


def trouble(stamp: Stamp) -> list[dict[str, Any]]:
    refused = {
        "status": "error",
        "message": "http://127.0.0.1:8080 refuses the password for admin.",
        "todo": "Correct it under Settings → Download clients. It is not tried again before, "
        "so that qBittorrent does not ban this address.",
        "since": stamp(31),
    }
    limited = {
        "status": "warning",
        "message": "Answered with a rate limit.",
        "todo": "Nothing to do: it is asked again in 4 minutes.",
        "since": stamp(6),
    }
    return [
        {"name": "qBittorrent", "kind": "download_client"} | refused,
        {"name": "Jackett at home", "kind": "indexer"} | limited,
    ]


def _component(name: str, kind: str, message: str, since: str) -> dict[str, Any]:
    return {"name": name, "kind": kind, "status": "ok", "message": message, "since": since}


_STORED: dict[str, Any] = {"url": "http://127.0.0.1:9696", "api_key": "********"}
_QBITTORRENT_STORED: dict[str, Any] = {
    "url": "http://127.0.0.1:8080",
    "username": "admin",
    "password": "********",
    "use_tls": False,
    "timeout_s": 30,
}


def adapters() -> list[dict[str, Any]]:
    said = [
        {"role": "indexer", "kind": "prowlarr", "name": "Prowlarr", "settings": _STORED},
        {
            "role": "indexer",
            "kind": "jackett",
            "name": "Jackett at home",
            "settings": _STORED,
            "status": {"ok": False, "message": "Answered with a rate limit."},
        },
        {
            "role": "indexer",
            "kind": "torznab",
            "name": "Torznab",
            "settings": _STORED,
            "origin": "environment",
            "isEditable": False,
        },
        {
            "role": "download_client",
            "kind": "qbittorrent",
            "name": "qBittorrent",
            "settings": _QBITTORRENT_STORED,
            "status": {"ok": False, "message": "The password for admin is refused."},
        },
        {
            "role": "download_client",
            "kind": "builtin",
            "name": "Built-in engine",
            "settings": {},
            "origin": "engine",
            "isEditable": False,
        },
    ]
    usual = {
        "isEnabled": True,
        "priority": 25,
        "origin": "user",
        "isEditable": True,
        "status": {"ok": True, "message": "Fine."},
    }
    return [
        usual | {"id": n, "kindLabel": str(one["kind"]).capitalize()} | one
        for n, one in enumerate(said, 1)
    ]


def _field(name: str, label: str, kind: str = "text", **more: Any) -> dict[str, Any]:
    usual = {"help": "", "placeholder": "", "isRequired": True, "default": None}
    return {"name": name, "label": label, "kind": kind} | usual | more


_OPTIONAL = {"isRequired": False, "default": ""}
_URL = _field("url", "Address", placeholder="http://127.0.0.1:9696", help="As in the browser.")
_KEY = _field("api_key", "API key", "secret", help="Settings → General → Security.")
_QBITTORRENT = [
    _URL,
    _field("username", "User name", **_OPTIONAL),
    _field("password", "Password", "secret", isRequired=False, help="Kept encrypted."),
    _field("use_tls", "Check the certificate", "switch", isRequired=False, default=True),
    _field("timeout_s", "Give up after seconds", "number", isRequired=False, default=30),
]

KINDS: dict[str, list[dict[str, Any]]] = {
    "indexer": [
        {"kind": "prowlarr", "label": "Prowlarr", "fields": [_URL, _KEY]},
        {"kind": "jackett", "label": "Jackett", "fields": [_URL, _KEY]},
        {"kind": "torznab", "label": "Torznab", "fields": [_URL, _KEY]},
    ],
    "download_client": [
        {"kind": "qbittorrent", "label": "qBittorrent", "fields": _QBITTORRENT},
    ],
    "vpn": [{"kind": "gluetun", "label": "gluetun", "fields": [_URL, _KEY]}],
}

PREFERENCES: dict[str, Any] = {
    "moviesDir": "/srv/media/movies",
    "musicDir": "/srv/media/music",
    "downloadsDir": "/srv/media/downloads",
    "maxActiveDownloads": 5,
    "downloadsPaused": False,
    "setsLimits": False,
    "downLimitKib": 0,
    "upLimitKib": 0,
    "slowDownLimitKib": 0,
    "slowUpLimitKib": 0,
    "slowDays": "",
    "slowFrom": "",
    "slowTo": "",
    "propers": "prefer",
    "minAgeMinutes": 0,
    "retentionDays": 0,
    "grabPauseMinutes": 0,
    "reserveGb": 0.0,
    "refusesHardcodedSubs": False,
    "allowedSubs": "",
    "judgesFiles": True,
    "strikes": 3,
    "strikeMinutes": 60,
    "stalledDays": 7,
    "keepsStalled": False,
    "sparesPrivate": True,
    "sparedTags": "",
    "movieFolderFormat": MOVIE_FOLDER_FORMAT,
    "movieFileFormat": MOVIE_FILE_FORMAT,
    "albumFolderFormat": ALBUM_FOLDER_FORMAT,
    "trackFileFormat": TRACK_FILE_FORMAT,
    "removeTorrent": "at_share_goal",
    "importMode": "prefer_hardlink",
    "shareRatio": 1.0,
    "shareMinutes": 4320,
    "searchMissingHours": 12,
    "searchBetterHours": 168,
    "recycleDays": 14,
    "backupDays": 1,
    "backupsKept": 7,
    "engineListen": "0.0.0.0:6881",
    "engineDiscovery": True,
    "engineDownLimitKib": 0,
    "engineUpLimitKib": 0,
    "locked": ["moviesDir", "engineListen"],
}


def sessions(stamp: Stamp) -> list[dict[str, Any]]:
    """One that works and one that is banned, as /api/v1/clients tells them."""
    return [
        {
            "id": 4,
            "name": "qBittorrent",
            "state": "banned",
            "label": "Banned",
            "tone": "amber",
            "isStuck": True,
            "seen": "403 “Your IP address has been banned” to auth/login",
            "means": "It has banned this server's address after too many wrong logins.",
            "todo": "No login is tried before the ban is over.",
            "since": stamp(2),
            "retryAt": stamp(-58),
        },
        {
            "id": 9,
            "name": "Seedbox",
            "state": "ready",
            "label": "Connected",
            "tone": "mint",
            "isStuck": False,
            "seen": "Web API 2.11.4",
            "means": "Logged in.",
            "since": stamp(90),
        },
    ]


MAPPINGS: list[dict[str, Any]] = [
    {
        "id": 1,
        "clientId": 3,
        "client": "qBittorrent",
        "remotePath": "/downloads",
        "localPath": "/srv/media/downloads",
    }
]


def diagnosis(stamp: Stamp) -> dict[str, Any]:
    findings: list[dict[str, Any]] = [
        {
            "key": "paths.mapping_found",
            "check": "Paths",
            "subject": "qBittorrent",
            "severity": "error",
            "tried": "Took the paths and the finished downloads it reports, and looked for them.",
            "seen": "qBittorrent saves to /downloads; there is no /downloads here.",
            "cause": "It sees its files under other names: what it calls /downloads is "
            "/srv/media/qbittorrent/downloads here. Proven by 6 downloads.",
            "fix": "Save this path mapping, or mount the folder here under that name.",
            "action": {
                "key": "save_mapping",
                "label": "Save the mapping",
                "parameters": {
                    "clientId": 3,
                    "remotePath": "/downloads",
                    "localPath": "/srv/media/qbittorrent/downloads",
                },
            },
        },
        {
            "key": "hard_links.two_mounts",
            "check": "Hard links",
            "subject": "qBittorrent → movies",
            "severity": "warning",
            "tried": "Made a hard link from the downloads folder to the library.",
            "seen": "A hard link from /downloads to /movies: Invalid cross-device link.",
            "cause": "It is one file system seen through two mounts. Every import takes its size a "
            "second time: 12 GB so far.",
            "fix": "In a container, mount the folder above both once.",
        },
        {
            "key": "backups.none",
            "check": "Backups",
            "subject": "Backups",
            "severity": "notice",
            "tried": "Looked for the newest file in the backups folder.",
            "seen": "There is none.",
            "cause": "Settings and history would be lost with the disk.",
            "fix": "Back up the data folder regularly.",
        },
        {
            "key": "database",
            "check": "Database",
            "subject": "Database",
            "severity": "ok",
            "tried": "Read its version, schema and size.",
            "seen": "SQLite 3.40.1, schema 0004, 4.2 MB, lock after 1 ms.",
        },
    ]
    counts = {"ok": 1, "notice": 1, "warning": 1, "error": 1}
    return {
        "severity": "error",
        "at": stamp(3),
        "seconds": 2.4,
        "thorough": False,
        "counts": counts,
        "findings": findings,
    }
