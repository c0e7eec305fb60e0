"""Quality profiles: what is wanted, in which order, and when it is enough. Pure."""
