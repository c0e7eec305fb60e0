"""Looking again for what is missing or could be better; a story begins with a release in hand."""
