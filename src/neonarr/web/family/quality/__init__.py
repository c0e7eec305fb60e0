"""Quality profiles, custom formats, sizes and delays as clients of the family know them."""
