"""What was done before for the same item. Pure."""
