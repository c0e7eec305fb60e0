"""How a qBittorrent is set up."""
