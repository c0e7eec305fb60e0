"""The queue as a whole: its order, everything paused, everything resumed."""
