"""What a better copy replaces: out of the library, and for a while not gone."""
