"""What the doctor looks at in the server itself."""
