"""A libtorrent session of our own: its settings, its torrents, what survives a kill."""
