"""Who may come in: the guard before every route, logins, and their cookie."""
