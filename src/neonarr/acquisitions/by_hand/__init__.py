"""What could not be matched by itself: offered with a guess, and imported on a person's word."""
