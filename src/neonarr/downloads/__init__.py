"""A download in a client, from the torrent file to the last byte and the share goal."""
