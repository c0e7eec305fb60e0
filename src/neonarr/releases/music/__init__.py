"""Reading album names."""
