"""How files are named: tried, taken over from guides, and as clients of the family set it."""
