"""Sound and film out of arithmetic, in the formats of the world outside."""
