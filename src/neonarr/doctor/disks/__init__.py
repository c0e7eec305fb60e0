"""What the doctor looks at on disks."""
