"""The download that stood still, left in its client until the next one is complete."""
