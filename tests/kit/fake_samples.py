"""Sample content for looking at pages: every state, long names, names meant to break things."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

Stamp = Callable[[float], str]
"""Minutes ago -> a moment as the API writes it."""

SCRIPT_NAME = "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>.2019.1080p"
RTL_NAME = "فيلم.طويل.2021.1080p.WEB-DL.\u202egnp.exe"
EMOJI_NAME = "🎧 Late Night Tapes 🌃 [FLAC 24-96] ✨"
LONG_NAME = "The.Assassination.of.Everything.by.the.Very.Long.Name." * 4 + "2160p.UHD.REMUX"
QUOTE_NAME = "\"'><b onclick=alert(1)>Bold & Brash</b>"

NO_TRACKS = "The torrent has no film or track in it, only sample.exe. Choose another release."
NOBODY_SENDS = "Nobody sends: no seed for 38 minutes. It goes on by itself when one comes back."
BUNNY_DIR = "/srv/media/movies/Big Buck Bunny (2008)"

MB = 1_000_000
DOWNLOADS: list[dict[str, Any]] = [
    {
        "label": "Night Tide (1961)",
        "title": "Night.Tide.1961.2160p.UHD.BluRay.x265-GRP",
        "status": "downloading",
        "progress": 63.4,
        "sizeBytes": 18_200 * MB,
        "quality": "Bluray-2160p",
        "downSpeed": 24_300_000,
        "upSpeed": 1_200_000,
        "etaSeconds": 272,
        "seeds": 41,
        "peers": 7,
        "ratio": 0.08,
    },
    {
        "kind": "album",
        "label": "Kevin MacLeod – Calming (2016)",
        "title": EMOJI_NAME,
        "status": "downloading",
        "progress": 12.0,
        "sizeBytes": 610 * MB,
        "quality": "FLAC 24bit",
        "downSpeed": 3_800_000,
        "upSpeed": 0,
        "etaSeconds": 141,
        "seeds": 6,
        "peers": 1,
        "ratio": 0.0,
    },
    {
        "label": "Plan 9 from Outer Space (1957)",
        "title": LONG_NAME,
        "status": "grabbing",
        "sizeBytes": 61_700 * MB,
        "quality": "Remux-2160p",
    },
    {
        "label": SCRIPT_NAME,
        "title": SCRIPT_NAME,
        "status": "paused",
        "progress": 41.9,
        "sizeBytes": 4_200 * MB,
        "quality": "WEBDL-1080p",
    },
    {
        "label": "فيلم طويل (2021)",
        "title": RTL_NAME,
        "status": "warning",
        "progress": 94.1,
        "sizeBytes": 2_400 * MB,
        "quality": "WEBDL-1080p",
        "peers": 2,
        "errorMessage": NOBODY_SENDS,
        "trackers": [
            {"host": "tracker.example.org", "standing": "fails", "said": "Connection timed out"},
            {"host": "backup.example.net", "standing": "works", "said": ""},
        ],
        "standby": {
            "downloadId": "ab" * 20,
            "title": "A.Long.Film.2021.1080p.BluRay.x264-GRP",
            "progress": 71.2,
        },
    },
    {
        "kind": "album",
        "label": "Kimiko Ishizaka – Open Goldberg Variations (2012)",
        "title": "Open.Goldberg.Variations.2012.FLAC",
        "status": "importing",
        "progress": 100,
        "sizeBytes": 430 * MB,
        "quality": "FLAC",
    },
    {
        "label": "The General (1926)",
        "title": "The.General.1926.1080p.BluRay.x264",
        "status": "queued",
        "sizeBytes": 9_800 * MB,
        "quality": "Bluray-1080p",
    },
    {"kind": "album", "label": QUOTE_NAME, "title": QUOTE_NAME, "status": "searching"},
    {
        "label": "Charade (1963)",
        "title": "Charade.1963.1080p.BluRay.x264-GRP",
        "status": "failed",
        "progress": 3,
        "sizeBytes": 7_900 * MB,
        "quality": "Bluray-1080p",
        "errorMessage": NO_TRACKS,
    },
    {
        "label": "Big Buck Bunny (2008)",
        "title": "Big.Buck.Bunny.2008.1080p.WEB-DL",
        "status": "imported",
        "progress": 100,
        "sizeBytes": 730 * MB,
        "quality": "WEBDL-1080p",
        "importMethod": "hardlink",
        "importedPaths": [f"{BUNNY_DIR}/Big Buck Bunny (2008) [WEBDL-1080p].mkv"],
        "ratio": 1.31,
    },
    {
        "label": "Sintel (2010)",
        "title": "Sintel.2010.2160p.WEB-DL",
        "status": "removed",
        "sizeBytes": 1_900 * MB,
    },
]


def downloads(stamp: Stamp) -> list[dict[str, Any]]:
    return [_download(number, said, stamp) for number, said in enumerate(DOWNLOADS, 1)]


def _download(number: int, said: dict[str, Any], stamp: Stamp) -> dict[str, Any]:
    status, progress, size = said["status"], said.get("progress", 0), said.get("sizeBytes", 0)
    at = stamp(37 * number - 33)
    row = {
        "id": str(UUID(int=number)),
        "kind": "movie",
        "progress": progress,
        "sizeLeft": int(size * (100 - progress) / 100),
        "downloadId": f"{number:040x}",
        "downloadClient": "qBittorrent",
        "indexer": "Public Domain Torrents",
        "category": "neonarr",
        "canPause": status in ("downloading", "warning"),
        "canResume": status == "paused",
        "canTurnDown": status in ("queued", "downloading", "paused", "warning", "failed"),
        "canCancel": status not in ("imported", "importing", "removed"),
        "canRetry": status in ("failed", "warning", "queued"),
        "imported": status == "imported",
        "createdAt": at,
        "updatedAt": at,
    }
    if status == "imported":
        row |= {"importTime": at, "completionTime": at}
    return row | said


def library(stamp: Stamp) -> list[dict[str, Any]]:
    titles = [
        ("movie", "Big Buck Bunny (2008)", "hardlink", 0),
        ("album", "Kimiko Ishizaka – Open Goldberg Variations (2012)", "hardlink", 0),
        ("movie", SCRIPT_NAME, "copy", 1_100 * MB),
        ("movie", "فيلم طويل (2021)", "reflink", 0),
        ("album", EMOJI_NAME, "copy, hardlink", 64 * MB),
        ("movie", LONG_NAME, "hardlink", 0),
        *(("movie", f"Prelinger Film {n} ({1930 + n})", "hardlink", 0) for n in range(64)),
    ]
    there = [_entry(n, title, stamp(25 + n * 190)) for n, title in enumerate(titles)]
    there[0]["lacks"] = [{"slot": "4K", "state": "missing", "isUnderWay": True}]
    there[1]["lacks"] = [{"slot": "main", "state": "below_cutoff", "isUnderWay": False}]
    there[2]["leaving"] = "qBittorrent: does not answer."
    sought = _missing(901, "Carnival of Souls (1962)", stamp(9))
    sought["lacks"] = [
        {
            "slot": "main",
            "state": "missing",
            "isUnderWay": True,
            "searchAgainAt": stamp(-185),
        }
    ]
    return [_missing(900, "Charade (1963)", stamp(3)), sought, *there]


def _missing(number: int, label: str, at: str) -> dict[str, Any]:
    item = {"id": number, "kind": "movie", "title": label, "label": label, "monitored": True}
    return {
        "item": item | {"hasFile": False, "added": at},
        "sizeBytes": 0,
        "costBytes": 0,
        "files": [],
        "versions": [],
        "lacks": [{"slot": "main", "state": "missing", "isUnderWay": False}],
    }


def _entry(number: int, said: tuple[str, str, str, int], at: str) -> dict[str, Any]:
    kind, label, method, cost = said
    folder = f"/srv/media/{'music' if kind == 'album' else 'movies'}/{label.replace('/', '-')}"
    film = {"path": f"{folder}/film.mkv", "sizeBytes": 1_100 * MB}
    tracks = [
        {
            "path": f"{folder}/{n:02}.flac",
            "sizeBytes": 36 * MB,
            "track": n,
            "title": f"Variatio {n}",
        }
        for n in range(1, 13)
    ]
    files = tracks if kind == "album" else [film]
    item = {"id": number, "kind": kind, "title": label, "label": label, "monitored": True}
    return {
        "item": item | {"hasFile": True, "added": at},
        "quality": "FLAC" if kind == "album" else "WEBDL-1080p",
        "sizeBytes": sum(int(str(f["sizeBytes"])) for f in files),
        "importedAt": at,
        "importMethod": method,
        "costBytes": cost,
        "folder": folder,
        "files": files,
        "lacks": [],
        "versions": [
            {
                "slot": "main",
                "quality": "FLAC" if kind == "album" else "WEBDL-1080p",
                "sizeBytes": sum(int(str(f["sizeBytes"])) for f in files),
                "files": len(files),
            }
        ],
    }


def events(stamp: Stamp) -> list[dict[str, Any]]:
    story = [
        ("downloading", "Night Tide (1961)", ""),
        ("grabbing", "Plan 9 from Outer Space (1957)", ""),
        ("imported", "Big Buck Bunny (2008)", ""),
        ("failed", "Charade (1963)", NO_TRACKS),
        ("warning", "فيلم طويل (2021)", NOBODY_SENDS),
        ("paused", SCRIPT_NAME, ""),
        ("removed", "Sintel (2010)", "Removed by hand."),
        ("queued", "The General (1926)", ""),
    ]
    notice = {
        "id": 101,
        "component": "download_client",
        "state": "error",
        "previous": "ok",
        "title": "qBittorrent",
        "label": "qBittorrent",
        "message": "It does not accept this user name and password.",
        "todo": "Correct them under Settings → Download clients.",
        "at": stamp(2),
    }
    return [notice] + [
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


def results() -> list[dict[str, Any]]:
    """What one indexer of the fake search offers, worst first: rejected, approved, hostile."""
    nobody = {
        "key": "no_seeders",
        "message": "Nobody has it: 0 seeders, at least 1 is wanted.",
        "permanent": False,
    }
    too_big = {
        "key": "too_large",
        "message": "61.7 GB is more than a Remux-2160p should be (60 GB).",
        "permanent": True,
    }
    spoken = {
        "key": "wrong_language",
        "message": "It is in Dutch; wanted is English.",
        "permanent": True,
    }
    formats = [{"name": "HDR10", "score": 100}, {"name": "x265 (HD)", "score": -20}]
    offers: list[dict[str, Any]] = [
        {"title": SCRIPT_NAME, "score": 12, "seeders": 0, "rejections": [nobody], "quality": None},
        {"title": LONG_NAME, "score": 300, "seeders": 0, "rejections": [too_big, nobody, spoken]},
        {"title": RTL_NAME, "score": 700},
        {"title": EMOJI_NAME, "score": 800, "mediaType": "album", "quality": "FLAC 24bit"},
        {
            "title": "Night.Tide.1961.1080p.BluRay.x264-GRP",
            "score": 900,
            "languages": ["English", "French"],
            "formats": formats,
            "formatScore": 80,
        },
    ]
    return [
        {
            "guid": f"offer-{n}",
            "indexerId": 7,
            "indexer": "Public Domain Torrents",
            "mediaType": "movie",
            "size": 8_100 * MB,
            "seeders": 40,
            "leechers": 1,
            "ageHours": 700.0,
            "quality": "Bluray-1080p",
            "languages": ["Unknown"],
            "formats": [],
            "formatScore": 0,
            "rejections": [],
            "approved": not offer.get("rejections"),
            "source": "indexer",
            "available": False,
            "itemId": None,
        }
        | offer
        for n, offer in enumerate(offers)
    ]
