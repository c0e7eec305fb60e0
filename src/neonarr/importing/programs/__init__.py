"""Other programs, run on strangers' files in processes of their own."""
