"""In what the releases of qBittorrent differ towards us; from its changelogs and its code, not from
the table our adapter goes by."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Release:
    app: str
    api: str
    stop: str = "pause"
    start: str = "resume"
    stop_flag: str = "paused"
    stopped: str = "paused"
    """How states of a stopped torrent begin."""
    has_v2: bool = True
    """Built with libtorrent 2: a hybrid goes by its v2 hash."""
    goal_on_add: bool = True
    tags_on_add: bool = True
    content_path: bool = True
    top_on_add: bool = False
    skip: str = "skip_checking"
    limits: tuple[str, ...] = ("ratioLimit", "seedingTimeLimit")
    """What setShareLimits can't do without."""
    is_new_web: bool = False
    """5.2 on: 204 and 401 to logins, keys, Basic, JSON to adding, other 400s and 404s."""
    has_set_tags: bool = False


_FIVE = {"stop": "stop", "start": "start", "stop_flag": "stopped", "stopped": "stopped"}
_IDLE = ("ratioLimit", "seedingTimeLimit", "inactiveSeedingTimeLimit")
_ACTION = (*_IDLE, "shareLimitAction")

RELEASES = {
    "4.3": Release(
        "v4.3.0",
        "2.6",
        has_v2=False,
        goal_on_add=False,
        tags_on_add=False,
        content_path=False,
    ),
    "4.5.2": Release("v4.5.2", "2.8.19", top_on_add=True),
    "4.6": Release("v4.6.7", "2.9.3", top_on_add=True, limits=_IDLE),
    "5.0": Release("v5.0.5", "2.11.2", top_on_add=True, limits=_IDLE, **_FIVE),
    "5.1": Release("v5.1.4", "2.11.4", top_on_add=True, limits=_IDLE, has_set_tags=True, **_FIVE),
    "5.2": Release(
        "v5.2.3",
        "2.15.1",
        top_on_add=True,
        limits=_ACTION,
        is_new_web=True,
        has_set_tags=True,
        **_FIVE,
    ),
    "5.3": Release(
        "v5.3.0",
        "2.16.2",
        top_on_add=True,
        skip="seedMode",
        limits=(*_ACTION, "shareLimitsMode"),
        is_new_web=True,
        has_set_tags=True,
        **_FIVE,
    ),
}
