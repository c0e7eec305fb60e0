"""Words every room uses: ids, units, errors, clock, secrets. Pure."""
