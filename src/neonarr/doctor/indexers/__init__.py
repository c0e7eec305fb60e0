"""What the doctor looks at in indexers."""
