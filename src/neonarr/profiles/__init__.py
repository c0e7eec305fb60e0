"""Quality profiles, custom formats, quality definitions and the delay as a person saved them."""
