"""Door for time: the loops that move every acquisition forward and watch every download."""
