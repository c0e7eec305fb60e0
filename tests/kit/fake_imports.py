"""What the fake desk has to import by hand: one of each confidence."""

from typing import Any

CANDIDATES: list[dict[str, Any]] = [
    {
        "id": "download:7b0b5a6e-3a8e-4a53-9f1c-0d2f0c1f7a11",
        "source": "download",
        "name": "Heat.1995.1080p.BluRay.x264-GRP",
        "path": "/srv/downloads/Heat.1995.1080p.BluRay.x264-GRP",
        "sizeBytes": 9_400_000_000,
        "files": 3,
        "guess": {
            "itemId": 4,
            "kind": "movie",
            "title": "Heat",
            "year": 1995,
            "quality": "Bluray-1080p",
            "slot": "main",
            "slots": ["main", "4K"],
        },
        "confidence": "high",
        "reasons": [
            "Its name claims 1080p, and its picture has 640 × 360.",
            "The library has Heat (1995).",
        ],
    },
    {
        "id": "folder:/srv/downloads/Joni Mitchell - Blue (1971) [FLAC]",
        "source": "folder",
        "name": "Joni Mitchell - Blue (1971) [FLAC]",
        "path": "/srv/downloads/Joni Mitchell - Blue (1971) [FLAC]",
        "sizeBytes": 240_000_000,
        "files": 11,
        "guess": {
            "kind": "album",
            "title": "Blue",
            "artist": "Joni Mitchell",
            "year": 1971,
            "quality": "FLAC",
            "slot": "main",
        },
        "confidence": "medium",
        "reasons": ["The library has nothing of that name; it is added."],
    },
    {
        "id": "folder:/srv/downloads/a8d1f0",
        "source": "folder",
        "name": "a8d1f0",
        "path": "/srv/downloads/a8d1f0",
        "sizeBytes": 700_000_000,
        "files": 1,
        "guess": {"kind": "movie", "title": "", "quality": "Unknown", "slot": "main"},
        "confidence": "low",
        "reasons": ["Its name tells neither title nor year."],
    },
]
