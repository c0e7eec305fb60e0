"""Pages of quality profiles and custom formats."""
