"""What its name and its category say. Pure."""
