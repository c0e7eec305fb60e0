"""Where a file of an item belongs, under a name safe on every system. Pure."""
