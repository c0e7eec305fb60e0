"""How good it is, and whether that is better than what is there. Pure."""
