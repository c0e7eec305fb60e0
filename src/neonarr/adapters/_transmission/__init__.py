"""What speaking to Transmission takes: its session, refusals, rows and how to follow them."""
