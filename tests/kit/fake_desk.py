"""What the pages show, without the inside: a desk with convincing content, or an empty one."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

from neonarr.acquisitions.judging.listed import Wanted
from neonarr.base.errors import Invalid, NotFound
from neonarr.base.kinds import MediaKind
from neonarr.settings.adapters import Role
from neonarr.web.library import Shown
from tests.kit import fake_decisions, fake_imports, fake_samples, fake_settings

OVER = ("imported", "failed", "removed")


def stamp(minutes_ago: float) -> str:
    return (datetime.now(UTC) - timedelta(minutes=minutes_ago)).strftime("%Y-%m-%dT%H:%M:%SZ")


class FakeDesk:
    """Answers like neonarr.web.desk.Desk. Change `rows` to change what the pages show."""

    def __init__(self, *, is_empty: bool = False) -> None:
        self.rows = [] if is_empty else fake_samples.downloads(stamp)
        self.candidates = deepcopy(fake_imports.CANDIDATES)
        self.entries = [] if is_empty else fake_samples.library(stamp)
        self.events = [] if is_empty else fake_samples.events(stamp)
        self.decided = [] if is_empty else fake_decisions.decisions(stamp)
        self.blocked = [] if is_empty else fake_decisions.blocked(stamp)
        self.components = fake_settings.components(stamp)
        if not is_empty:
            self.components += fake_settings.trouble(stamp)
        self.services = [] if is_empty else fake_settings.adapters()
        self.sessions = [] if is_empty else fake_settings.sessions(stamp)

    async def downloads(
        self,
        *,
        movie_id: int | None = None,
        status: str | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> tuple[list[dict[str, Any]], int]:
        fitting = [r for r in self.rows if status in (None, r["status"])]
        return fitting[offset : offset + limit], len(fitting)

    async def moving(self) -> list[dict[str, Any]]:
        return [r for r in self.rows if r["status"] not in OVER]

    async def library(
        self, limit: int = 60, offset: int = 0, text: str = "", show: Shown = Shown.THERE
    ) -> tuple[list[dict[str, Any]], int]:
        wanted = {Shown.MISSING: "missing", Shown.BELOW: "below_cutoff"}.get(show)
        fitting = [
            e
            for e in self.entries
            if text.lower() in e["item"]["label"].lower()
            and (e["files"] or show is not Shown.THERE)
            and (wanted is None or any(one["state"] == wanted for one in e["lacks"]))
        ]
        return fitting[offset : offset + limit], len(fitting)

    async def decisions(self, wanted: Wanted) -> tuple[list[dict[str, Any]], int]:
        fitting = [
            d
            for d in self.decided
            if wanted.text.lower() in d["label"].lower()
            and wanted.is_manual in (None, d["manual"])
            and wanted.download_id in (None, d["downloadId"])
        ]
        return fitting[: wanted.limit], len(fitting)

    async def decision(self, number: int) -> dict[str, Any]:
        for one in self.decided:
            if one["id"] == number:
                return one
        raise NotFound(f"Decision {number} is not kept, or there never was one.")

    async def newest_backup(self) -> dict[str, Any] | None:
        if not self.rows:
            return None
        path = "/data/backups/neonarr-20260102-030405.db"
        return {"path": path, "size": 42_000_000, "at": stamp(180)}

    async def blocklist(self, limit: int = 50) -> tuple[list[dict[str, Any]], int]:
        return self.blocked[:limit], len(self.blocked)

    async def profiles(self, kind: MediaKind) -> list[tuple[int, str]]:
        return fake_decisions.PROFILES

    async def history(self, limit: int = 50) -> list[dict[str, Any]]:
        return self.events[:limit]

    async def health(self) -> dict[str, Any]:
        found = {c["status"] for c in self.components}
        status = next((s for s in ("error", "warning") if s in found), "ok")
        return {"status": status, "components": self.components}

    async def vpns(self) -> list[dict[str, Any]]:
        return []

    async def clients(self) -> list[dict[str, Any]]:
        return self.sessions

    async def stats(self) -> dict[str, Any]:
        count = [r["status"] for r in self.rows].count
        return {
            "active": sum(count(s) for s in ("grabbing", "downloading", "warning", "importing")),
            "queued": count("queued"),
            "moving": sum(r["status"] not in OVER for r in self.rows),
            "paused": count("paused"),
            "failed": count("failed"),
            "imported": count("imported"),
            "importedToday": count("imported"),
            "downSpeed": sum(r.get("downSpeed", 0) for r in self.rows),
            "upSpeed": sum(r.get("upSpeed", 0) for r in self.rows),
        }

    async def adapters(self, role: Role | None = None) -> list[dict[str, Any]]:
        return [a for a in self.services if role in (None, a["role"])]

    def adapter_kinds(self, role: Role) -> list[dict[str, Any]]:
        return fake_settings.KINDS[role]

    async def preferences(self) -> dict[str, Any]:
        return dict(fake_settings.PREFERENCES)

    async def diagnosis(self) -> dict[str, Any] | None:
        return fake_settings.diagnosis(stamp) if self.rows else None

    async def terms(self) -> list[dict[str, Any]]:
        words = {"required": [], "ignored": ["HDR", "/DV|DoVi/"], "tags": ["kids"]}
        return [{"id": 1, "name": "No HDR", "enabled": True, **words}] if self.rows else []

    async def items(self, kind: MediaKind) -> list[dict[str, Any]]:
        titles = {MediaKind.MOVIE: "Heat", MediaKind.ALBUM: "Blue"}
        return [{"id": 4, "title": titles[kind], "hasFile": False}] if self.rows else []

    async def import_candidates(self, path: str | None) -> list[dict[str, Any]]:
        if path == "/elsewhere":
            raise Invalid("path", "path must name a folder below the downloads folder.")
        return self.candidates if self.rows else []

    async def version_names(self) -> list[str]:
        return ["4K", "main"] if self.rows else []

    async def mappings(self) -> list[dict[str, Any]]:
        return [dict(one) for one in fake_settings.MAPPINGS] if self.rows else []

    async def api_key(self) -> str:
        return "0123456789abcdef0123456789abcdef"
