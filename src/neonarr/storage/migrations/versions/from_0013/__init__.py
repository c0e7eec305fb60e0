"""The second dozen."""
