"""Movies as clients of the family read and write them."""
