"""Door for services: one file per outside service, plugged in by main.py."""
