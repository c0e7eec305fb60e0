"""What guides publish, in and out: formats and profiles, pasted or from an address."""
