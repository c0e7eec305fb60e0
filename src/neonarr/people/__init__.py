"""Who may use the server: the account, login sessions, the API key, the first-run claim."""
