"""One file per group of faults."""
