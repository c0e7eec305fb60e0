"""Commands of the program that have more to them than a line."""
