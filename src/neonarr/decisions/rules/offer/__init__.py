"""Who offers it and on which terms. Pure."""
