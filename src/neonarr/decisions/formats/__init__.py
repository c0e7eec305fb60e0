"""Custom formats: what a release is recognized by, read, matched and written. Pure."""
