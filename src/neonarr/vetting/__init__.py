"""Whether a download is what it claims: its file list before the data, its media after."""
