"""Quality profiles and formats in Neonarr's own API."""
