"""One migration per file: NNNN_what.py."""
