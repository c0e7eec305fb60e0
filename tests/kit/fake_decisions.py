"""Sample decisions for looking at their pages: one automatic with much in it, one a person's, one
that took nothing."""

from typing import Any

from neonarr.acquisitions.judging.why import why
from tests.kit.fake_samples import LONG_NAME, SCRIPT_NAME, Stamp

MB = 1_000_000
PROFILES = [(1, "1080p, small"), (2, "Best there is"), (3, "4K with HDR")]

_SIZE = {
    "key": "too_large",
    "message": "At 61.7 GB it is too large; the most is 20 GB.",
    "permanent": True,
}
_QUALITY = {
    "key": "quality_not_wanted",
    "message": "Its quality is CAM; wanted is Bluray-1080p, WEBDL-1080p, Bluray-720p.",
    "permanent": True,
}
_SEEDERS = {"key": "no_seeders", "message": "It has 0 seeders; the least is 1.", "permanent": False}
_ITEM = {
    "key": "wrong_item",
    "message": "It is Tide of Night, not Night Tide.",
    "permanent": True,
}


def ranking(step: str, own: str, taken: str, *, before: bool = False) -> dict[str, Any]:
    return {"step": step, "own": own, "taken": taken, "before": before}


def candidate(number: int, title: str, **fields: Any) -> dict[str, Any]:
    rejections = fields.get("rejections", [])
    return {
        "guid": f"offer-{number}",
        "indexerId": 7,
        "indexer": "Public Domain Torrents",
        "title": title,
        "size": 8_400 * MB,
        "seeders": 95,
        "quality": "Bluray-1080p",
        "languages": ["English"],
        "formats": [],
        "formatScore": 0,
        "score": 100 - number,
        "approved": not rejections,
        "rejections": [],
        "taken": False,
        "ranking": None,
        **fields,
    }


def candidates() -> list[dict[str, Any]]:
    """The first is taken."""
    hdr = [{"name": "HDR10", "score": 100}, {"name": "x265 (HD)", "score": -20}]
    return [
        candidate(
            1, "Night.Tide.1961.1080p.BluRay.x264-GRP", taken=True, formats=hdr, formatScore=80
        ),
        candidate(
            2,
            "Night.Tide.1961.1080p.BluRay.x264-OTHER",
            formats=[{"name": "HDR10", "score": 80}],
            formatScore=80,
            seeders=4,
            ranking=ranking("seeders", "4", "95"),
        ),
        candidate(
            3,
            "Night.Tide.1961.720p.WEB-DL.AAC2.0.H.264-FILM",
            quality="WEBDL-720p",
            size=2_100 * MB,
            ranking=ranking("quality", "WEBDL-720p", "Bluray-1080p"),
        ),
        candidate(
            4,
            "Night.Tide.1961.2160p.UHD.BluRay.REMUX.HDR10.HEVC.TrueHD.7.1-BIG",
            quality="Remux-2160p",
            size=61_700 * MB,
            rejections=[_SIZE, _SEEDERS],
            seeders=0,
        ),
        candidate(5, "Night.Tide.1961.1080p.WEB-DL.H264-DEAD", rejections=[_SEEDERS], seeders=0),
        candidate(6, SCRIPT_NAME, quality="CAM", rejections=[_ITEM, _QUALITY], size=None),
        candidate(7, "Tide.of.Night.1999.1080p.BluRay-GRP", rejections=[_ITEM], seeders=None),
        *(
            candidate(8 + n, f"Night.Tide.1961.CAM.x264-GRP{n}", rejections=[_QUALITY])
            for n in range(80)
        ),
    ]


def decisions(stamp: Stamp) -> list[dict[str, Any]]:
    """The newest first, with their candidates."""
    offered = candidates()
    picked = [{**one, "taken": one["guid"] == "offer-4"} for one in offered[:6]]
    better = ranking("rejections", "nothing", _SIZE["message"], before=True)
    picked[0] = {**picked[0], "ranking": better}
    nothing = [{**one, "ranking": None} for one in offered if not one["approved"]]
    return [
        _decision(3, stamp(12), offered),
        _decision(2, stamp(60 * 26), picked, manual=True),
        _decision(1, stamp(60 * 24 * 40), nothing, profile="Gone", profileId=99),
    ]


def _decision(number: int, at: str, offered: list[dict[str, Any]], **fields: Any) -> dict[str, Any]:
    taken = next((one for one in offered if one["taken"]), None)
    made = {
        "id": number,
        "at": at,
        "itemId": 1,
        "kind": "movie",
        "label": "Night Tide (1961)",
        "downloadId": f"00000000-0000-0000-0000-00000000000{number}",
        "slot": "main",
        "query": "night tide 1961",
        "manual": False,
        "profileId": 1,
        "profile": "1080p, small",
        "profileVersion": 4,
        "offered": len(offered),
        "approved": sum(one["approved"] for one in offered),
        "candidates": offered,
        **fields,
    }
    if taken:
        made |= {"title": taken["title"], "size": taken["size"], "taken": taken["guid"]}
    return {**made, "why": why(made)}


def blocked(stamp: Stamp) -> list[dict[str, Any]]:
    """Releases that are not taken by themselves."""
    program = f"“{LONG_NAME}.mkv.exe” is a program, not media."
    stalled = "No progress for 3 hours at 41.0 %, and no seeds. Strike 3 of 3."
    said = [
        {"title": LONG_NAME, "label": "Night Tide (1961)", "reason": program, "itemId": 3},
        {"title": SCRIPT_NAME, "label": SCRIPT_NAME, "reason": stalled, "expiresAt": stamp(-9000)},
        {"title": "Gone.1999.720p.WEB-GRP", "reason": "It has no film."},
    ]
    return [
        {"id": n, "kind": "movie" if "label" in one else None, "at": stamp(n * 90), **one}
        for n, one in enumerate(said, 1)
    ]
