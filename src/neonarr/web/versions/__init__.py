"""The versions of an item: what is wanted, what is there, looking for better."""
