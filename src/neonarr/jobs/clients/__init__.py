"""Download clients: looked at, and kept as they are set here."""
