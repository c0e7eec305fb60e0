"""An item a person deletes, with as much of what belongs to it as they say."""
