"""Programs that download torrents, ours among them."""

from neonarr.adapters.download_clients import builtin as builtin
from neonarr.adapters.download_clients import qbittorrent as qbittorrent
from neonarr.adapters.download_clients import transmission as transmission

ALL = (qbittorrent.SPEC, transmission.SPEC, builtin.SPEC)
