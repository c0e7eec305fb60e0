"""What speaking to qBittorrent takes: the wire, the session, its rows, two ways to follow them."""
