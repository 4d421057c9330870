"""Who may do what: accounts, sessions, guards against forged requests, headers."""
