"""The named qualities, their order and their sizes. Pure."""
