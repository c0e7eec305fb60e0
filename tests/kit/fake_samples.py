"""Sample content for looking at pages: every state, long names, names meant to break things."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

Stamp = Callable[[float], str]

SCRIPT_NAME = "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>.2019.1080p"
RTL_NAME = "فيلم.طويل.2021.1080p.WEB-DL.\u202egnp.exe"
EMOJI_NAME = "🎧 Late Night Tapes 🌃 [FLAC 24-96] ✨"
LONG_NAME = "The.Assassination.of.Everything.by.the.Very.Long.Name." * 4 + "2160p.UHD.BluRay.REMUX"
QUOTE_NAME = "\"'><b onclick=alert(1)>Bold & Brash</b>"

GB = 1_000_000_000
FLAGS = ("canPause", "canResume", "canCancel", "canRetry")


def downloads(stamp: Stamp) -> list[dict[str, Any]]:
    made = [
        _row(
            1,
            "movie",
            "Night Tide (1961)",
            "Night.Tide.1961.2160p.UHD.BluRay.x265-GRP",
            "downloading",
            63.4,
            18.2,
            "Bluray-2160p",
            downSpeed=24_300_000,
            upSpeed=1_200_000,
            etaSeconds=272,
            seeds=41,
            peers=7,
            ratio=0.08,
        ),
        _row(
            2,
            "album",
            "Kevin MacLeod – Calming (2016)",
            EMOJI_NAME,
            "downloading",
            12.0,
            0.61,
            "FLAC 24bit",
            downSpeed=3_800_000,
            upSpeed=0,
            etaSeconds=141,
            seeds=6,
            peers=1,
            ratio=0.0,
        ),
        _row(
            3,
            "movie",
            "Plan 9 from Outer Space (1957)",
            LONG_NAME,
            "grabbing",
            0,
            61.7,
            "Remux-2160p",
            seeds=0,
            peers=0,
        ),
        _row(
            4,
            "movie",
            SCRIPT_NAME,
            SCRIPT_NAME,
            "paused",
            41.9,
            4.2,
            "WEBDL-1080p",
            seeds=0,
            peers=0,
            ratio=0.4,
        ),
        _row(
            5,
            "movie",
            "فيلم طويل (2021)",
            RTL_NAME,
            "warning",
            94.1,
            2.4,
            "WEBDL-1080p",
            seeds=0,
            peers=2,
            ratio=0.9,
            errorMessage="Nobody sends: no seed for 38 minutes. It goes on by itself when one comes back.",
        ),
        _row(
            6,
            "album",
            "Various Artists – Open Goldberg Variations (2012)",
            "Open.Goldberg.Variations.2012.FLAC",
            "importing",
            100,
            0.43,
            "FLAC",
            seeds=3,
            peers=0,
            ratio=0.2,
        ),
        _row(
            7,
            "movie",
            "The General (1926)",
            "The.General.1926.1080p.BluRay.x264",
            "queued",
            0,
            9.8,
            "Bluray-1080p",
        ),
        _row(8, "album", QUOTE_NAME, QUOTE_NAME, "searching", 0, 0, None),
        _row(
            9,
            "movie",
            "Charade (1963)",
            "Charade.1963.1080p.BluRay.x264-GRP",
            "failed",
            3,
            7.9,
            "Bluray-1080p",
            errorMessage="qBittorrent: the torrent has no film or track in it, only sample.exe. Choose another release.",
        ),
        _row(
            10,
            "movie",
            "Big Buck Bunny (2008)",
            "Big.Buck.Bunny.2008.1080p.WEB-DL",
            "imported",
            100,
            0.73,
            "WEBDL-1080p",
            importMethod="hardlink",
            importTime=stamp(25),
            completionTime=stamp(26),
            importedPaths=[
                "/srv/media/movies/Big Buck Bunny (2008)/Big Buck Bunny (2008) [WEBDL-1080p].mkv"
            ],
            ratio=1.31,
        ),
        _row(
            11,
            "movie",
            "Sintel (2010)",
            "Sintel.2010.2160p.WEB-DL",
            "removed",
            20,
            1.9,
            "WEBDL-2160p",
        ),
    ]
    for age, row in enumerate(made):
        row["createdAt"] = row["updatedAt"] = stamp(4 + 37 * age)
    return made


def _row(
    number: int,
    kind: str,
    label: str,
    title: str,
    status: str,
    progress: float,
    size_gb: float,
    quality: str | None,
    **more: Any,
) -> dict[str, Any]:
    size = int(size_gb * GB)
    row = {
        "id": str(UUID(int=number)),
        "kind": kind,
        "label": label,
        "title": title,
        "status": status,
        "progress": progress,
        "sizeBytes": size,
        "sizeLeft": int(size * (100 - progress) / 100),
        "downloadId": f"{number:040x}",
        "downloadClient": "qBittorrent",
        "indexer": "Public Domain Torrents",
        "category": "neonarr-movies" if kind == "movie" else "neonarr-music",
        "canPause": status in ("downloading", "warning"),
        "canResume": status == "paused",
        "canCancel": status not in ("imported", "importing", "removed"),
        "canRetry": status in ("failed", "warning", "queued"),
        "imported": status == "imported",
    }
    if quality:
        row["quality"] = quality
    return row | more


def library(stamp: Stamp) -> list[dict[str, Any]]:
    titles = [
        ("movie", "Big Buck Bunny (2008)", "WEBDL-1080p", 0.73, "hardlink", 0),
        ("album", "Various Artists – Open Goldberg Variations (2012)", "FLAC", 0.43, "hardlink", 0),
        ("movie", SCRIPT_NAME, "DVD", 1.1, "copy", 1_100_000_000),
        ("movie", "فيلم طويل (2021)", "WEBDL-1080p", 2.4, "reflink", 0),
        ("album", EMOJI_NAME, "FLAC 24bit", 1.9, "copy, hardlink", 64_000_000),
        ("movie", LONG_NAME, "Remux-2160p", 61.7, "hardlink", 0),
    ]
    more = [
        ("movie", f"Prelinger Film {n} ({1930 + n})", "DVD", 1.2, "hardlink", 0) for n in range(64)
    ]
    return [_entry(n, *title, stamp(25 + n * 190)) for n, title in enumerate(titles + more)]


def _entry(
    number: int,
    kind: str,
    label: str,
    quality: str,
    size_gb: float,
    method: str,
    cost: int,
    at: str,
) -> dict[str, Any]:
    size = int(size_gb * GB)
    folder = f"/srv/media/{'music' if kind == 'album' else 'movies'}/{label.replace('/', '-')}"
    tracks = range(1, 13) if kind == "album" else [None]
    files = [
        {
            "path": f"{folder}/{n or 0:02} - file.{'flac' if n else 'mkv'}",
            "sizeBytes": size // len(tracks),
        }
        | ({"track": n, "title": f"Variatio {n}"} if n else {})
        for n in tracks
    ]
    item = {
        "id": number,
        "kind": kind,
        "title": label,
        "label": label,
        "monitored": True,
        "hasFile": True,
        "added": at,
    }
    return {
        "item": item,
        "quality": quality,
        "sizeBytes": size,
        "importedAt": at,
        "importMethod": method,
        "costBytes": cost,
        "folder": folder,
        "files": files,
    }


def events(stamp: Stamp) -> list[dict[str, Any]]:
    story = [
        ("downloading", "Night Tide (1961)", None),
        ("grabbing", "Plan 9 from Outer Space (1957)", None),
        ("imported", "Big Buck Bunny (2008)", None),
        (
            "failed",
            "Charade (1963)",
            "The torrent has no film or track in it, only sample.exe. Choose another release.",
        ),
        ("warning", "فيلم طويل (2021)", "Nobody sends: no seed for 38 minutes."),
        ("paused", SCRIPT_NAME, None),
        ("removed", "Sintel (2010)", "Removed by hand."),
        ("queued", "The General (1926)", None),
    ]
    return [
        {
            "id": 100 - n,
            "downloadId": str(UUID(int=n)),
            "state": state,
            "label": label,
            "title": label,
            "at": stamp(3 + 22 * n),
        }
        | ({"message": message} if message else {})
        for n, (state, label, message) in enumerate(story)
    ]


def components(stamp: Stamp, *, is_empty: bool) -> list[dict[str, Any]]:
    fine = [
        {
            "name": "Database",
            "kind": "database",
            "status": "ok",
            "message": "SQLite 3.46, 2.1 MB.",
            "since": stamp(7000),
        },
        {
            "name": "Built-in engine",
            "kind": "download_client",
            "status": "ok",
            "message": "Ready; opens with the first torrent.",
            "since": stamp(7000),
        },
        {
            "name": "Movies folder",
            "kind": "folder",
            "status": "ok",
            "message": "/srv/media/movies, 1.2 TB free, hard links work.",
            "since": stamp(7000),
        },
    ]
    trouble = [
        {
            "name": "qBittorrent",
            "kind": "download_client",
            "status": "error",
            "message": "http://127.0.0.1:8080 refuses the password for admin.",
            "todo": "Correct it under Settings → Download clients. It is not tried again before, so that qBittorrent does not ban this address.",
            "since": stamp(31),
        },
        {
            "name": "Jackett",
            "kind": "indexer",
            "status": "warning",
            "message": "Answered with a rate limit.",
            "todo": "Nothing to do: it is asked again in 4 minutes.",
            "since": stamp(6),
        },
        {
            "name": "Prowlarr",
            "kind": "indexer",
            "status": "ok",
            "message": "Version 1.30, 7 indexers.",
            "since": stamp(900),
        },
    ]
    return fine if is_empty else trouble + fine


def adapters() -> list[dict[str, Any]]:
    return [
        _adapter(
            1,
            "indexer",
            "prowlarr",
            "Prowlarr",
            "Prowlarr",
            "user",
            {"url": "http://127.0.0.1:9696", "api_key": "********"},
            {"ok": True, "message": "Version 1.30, 7 indexers."},
        ),
        _adapter(
            2,
            "indexer",
            "jackett",
            "Jackett",
            "Jackett at home",
            "user",
            {"url": "http://127.0.0.1:9117", "api_key": "********"},
            {
                "ok": False,
                "message": "Jackett at home: answered with a rate limit. It is asked again in 4 minutes.",
            },
        ),
        _adapter(
            3,
            "indexer",
            "torznab",
            "Torznab",
            "TORZNAB_URL",
            "environment",
            {"url": "http://127.0.0.1:9999/api", "api_key": "********"},
            {"ok": True, "message": "Fine."},
        ),
        _adapter(
            4,
            "download_client",
            "qbittorrent",
            "qBittorrent",
            "qBittorrent",
            "user",
            {
                "url": "http://127.0.0.1:8080",
                "username": "admin",
                "password": "********",
                "use_tls": False,
                "timeout_s": 30,
            },
            {"ok": False, "message": "The password for admin is refused."},
            True,
        ),
        _adapter(
            5,
            "download_client",
            "builtin",
            "Built-in engine",
            "Built-in engine",
            "engine",
            {},
            {"ok": True, "message": "Ready."},
        ),
    ]


def _adapter(
    number: int,
    role: str,
    kind: str,
    kind_label: str,
    name: str,
    origin: str,
    settings: dict[str, Any],
    status: dict[str, Any],
    is_enabled: bool = True,
) -> dict[str, Any]:
    return {
        "id": number,
        "role": role,
        "kind": kind,
        "kindLabel": kind_label,
        "name": name,
        "settings": settings,
        "isEnabled": is_enabled,
        "priority": 25,
        "origin": origin,
        "isEditable": origin == "user",
        "status": status,
    }


def _field(
    name: str,
    label: str,
    kind: str = "text",
    *,
    required: bool = True,
    default: Any = None,
    help: str = "",
    placeholder: str = "",
) -> dict[str, Any]:
    return {
        "name": name,
        "label": label,
        "help": help,
        "placeholder": placeholder,
        "kind": kind,
        "isRequired": required,
        "default": default,
    }


_URL = _field(
    "url", "Address", placeholder="http://127.0.0.1:9696", help="As you open it in the browser."
)
_KEY = _field("api_key", "API key", "secret", help="Settings → General → Security.")
_QBITTORRENT = [
    _URL,
    _field("username", "User name", required=False, default=""),
    _field(
        "password", "Password", "secret", required=False, help="Kept encrypted, never shown again."
    ),
    _field("use_tls", "Check the certificate", "switch", required=False, default=True),
    _field("timeout_s", "Give up after seconds", "number", required=False, default=30),
]

KINDS: dict[str, list[dict[str, Any]]] = {
    "indexer": [
        {"kind": "prowlarr", "label": "Prowlarr", "fields": [_URL, _KEY]},
        {"kind": "jackett", "label": "Jackett", "fields": [_URL, _KEY]},
        {"kind": "torznab", "label": "Torznab", "fields": [_URL, _KEY]},
    ],
    "download_client": [{"kind": "qbittorrent", "label": "qBittorrent", "fields": _QBITTORRENT}],
}

PREFERENCES: dict[str, Any] = {
    "moviesDir": "/srv/media/movies",
    "musicDir": "/srv/media/music",
    "downloadsDir": "/srv/media/downloads",
    "maxActiveDownloads": 5,
    "removeTorrent": "at_share_goal",
    "shareRatio": 1.0,
    "shareMinutes": 4320,
    "engineListen": "0.0.0.0:6881",
    "engineDiscovery": True,
    "engineDownLimitKib": 0,
    "engineUpLimitKib": 0,
    "locked": ["moviesDir", "engineListen"],
}


def results() -> list[dict[str, Any]]:
    """What one indexer of the fake search offers: approved, rejected, hostile."""
    no_seeders = {"key": "seeders", "message": "Nobody has it: 0 seeders, at least 1 is wanted."}
    too_big = {
        "key": "size",
        "message": "61.7 GB is more than a Remux-2160p of this length should be (60 GB).",
    }
    return [
        _result("a", "Night.Tide.1961.1080p.BluRay.x264-GRP", 8.1, 40, 900, "Bluray-1080p"),
        _result("b", LONG_NAME, 61.7, 2, 300, "Remux-2160p", [too_big, no_seeders]),
        _result("c", SCRIPT_NAME, 1.2, 0, 12, None, [no_seeders]),
        _result("d", RTL_NAME, 2.2, 12, 700, "WEBDL-1080p"),
        _result("e", EMOJI_NAME, 0.9, 31, 800, "FLAC 24bit", kind="album"),
    ]


def _result(
    guid: str,
    title: str,
    size_gb: float,
    seeders: int,
    score: int,
    quality: str | None,
    rejections: list[dict[str, str]] | None = None,
    kind: str = "movie",
) -> dict[str, Any]:
    return {
        "guid": guid,
        "indexerId": 7,
        "indexer": "Public Domain Torrents",
        "title": title,
        "mediaType": kind,
        "size": int(size_gb * GB),
        "seeders": seeders,
        "leechers": 1,
        "ageHours": 700.0,
        "quality": quality,
        "approved": not rejections,
        "rejections": rejections or [],
        "score": score,
        "source": "indexer",
        "available": False,
        "itemId": None,
    }
