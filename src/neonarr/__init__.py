"""Gets movies and music: search, decide, grab, watch, import, tell. Read docs/MAP.md first."""
