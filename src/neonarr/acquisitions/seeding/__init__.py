"""What is owed to the swarm after a download, and what must not be deleted with a torrent."""
