"""A loopback world for demo and tests: indexer, tracker, seeder, media made on the spot."""
