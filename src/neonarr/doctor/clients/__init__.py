"""What the doctor looks at in download clients."""
