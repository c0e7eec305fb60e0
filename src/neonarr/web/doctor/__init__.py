"""The doctor and the remote path mappings, for people and their programs."""
