"""Whether now is the time. Pure."""
