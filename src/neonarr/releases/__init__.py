"""What a release name says. Pure."""
