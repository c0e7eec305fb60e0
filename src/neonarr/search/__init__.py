"""Ask every indexer for releases, and keep what they answered for a while."""
