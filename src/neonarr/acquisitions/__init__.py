"""The story of one wish, from wanted to imported."""
