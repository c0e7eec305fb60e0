"""Every fault, in the order of the table."""

from datetime import timedelta
from functools import partial

from faults import Fault
from faults.groups import clients, clocks, crowd, databases, disks, killed, swarms

DAY = timedelta(days=1)

FAULTS = (
    Fault("killed-searching", "server killed while searching", killed.searching),
    Fault("killed-queued", "server killed while a download waits for its turn", killed.queued),
    Fault("killed-fetching", "server killed while it fetches the torrent", killed.fetching, True),
    Fault(
        "killed-handing-over",
        "server killed between handing the torrent over and hearing that it was taken",
        killed.handing_over,
        True,
    ),
    Fault("killed-downloading", "server killed while qBittorrent downloads", killed.downloading),
    Fault(
        "killed-engine",
        "server killed while its built-in engine downloads",
        killed.downloading_by_engine,
    ),
    Fault("killed-paused", "server killed while a download is paused", killed.paused),
    Fault("killed-copying", "server killed in the middle of a copy", killed.copying),
    Fault(
        "killed-placed", "server killed between filing a file and writing that down", killed.placed
    ),
    Fault(
        "killed-removing",
        "server killed between removing a torrent and hearing that it is gone",
        killed.removing,
    ),
    Fault(
        "one-of-two-killed",
        "two servers on one PostgreSQL, one killed",
        databases.one_of_two_killed,
    ),
    Fault("postgres-restarted", "PostgreSQL restarted", databases.postgres_restarted),
    Fault("sqlite-busy", "SQLite busy", databases.sqlite_busy),
    Fault("client-killed", "qBittorrent killed", clients.killed),
    Fault("client-restarted", "qBittorrent restarted", clients.restarted),
    Fault("client-restored", "qBittorrent restored from an older state", clients.restored),
    Fault("session-dropped", "qBittorrent drops our session", clients.session_dropped, True),
    Fault("banned", "qBittorrent bans us", clients.banned),
    Fault("slow", "qBittorrent answers slowly", clients.slow),
    Fault("half-json", "qBittorrent answers half a JSON", clients.half),
    Fault("html", "qBittorrent answers HTML", clients.html),
    Fault("errors-500", "qBittorrent answers 500", clients.errors),
    Fault("transmission-killed", "Transmission killed", clients.transmission_killed),
    Fault("tracker-dead", "tracker dead", swarms.tracker_dead),
    Fault("full-at-grab", "disk full at the grab", disks.full_at_grab),
    Fault("full-at-download", "disk full during the download", disks.full_at_download),
    Fault("full-at-import", "disk full at the import", disks.full_at_import),
    Fault("read-only", "library read-only", disks.read_only, True),
    Fault("unmounted", "library unmounted, mounted again", disks.unmounted),
    Fault("clock-forward", "clock jumps forward", partial(clocks.jumps, by=DAY)),
    Fault("clock-back", "clock jumps back", partial(clocks.jumps, by=-DAY)),
    Fault("crowd", "server killed at random moments, again and again", crowd.run),
)
