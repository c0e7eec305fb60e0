"""One step of the story per file; every step may run twice."""
