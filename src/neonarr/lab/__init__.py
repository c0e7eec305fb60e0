"""A complete world on loopback for the demo and the tests: indexer, tracker, seeder, media made on the spot."""
