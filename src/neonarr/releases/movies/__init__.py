"""Reading movie names."""
