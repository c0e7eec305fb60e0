"""Deleting a movie or an album: what would go, and letting it go."""
