"""What an operator may set, where it is kept, and the shape of an adapter's settings."""
