"""What belongs to a look of the watcher."""
