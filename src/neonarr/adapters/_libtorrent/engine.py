"""The built-in engine: one libtorrent session, blocking calls.

Calls come from one thread; a second one, the pump, takes libtorrent's alerts: it keeps the last
status of each torrent and writes resume data when libtorrent has it ready. Resume data is written
before an add is answered, after pausing, resuming and finishing, when a magnet's metadata arrives,
every few seconds while something changes, and on closing. Files that were written after it, as a
kill leaves them, are looked at anew, so that nothing is fetched twice.
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import replace
from typing import Any

import libtorrent as lt

from neonarr.adapters._libtorrent.kept import Kept, StateFolder
from neonarr.adapters._libtorrent.profile import (
    open_session,
    session_settings,
    set_flags,
    split_listen,
)
from neonarr.adapters._libtorrent.settings import BuiltinSettings
from neonarr.adapters._libtorrent.stale import forget_what_is_older
from neonarr.adapters._libtorrent.torrent import Torrent, files_of
from neonarr.adapters._libtorrent.trackers import trackers_of
from neonarr.base.errors import Refused, Rejected, Unreachable
from neonarr.base.ids import InfoHash
from neonarr.downloads.model import AddOptions, Download, DownloadFile, ShareGoal
from neonarr.downloads.torrent import Magnet, TorrentFile
from neonarr.downloads.trackers import TrackerAnswer
from neonarr.storage.process_lock import AlreadyRunning, ProcessLock

SAVE_EVERY_S = 10.0
ANSWER_S = 5.0
DELETE_S = 60.0
CLOSE_S = 3.0
_WAIT_MS = 500
_log = logging.getLogger(__name__)


class Engine:
    """Open from the start. Raises Refused if another process uses the state folder."""

    def __init__(self, service: str, settings: BuiltinSettings) -> None:
        self._service, self._settings = service, settings
        self._kept = StateFolder(settings.state_dir)
        self._lock = _lock_folder(service, settings.state_dir)
        self._news = threading.Condition()
        """Guards everything below; notified when the pump has changed it."""
        self._torrents: dict[InfoHash, Torrent] = {}
        self._by_handle: dict[Any, Torrent] = {}
        self._updates = 0
        self._deletions: dict[str, str] = {}
        """By every hash of a torrent whose files were asked to go: why they did not, or empty."""
        self._listen_error = ""
        self._is_closing = False
        self._session: Any = open_session(
            session_settings(
                settings.listen,
                discovery=settings.discovery,
                down_limit_kib=settings.down_limit_kib,
                up_limit_kib=settings.up_limit_kib,
            )
        )
        self._restore()
        self._pump = threading.Thread(target=self._pump_alerts, name="engine-alerts", daemon=True)
        self._pump.start()

    def listen_problem(self) -> str:
        """Why it does not listen on the port that was set; empty if it does."""
        wanted, used = split_listen(self._settings.listen)[1], self._session.listen_port()
        if used and wanted in (0, used):
            return ""
        instead = f", it uses port {used} instead" if used else ""
        return (self._listen_error or "no reason given") + instead

    def limit(self, down_kib: int, up_kib: int) -> None:
        """KiB per second over all torrents; 0 is no limit."""
        limits = {"download_rate_limit": down_kib * 1024, "upload_rate_limit": up_kib * 1024}
        self._session.apply_settings(limits)

    def listen_on(self, listen: str) -> None:
        self._settings = replace(self._settings, listen=listen)
        self._listen_error = ""
        self._session.apply_settings({"listen_interfaces": listen})

    def count(self) -> int:
        return len(self._torrents)

    def add(self, torrent: TorrentFile | Magnet, options: AddOptions) -> bool:
        if torrent.info_hash in self._torrents:
            return False
        params = self._params(torrent, options)
        kept = Kept(
            torrent.info_hash,
            torrent.name or torrent.info_hash,
            lt.write_resume_data_buf(params),
            options.category,
            options.tags,
            options.share_goal,
        )
        # First: from here on a kill no longer loses it.
        self._kept.write(kept)
        try:
            self._start(kept, params)
        except RuntimeError as error:
            self._kept.remove(kept.info_hash)
            raise Rejected(self._service, f"did not take this torrent: {error}.") from None
        return True

    def downloads(self, hashes: Collection[InfoHash]) -> dict[InfoHash, Download]:
        self._refresh()
        with self._news:
            return {
                info_hash: torrent.download()
                for info_hash in hashes
                if (torrent := self._torrents.get(info_hash))
            }

    def files(self, info_hash: InfoHash) -> list[DownloadFile] | None:
        torrent = self._torrents.get(info_hash)
        return files_of(torrent) if torrent else None

    def trackers(self, info_hash: InfoHash) -> tuple[TrackerAnswer, ...]:
        torrent = self._torrents.get(info_hash)
        return trackers_of(torrent.handle) if torrent else ()

    def pause(self, info_hash: InfoHash) -> None:
        self._act(info_hash, lambda handle: handle.pause())

    def resume(self, info_hash: InfoHash) -> None:
        def start(handle: Any) -> None:
            handle.clear_error()
            handle.resume()

        self._act(info_hash, start)

    def set_share_goal(self, info_hash: InfoHash, goal: ShareGoal) -> None:
        torrent = self._torrents.get(info_hash)
        if torrent:
            torrent.goal = goal
            self._act(info_hash, lambda handle: None)

    def share_goal(self, info_hash: InfoHash) -> ShareGoal | None:
        """What was set; reaching it is the server's business."""
        torrent = self._torrents.get(info_hash)
        return torrent.goal if torrent else None

    def delete(self, info_hash: InfoHash, *, with_data: bool) -> None:
        """Returns when the files are gone. Raises Refused if they can't be deleted."""
        with self._news:
            torrent = self._torrents.pop(info_hash, None)
            if torrent is None:
                return
            del self._by_handle[torrent.handle]
            has_files = with_data and bool(torrent.root)
            key = _best_hash(torrent.handle.info_hashes())
            self._deletions.pop(key, None)
        self._session.remove_torrent(torrent.handle, lt.options_t.delete_files if with_data else 0)
        failure = self._deletion(key) if has_files else ""
        self._kept.remove(info_hash)
        if failure:
            raise Refused(
                self._service,
                f"could not delete the files of {torrent.name!r}: {failure}.",
                "Delete them by hand, and check who may write there.",
            )

    def close(self) -> None:
        """Saves what is not saved yet. May be called twice."""
        if self._is_closing:
            return
        # First: nothing is to be written that the resume data does not know of.
        self._session.pause()
        with self._news:
            torrents = list(self._torrents.values())
            for torrent in torrents:
                self._ask_for_resume_data(torrent, lt.save_resume_flags_t.only_if_modified)
            self._news.wait_for(
                lambda: all(t.saves_done >= t.saves_asked for t in torrents), CLOSE_S
            )
            self._is_closing = True
        self._pump.join()
        self._torrents.clear()
        self._by_handle.clear()
        self._session = None
        self._lock.release()

    def _params(self, torrent: TorrentFile | Magnet, options: AddOptions) -> Any:
        try:
            if isinstance(torrent, TorrentFile):
                params = lt.load_torrent_buffer(torrent.content)
            else:
                params = lt.parse_magnet_uri(torrent.link.reveal())
        except RuntimeError as error:
            raise Refused(
                self._service, f"can't read this torrent: {error}.", "Choose another release."
            ) from None
        params.save_path = options.save_path or self._folder_for(options.category)
        try:
            os.makedirs(params.save_path, exist_ok=True)
        except OSError as error:
            raise Refused(
                self._service,
                f"can't make the folder {params.save_path}: {error.strerror}.",
                "Check the downloads folder in the settings.",
            ) from None
        set_flags(params, discovery=self._settings.discovery, is_paused=options.is_paused)
        if options.skip_checking:
            params.flags |= lt.torrent_flags.seed_mode
        return params

    def _folder_for(self, category: str) -> str:
        """Below the downloads folder: no name of a category leads out of it."""
        return os.path.join(os.path.abspath(self._settings.downloads_dir), category).rstrip("/")

    def _restore(self) -> None:
        for kept in self._kept.read_all():
            try:
                params = lt.read_resume_data(kept.resume)
                forget_what_is_older(params, self._kept.written_at(kept.info_hash))
                is_paused = bool(params.flags & lt.torrent_flags.paused)
                set_flags(params, discovery=self._settings.discovery, is_paused=is_paused)
                self._start(kept, params)
            except RuntimeError as error:
                _log.warning("torrent not restored: %s", error, extra={"torrent": kept.info_hash})

    def _start(self, kept: Kept, params: Any) -> None:
        handle = self._session.add_torrent(params)
        torrent = Torrent(
            kept.info_hash, kept.name, params.save_path, handle, kept.category, kept.tags, kept.goal
        )
        torrent.learn_metadata()
        torrent.learn_status(handle.status(0))
        with self._news:
            self._torrents[kept.info_hash] = torrent
            self._by_handle[handle] = torrent

    def _act(self, info_hash: InfoHash, action: Callable[[Any], None]) -> None:
        """Do it, and return when the resume data that says so is on the disk."""
        torrent = self._torrents.get(info_hash)
        if torrent is None:
            return
        action(torrent.handle)
        with self._news:
            self._ask_for_resume_data(torrent)
            mine = torrent.saves_asked
            if not self._news.wait_for(lambda: torrent.saves_done >= mine, ANSWER_S):
                raise Unreachable(self._service, "could not write its resume data in time.")

    def _refresh(self) -> None:
        with self._news:
            before = self._updates
            self._session.post_torrent_updates(0)
            self._news.wait_for(lambda: self._updates > before, ANSWER_S)

    def _deletion(self, key: str) -> str:
        with self._news:
            if not self._news.wait_for(lambda: key in self._deletions, DELETE_S):
                return f"no answer from the disk within {DELETE_S:.0f} s"
            return self._deletions.pop(key)

    def _ask_for_resume_data(self, torrent: Torrent, flags: int = 0) -> None:
        torrent.saves_asked += 1
        torrent.is_dirty = False
        torrent.handle.save_resume_data(flags | lt.save_resume_flags_t.save_info_dict)

    def _pump_alerts(self) -> None:
        next_save = time.monotonic() + SAVE_EVERY_S
        while not self._is_closing:
            self._session.wait_for_alert(_WAIT_MS)
            alerts = self._session.pop_alerts()
            with self._news:
                for alert in alerts:
                    take = _TAKERS.get(type(alert))
                    if take:
                        with suppress(KeyError):  # of a torrent deleted in the meantime
                            take(self, alert)
                self._news.notify_all()
                if time.monotonic() >= next_save:
                    next_save = time.monotonic() + SAVE_EVERY_S
                    self._save_changed()

    def _save_changed(self) -> None:
        for torrent in self._torrents.values():
            if torrent.is_dirty:
                self._ask_for_resume_data(torrent)
        # So that those nobody asks about are seen to change, too.
        self._session.post_torrent_updates(0)

    def _take_update(self, alert: Any) -> None:
        for status in alert.status:
            torrent = self._by_handle.get(status.handle)
            if torrent:
                torrent.learn_status(status)
        self._updates += 1

    def _take_resume_data(self, alert: Any) -> None:
        torrent = self._by_handle[alert.handle]
        kept = Kept(
            torrent.info_hash,
            torrent.name,
            lt.write_resume_data_buf(alert.params),
            torrent.category,
            torrent.tags,
            torrent.goal,
        )
        try:
            self._kept.write(kept)
        except OSError as error:
            torrent.is_dirty = True
            _log.error("resume data not written: %s", error, extra={"torrent": kept.info_hash})
            return
        torrent.saves_done += 1

    def _take_no_resume_data(self, alert: Any) -> None:
        """Nothing had changed."""
        self._by_handle[alert.handle].saves_done += 1

    def _take_milestone(self, alert: Any) -> None:
        torrent = self._by_handle[alert.handle]
        torrent.learn_metadata()
        self._ask_for_resume_data(torrent)

    def _take_deletion(self, alert: Any) -> None:
        self._deletions[_best_hash(alert.info_hashes)] = ""

    def _take_failed_deletion(self, alert: Any) -> None:
        self._deletions[_best_hash(alert.info_hashes)] = alert.error.message()

    def _take_listen_error(self, alert: Any) -> None:
        self._listen_error = alert.error.message()
        _log.warning("not listening: %s", alert.message())


_TAKERS: dict[type, Callable[[Engine, Any], None]] = {
    lt.state_update_alert: Engine._take_update,
    lt.save_resume_data_alert: Engine._take_resume_data,
    lt.save_resume_data_failed_alert: Engine._take_no_resume_data,
    lt.metadata_received_alert: Engine._take_milestone,
    lt.torrent_finished_alert: Engine._take_milestone,
    lt.torrent_deleted_alert: Engine._take_deletion,
    lt.torrent_delete_failed_alert: Engine._take_failed_deletion,
    lt.listen_failed_alert: Engine._take_listen_error,
}


def _best_hash(hashes: Any) -> str:
    return str(hashes.v2 if hashes.has_v2() else hashes.v1)[:40]


def _lock_folder(service: str, folder: str) -> ProcessLock:
    os.makedirs(folder, exist_ok=True)
    try:
        return ProcessLock(os.path.join(folder, "lock"))
    except AlreadyRunning:
        raise Refused(
            service,
            f"already runs in another process, with its state in {folder}.",
            "Stop that one first, or give each server a data folder of its own.",
        ) from None
